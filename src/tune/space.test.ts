import { describe, expect, it } from "vitest";
import { Rng } from "../core/rng.js";
import { dimensionOf } from "./dimension.js";
import { drawValue } from "./samplers/sampler.js";
import { isActive, type Numeric, type Parameter, parseSpace } from "./space.js";

const parse = (space: unknown) => parseSpace(space, "space");

describe("a search space", () => {
  it("refuses what cannot be searched", () => {
    const faults: [unknown, RegExp][] = [
      [{ a: { kind: "float", low: 2, high: 1 } }, /low ≤ high, got 2 > 1/],
      [
        { a: { kind: "logFloat", low: 0, high: 1 } },
        /"a" "logFloat"\.low: expected a finite number > 0, got 0/,
      ],
      [{ a: { kind: "logInt", low: 0, high: 8 } }, /whole number ≥ 1/],
      [{ a: { kind: "int", low: 1.5, high: 8 } }, /whole number/],
      [{ a: { kind: "choice", options: [] } }, /at least one value, got none/],
      [{ a: { kind: "choice", options: [1, 1] } }, /each value once/],
      [{ a: { kind: "flaot", low: 1, high: 2 } }, /Did you mean "float"/],
      [{ a: { kind: "float", low: 1, hihg: 2 } }, /Did you mean "high"/],
      [{}, /parameters by their names/],
      [[], /parameters by their names/],
      [{ a: { kind: "int", low: 1, high: 2, when: { b: [1] } } }, /another parameter, got "b"/],
      [{ a: { kind: "int", low: 1, high: 2, when: { a: [1] } } }, /without a circle/],
      [
        {
          kind: { kind: "choice", options: ["sgd", "adam"] },
          a: { kind: "int", low: 1, high: 2, when: { kind: ["admm"] } },
        },
        /one of "sgd", "adam", got "admm"/,
      ],
      [
        { a: { kind: "float", low: 0, high: 1 }, b: { kind: "int", low: 1, high: 2, when: { a: [0.5] } } },
        /got 0\.5/,
      ],
    ];
    for (const [space, message] of faults) {
      expect(() => parse(space)).toThrow(message);
      expect(() => parse(space)).toThrow(expect.objectContaining({ code: "E_FIELD" }));
    }
  });

  it("puts a parameter after those that it depends on", () => {
    const space = parse({
      momentum: { kind: "float", low: 0, high: 1, when: { kind: ["momentum"] } },
      kind: { kind: "choice", options: ["sgd", "momentum"] },
    });
    expect(space.map(({ name }) => name)).toEqual(["kind", "momentum"]);
    expect(isActive(space[1], { kind: "momentum" })).toBe(true);
    expect(isActive(space[1], { kind: "sgd" })).toBe(false);
  });

  it("tells objects and lists apart by what they hold", () => {
    const [layers, depth] = parse({
      layers: { kind: "choice", options: [[{ kind: "relu" }], []] },
      depth: { kind: "int", low: 1, high: 2, when: { layers: [[{ kind: "relu" }]] } },
    });
    expect(layers.kind).toBe("choice");
    expect(isActive(depth, { layers: [{ kind: "relu" }] })).toBe(true);
    expect(isActive(depth, { layers: [] })).toBe(false);
  });
});

describe("a number's scale", () => {
  const draws = (parameter: Numeric, n = 8000) => {
    const rng = new Rng(1, "tune");
    return Array.from({ length: n }, () => drawValue(parameter as Parameter, rng) as number);
  };

  it.each<[Numeric["kind"], number, number]>([
    ["float", -2, 6],
    ["logFloat", 1e-5, 10],
    ["int", -1, 9],
    ["logInt", 1, 300],
    ["float", 3, 3],
    ["logFloat", 3, 3],
    ["int", 3, 3],
  ])("of %s from %d to %d leads forth and back, and never out", (kind, low, high) => {
    const { unitOf, valueAt } = dimensionOf({ name: "a", kind, low, high });
    for (const value of draws({ name: "a", kind, low, high }, 200)) {
      expect(value).toBeGreaterThanOrEqual(low);
      expect(value).toBeLessThanOrEqual(high);
      expect(valueAt(unitOf(value))).toBeCloseTo(value, 12);
    }
    for (const end of [0, 1]) {
      expect(valueAt(end)).toBeGreaterThanOrEqual(low);
      expect(valueAt(end)).toBeLessThanOrEqual(high);
    }
  });

  it("has whole numbers each as likely, the ends too", () => {
    const counts = new Map<number, number>();
    for (const value of draws({ name: "a", kind: "int", low: 1, high: 4 }))
      counts.set(value, (counts.get(value) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4]);
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(1500));
  });

  it("has as many values in each power of ten, where the logarithm is even", () => {
    const values = draws({ name: "a", kind: "logFloat", low: 1e-4, high: 1 });
    for (let power = -4; power < 0; power++) {
      const share = values.filter((value) => Math.floor(Math.log10(value)) === power).length / values.length;
      expect(Math.abs(share - 0.25)).toBeLessThan(0.025);
    }
  });
});
