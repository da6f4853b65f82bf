import { describe, expect, it } from "vitest";
import { smooth } from "./smooth.ts";
import { lowerBound, thin } from "./thin.ts";

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

describe("thin", () => {
  it("shows few points as they are, over a common x", () => {
    const curves = [
      { x: [1, 2, 3], y: [10, Number.NaN, 30] },
      { x: [2, 4], y: [5, 6] },
    ];
    expect(thin(curves, { from: 1, to: 4 }, 100)).toEqual([
      [1, 2, 3, 4],
      [10, null, 30, null],
      [null, 5, null, 6],
    ]);
  });

  it("goes one point beyond the view on either side", () => {
    const [x] = thin([{ x: range(20), y: range(20) }], { from: 5.5, to: 8.5 }, 100);
    expect(x).toEqual([5, 6, 7, 8, 9]);
  });

  it("keeps the lowest and the highest of every column, wherever they stand", () => {
    const x = range(100_000);
    const y = x.map((i) => (i === 31_234 ? 99 : i === 77_777 ? -99 : Math.sin(i)));
    const [xs, ys] = thin([{ x, y }], { from: 0, to: 99_999 }, 500);
    expect(xs).toHaveLength(1000);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(Math.max(...(ys as number[]))).toBe(99);
    expect(xs[ys.indexOf(99)]).toBeCloseTo(31_234, -3);
    expect(xs[ys.indexOf(-99)]).toBeCloseTo(77_777, -3);
  });

  it("does so by the logarithm of x", () => {
    const x = range(50_000).map((i) => i + 1);
    const [xs, ys] = thin([{ x, y: x }], { from: 1, to: 50_000 }, 300, true);
    for (const [i, y] of ys.entries())
      if (y !== null) expect(Math.abs(Math.log(y / xs[i]))).toBeLessThan(0.04);
  });

  it("of 20 curves of 10,000 points takes less than a frame", () => {
    const x = range(10_000);
    const curves = Array.from({ length: 20 }, (_, c) => ({ x, y: x.map((i) => Math.sin(i * (c + 1))) }));
    const times = range(9).map(() => {
      const start = performance.now();
      thin(curves, { from: 0, to: 9_999 }, 800);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(33);
  });
});

it("finds where a number would stand", () => {
  expect([0, 1, 2, 2.5, 9].map((value) => lowerBound([1, 2, 3], value))).toEqual([0, 0, 1, 2, 3]);
});

describe("smooth", () => {
  it("leaves a flat curve alone, from its first point on", () => {
    for (const value of smooth([2, 2, 2, 2], 0.9)) expect(value).toBeCloseTo(2);
  });
  it("weighs what was before", () => {
    expect(smooth([0, 1], 0.5)[1]).toBeCloseTo(2 / 3);
    expect(smooth([1, Number.NaN, 1], 0.5)).toEqual([1, Number.NaN, 1]);
    const values = [3, 1, 2];
    expect(smooth(values, 0)).toBe(values);
  });
});
