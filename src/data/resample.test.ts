import { describe, expect, it } from "vitest";
import { resample } from "./resample.js";

const plane = (width: number, ...values: number[]) => ({
  width,
  height: values.length / width,
  values: Float32Array.from(values),
});

describe("resample", () => {
  it("leaves the same size unchanged", () => {
    const picture = plane(3, 1, 2, 3, 4, 5, 6);
    expect(resample(picture, 3, 2)).toEqual(picture);
  });

  it("averages over areas, whole and in part", () => {
    expect([...resample(plane(4, 0, 4, 8, 8, 2, 2, 4, 0), 2, 1).values]).toEqual([2, 5]);
    const thirds = resample(plane(3, 3, 6, 9), 2, 1).values; // 1½ pixels to one
    expect(thirds[0]).toBeCloseTo((3 + 6 / 2) / 1.5, 5);
    expect(thirds[1]).toBeCloseTo((6 / 2 + 9) / 1.5, 5);
  });

  it("keeps the mean when it makes smaller, whatever the sizes", () => {
    const values = Array.from({ length: 37 * 23 }, (_, i) => (i * 7919) % 256);
    const mean = (numbers: ArrayLike<number>) =>
      Array.from(numbers).reduce((sum, value) => sum + value, 0) / numbers.length;
    for (const [width, height] of [
      [1, 1],
      [20, 13],
      [36, 22],
      [37, 5],
    ])
      expect(mean(resample(plane(37, ...values), width, height).values)).toBeCloseTo(mean(values), 2);
  });

  it("interpolates when it makes larger, and stays flat at the rim", () => {
    expect([...resample(plane(2, 0, 4), 4, 1).values]).toEqual([0, 1, 3, 4]);
    expect([...resample(plane(1, 7), 2, 3).values]).toEqual([7, 7, 7, 7, 7, 7]);
  });
});
