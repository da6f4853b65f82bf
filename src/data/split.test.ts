import { describe, expect, it } from "vitest";
import type { Dataset } from "./dataset.js";
import { shuffle, split } from "./split.js";

const data: Dataset = {
  inputs: Float32Array.from({ length: 40 }, (_, i) => i),
  shape: [2],
  targets: Int32Array.from({ length: 20 }, (_, i) => i),
  size: 20,
};

const sorted = (values: Iterable<number>) => [...values].sort((a, b) => a - b);

describe("split", () => {
  it.each([
    [0.25, 5],
    [0.01, undefined],
    [7, 7],
    [0.5, 10],
  ])("test %d of 20 keeps back %s", (test, count) => {
    if (count === undefined) return expect(() => split(data, { test, seed: 1 })).toThrow();
    const parts = split(data, { test, seed: 1 });
    expect(parts.test.size).toBe(count);
    expect(parts.train.size).toBe(20 - count);
    expect(sorted([...parts.train.targets, ...parts.test.targets])).toEqual([...data.targets]);
  });

  it("keeps inputs and targets together, and follows the seed alone", () => {
    const { train, test } = split(data, { test: 6, seed: 3 });
    for (const part of [train, test])
      for (let i = 0; i < part.size; i++) expect(part.inputs[2 * i]).toBe(2 * part.targets[i]);
    expect(split(data, { test: 6, seed: 3 })).toEqual({ train, test });
    expect(split(data, { test: 6, seed: 4 })).not.toEqual({ train, test });
  });

  it.each([0, 20, 21, 1.5, -1, 0.999, Number.NaN])("refuses test = %d", (test) => {
    expect(() => split(data, { test, seed: 1 })).toThrow(
      expect.objectContaining({ code: "E_FIELD", where: "test" }),
    );
  });
});

describe("shuffle", () => {
  it("gives all samples in another order", () => {
    const shuffled = shuffle(data, 1);
    expect(sorted(shuffled.targets)).toEqual([...data.targets]);
    expect(shuffled.targets).not.toEqual(data.targets);
  });
});
