import { expect, it } from "vitest";
import { Rng } from "../core/rng.js";
import { importanceOf } from "./importance.js";
import { parseSpace, type Values } from "./space.js";

const space = parseSpace(
  {
    rate: { kind: "logFloat", low: 0.001, high: 1 },
    units: { kind: "int", low: 1, high: 64 },
    kind: { kind: "choice", options: ["relu", "tanh", "sigmoid"] },
    slope: { kind: "float", low: 0, high: 1, when: { kind: ["relu"] } },
  },
  "space",
);

function trials(count: number): Values[] {
  const rng = new Rng(3, "data");
  return Array.from({ length: count }, () => {
    const kind = ["relu", "tanh", "sigmoid"][rng.below(3)];
    return {
      rate: 0.001 ** rng.uniform(),
      units: 1 + rng.below(64),
      kind,
      ...(kind === "relu" && { slope: rng.uniform() }),
    };
  });
}
const sharesOf = (values: readonly Values[], result: (values: any) => number) => {
  const { shares, explained } = importanceOf(space, values, values.map(result));
  return { explained, ...Object.fromEntries(shares.map(({ name, share }) => [name, share])) } as any;
};

it("finds what a result depends on, and leaves out what it does not", () => {
  const found = sharesOf(trials(120), ({ rate }) => Math.abs(Math.log10(rate) + 1.5));
  expect(found.rate).toBeGreaterThan(0.9);
  expect(found.explained).toBeGreaterThan(0.7);
});

it("tells the larger of two effects, and one of a choice", () => {
  const found = sharesOf(trials(200), ({ units, kind }) => units / 64 + (kind === "tanh" ? 3 : 0));
  expect(found.kind).toBeGreaterThan(found.units);
  expect(found.units).toBeGreaterThan(found.rate + found.slope);
  expect(found.rate + found.units + found.kind + found.slope).toBeCloseTo(1);
});

it("finds an effect that is there only with another value", () => {
  const found = sharesOf(trials(300), ({ kind, slope }) => (kind === "relu" ? slope : 0.5));
  expect(found.slope).toBeGreaterThan(found.rate + found.units);
});

it("goes by ranks: one result that is far off changes nothing", () => {
  const values = trials(60);
  const usual = sharesOf(values, ({ units }) => units);
  const largest = Math.max(...values.map(({ units }) => units as number));
  expect(sharesOf(values, ({ units }) => (units === largest ? 1e12 : units))).toEqual(usual);
});

it("explains little of pure chance, and says so", () => {
  const rng = new Rng(9, "data");
  expect(sharesOf(trials(100), () => rng.uniform()).explained).toBeLessThan(0.2);
});

it("tells nothing from few trials or equal results", () => {
  const nothing = { rate: 0, units: 0, kind: 0, slope: 0, explained: 0 };
  expect(sharesOf(trials(7), ({ rate }) => rate)).toEqual(nothing);
  expect(sharesOf(trials(20), () => 1)).toEqual(nothing);
  expect(importanceOf(space, [], [])).toMatchObject({ explained: 0 });
});

it("is the same each time", () => {
  const values = trials(50);
  expect(sharesOf(values, ({ rate }) => rate)).toEqual(sharesOf(values, ({ rate }) => rate));
});
