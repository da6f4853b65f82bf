import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { Rng } from "../core/rng.js";
import { initializers } from "./index.js";

const N = 100_000;
const fans = { fanIn: 30, fanOut: 20 };

function sample(spec: unknown, seed = 1): number[] {
  const parsed = initializers.parse(spec, "init");
  const next = initializers.get(parsed.kind, "init").sampler(parsed, fans, new Rng(seed, "init"));
  return Array.from({ length: N }, next);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Expected {
  readonly mean: number;
  readonly std: number;
  /** Of the fourth central moment to the variance squared: 3 for the normal, 1.8 for the uniform distribution. */
  readonly kurtosis: number;
  /** The bound of a uniform one. */
  readonly bound?: number;
}

const normal = (mean: number, std: number): Expected => ({ mean, std, kurtosis: 3 });
const uniform = (std: number): Expected => ({ mean: 0, std, kurtosis: 1.8, bound: Math.sqrt(3) * std });

const cases: readonly [spec: any, expected: Expected][] = [
  ["normal", normal(0, 1)],
  [{ kind: "normal", mean: 2, std: 0.5 }, normal(2, 0.5)],
  [
    { kind: "normal", std: 0 },
    { mean: 0, std: 0, kurtosis: 3 },
  ],
  ["uniform", uniform(0.1 / Math.sqrt(12))],
  [{ kind: "uniform", min: -1, max: 1 }, uniform(2 / Math.sqrt(12))],
  ["zeros", { mean: 0, std: 0, kurtosis: 3 }],
  [
    { kind: "constant", value: 0.1 },
    { mean: 0.1, std: 0, kurtosis: 3 },
  ],
  ["xavier", normal(0, Math.sqrt(2 / 50))],
  [
    { kind: "xavier", distribution: "uniform" },
    { ...uniform(Math.sqrt(2 / 50)), bound: Math.sqrt(6 / 50) },
  ],
  ["he", normal(0, Math.sqrt(2 / 30))],
  [{ kind: "he", distribution: "uniform" }, uniform(Math.sqrt(2 / 30))],
  ["lecun", normal(0, Math.sqrt(1 / 30))],
  [{ kind: "lecun", distribution: "uniform" }, uniform(Math.sqrt(1 / 30))],
];

describe("every initializer", () => {
  it("has a case", () => {
    const kinds = cases.map(([spec]) => (typeof spec === "string" ? spec : spec.kind));
    expect([...new Set(kinds)].sort()).toEqual([...initializers.kinds].sort());
  });

  it.each(cases)("%j has its mean and deviation, within four standard errors", (spec, expected) => {
    const values = sample(spec);
    const average = mean(values);
    expect(Math.abs(average - expected.mean)).toBeLessThanOrEqual((4 * expected.std) / Math.sqrt(N) + 1e-12);
    const variance = mean(values.map((value) => (value - expected.mean) ** 2));
    const error = expected.std ** 2 * Math.sqrt((expected.kurtosis - 1) / N);
    expect(Math.abs(variance - expected.std ** 2)).toBeLessThanOrEqual(4 * error + 1e-12);
    const fourth = mean(values.map((value) => (value - expected.mean) ** 4));
    // far enough apart that the shape of the distribution shows
    if (expected.std > 0) expect(fourth / variance ** 2).toBeCloseTo(expected.kurtosis, 0);
  });

  it.each(cases.filter(([, { bound }]) => bound !== undefined))(
    "%j keeps to its bounds, and fills them",
    (spec, { bound }) => {
      const values = sample(spec);
      const [least, most] = [Math.min(...values), Math.max(...values)];
      expect(least).toBeGreaterThanOrEqual(-bound!);
      expect(most).toBeLessThan(bound!);
      expect(least).toBeLessThan(-bound! * 0.999);
      expect(most).toBeGreaterThan(bound! * 0.999);
    },
  );

  it.each(cases.filter(([, { std }]) => std > 0))("%j depends on the seed and on nothing else", (spec) => {
    const [first, again, other] = [sample(spec), sample(spec), sample(spec, 2)];
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
  });
});

it.each([
  [{ kind: "normal", std: -1 }, 'init "normal".std'],
  [{ kind: "xavier", distribution: "gaussian" }, 'init "xavier".distribution'],
  [{ kind: "constant" }, 'init "constant".value'],
])("refuses %j", (spec, where) => {
  expect(caught(() => initializers.parse(spec, "init"))).toMatchObject({ code: "E_FIELD", where });
});

it("knows what was meant", () => {
  expect(caught(() => initializers.parse("Xavier", "init")).remedy).toBe('Did you mean "xavier"?');
});
