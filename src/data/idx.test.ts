import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fullMnist } from "../../test/full-mnist.js";
import { gunzip } from "./gzip.js";
import { mnistDataset, parseIdx } from "./idx.js";

/** IDX bytes with whatever header, right or wrong. */
function idx(shape: number[], values: ArrayLike<number>, magic = [0, 0, 8, shape.length]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  bytes.set(magic);
  const view = new DataView(bytes.buffer);
  shape.forEach((extent, axis) => {
    view.setUint32(4 + 4 * axis, extent);
  });
  bytes.set(values, 4 + 4 * shape.length);
  return bytes;
}

describe("parseIdx", () => {
  it("reads shape and values", () => {
    const { shape, values } = parseIdx(idx([2, 3], [1, 2, 3, 4, 5, 255]), "f");
    expect(shape).toEqual([2, 3]);
    expect([...values]).toEqual([1, 2, 3, 4, 5, 255]);
  });

  it("reads from the middle of a buffer", () => {
    const whole = new Uint8Array(20);
    whole.set(idx([3], [7, 8, 9]), 5);
    expect([...parseIdx(whole.subarray(5, 16), "f").values]).toEqual([7, 8, 9]);
  });

  const good = idx([2, 2], [1, 2, 3, 4]);
  it.each([
    ["nothing", new Uint8Array(0)],
    ["half a magic number", good.subarray(0, 3)],
    ["half a header", good.subarray(0, 9)],
    ["one value too few", good.subarray(0, good.length - 1)],
    ["one byte too many", Uint8Array.of(...good, 0)],
    ["a magic number that is not zero", idx([4], [1, 2, 3, 4], [1, 0, 8, 1])],
    ["signed 32-bit integers", idx([1], [0, 0, 0, 1], [0, 0, 0x0c, 1])],
    ["no dimensions", idx([], [1], [0, 0, 8, 0])],
    ["255 dimensions", idx([1], [1], [0, 0, 8, 255])],
    ["terabytes announced", idx([2 ** 31, 2 ** 31, 2 ** 31], [1])],
    ["a product that wraps to 0 in 64 bits", idx(Array(8).fill(2 ** 31), [])],
    ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0)],
  ])("refuses %s", (_, bytes) => {
    expect(() => parseIdx(bytes, "digits.idx")).toThrow(
      expect.objectContaining({ code: "E_FORMAT", where: "digits.idx" }),
    );
  });
});

describe("mnistDataset", () => {
  const images = idx([2, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

  it("pairs images and labels", () => {
    const data = mnistDataset(images, idx([2], [9, 0]), "set");
    expect(data).toMatchObject({ shape: [1, 2, 3], size: 2 });
    expect(data.classes).toHaveLength(10);
    expect([...data.targets]).toEqual([9, 0]);
  });

  it.each([
    ["counts that differ", images, idx([3], [1, 2, 3])],
    ["a label above 9", images, idx([2], [1, 10])],
    ["the two files swapped", idx([2], [1, 2]), images],
    ["no samples", idx([0, 2, 3], []), idx([0], [])],
  ])("refuses %s", (_, first, second) => {
    expect(() => mnistDataset(first, second, "set")).toThrow(expect.objectContaining({ code: "E_DATA" }));
  });

  it.skipIf(fullMnist === undefined)("reads the real test set", async () => {
    const read = async (name: string) =>
      gunzip(await readFile(join(fullMnist!, `${name}.gz`)), 2 ** 24, name);
    const data = mnistDataset(
      await read("t10k-images-idx3-ubyte"),
      await read("t10k-labels-idx1-ubyte"),
      "t10k",
    );
    expect(data).toMatchObject({ shape: [1, 28, 28], size: 10_000 });
    expect([...data.targets.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });
});
