import { describe, expect, it } from "vitest";
import { sizeOf } from "../core/shape.js";
import { dataDigest } from "./digest.js";
import { loadMnist10k } from "./mnist-10k.js";

describe("mnist-10k", () => {
  it("has 9,000 + 1,000 digits, each part and each beginning with all ten in proportion", async () => {
    const { train, test } = await loadMnist10k();
    expect([train.size, test.size, sizeOf(train.shape)]).toEqual([9000, 1000, 784]);
    const share = (labels: ArrayLike<number>, digit: number) =>
      Array.from(labels).filter((label) => label === digit).length / labels.length;
    for (let digit = 0; digit < 10; digit++) {
      expect(share(test.targets, digit)).toBeCloseTo(share(train.targets, digit), 2);
      expect(share(train.targets.subarray(0, 500), digit)).toBeCloseTo(share(train.targets, digit), 2);
    }
    expect(dataDigest(await loadMnist10k())).toBe(dataDigest({ train, test }));
  });

  it("uses the whole range of a byte", async () => {
    const { train } = await loadMnist10k();
    expect(new Set(train.inputs).size).toBe(256);
  });
});
