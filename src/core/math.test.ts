import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as math from "./math.js";

// [x, the double nearest to f(x), what it lacks], by mpmath with 1200 bits; written by scripts/golden.py.
const tables: Record<string, [x: number, nearest: number, rest: number][]> = JSON.parse(
  readFileSync(new URL("../../test/golden/math.json", import.meta.url), "utf8"),
);

/** The distance from |x| to the next double further out: one unit in the last place. */
function ulp(x: number): number {
  const bits = new BigInt64Array(1);
  const value = new Float64Array(bits.buffer);
  value[0] = Math.abs(x);
  bits[0] += 1n;
  return value[0] - Math.abs(x);
}

const functions = math as unknown as Record<string, (x: number) => number>;

describe("every elementary function", () => {
  it("is in the table", () => {
    const names = Object.keys(functions).filter((name) => typeof functions[name] === "function");
    expect(Object.keys(tables).sort()).toEqual(names.sort());
  });

  it.each(Object.keys(tables))("%s is within 2 units in the last place", (name) => {
    const bound = name === "sigmoid" ? 2.5 : 2;
    for (const [x, nearest, rest] of tables[name]) {
      const error = Math.abs(functions[name](x) - nearest - rest) / ulp(nearest);
      expect(error, `${name}(${x}) = ${functions[name](x)}, not ${nearest}`).toBeLessThanOrEqual(bound);
    }
  });
});

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

describe("at the ends of the numbers", () => {
  it.each<[string, number, number]>([
    ["exp", 0, 1],
    ["exp", infinity, infinity],
    ["exp", -infinity, 0],
    ["exp", 709.782712893384, 1.7976931348622732e308],
    ["exp", 709.7827128933841, infinity],
    ["exp", 1e300, infinity],
    ["exp", -745.133219101941, 5e-324],
    ["exp", -745.2, 0],
    ["exp", nan, nan],
    ["expm1", 0, 0],
    ["expm1", infinity, infinity],
    ["expm1", -infinity, -1],
    ["expm1", 5e-324, 5e-324],
    ["expm1", nan, nan],
    ["log", 1, 0],
    ["log", 0, -infinity],
    ["log", -0, -infinity],
    ["log", -1, nan],
    ["log", infinity, infinity],
    ["log", nan, nan],
    ["log1p", 0, 0],
    ["log1p", -1, -infinity],
    ["log1p", -2, nan],
    ["log1p", infinity, infinity],
    ["log1p", 1e-300, 1e-300],
    ["log1p", nan, nan],
    ["tanh", infinity, 1],
    ["tanh", -infinity, -1],
    ["tanh", 1e-300, 1e-300],
    ["tanh", 0, 0],
    ["tanh", nan, nan],
    ["sigmoid", 0, 0.5],
    ["sigmoid", infinity, 1],
    ["sigmoid", -infinity, 0],
    ["sigmoid", -1e4, 0],
    ["sigmoid", 1e4, 1],
    ["sigmoid", nan, nan],
    ["softplus", infinity, infinity],
    ["softplus", -infinity, 0],
    ["softplus", 1e4, 1e4],
    ["softplus", -1e4, 0],
    ["softplus", nan, nan],
    ["erf", 0, 0],
    ["erf", infinity, 1],
    ["erf", -infinity, -1],
    ["erf", 40, 1],
    ["erf", nan, nan],
    ["sin", 0, 0],
    ["cos", 0, 1],
  ])("%s(%d) is %d", (name, x, expected) => {
    const y = functions[name](x);
    if (Number.isNaN(expected)) expect(y).toBeNaN();
    else expect(y + 0).toBe(expected);
  });
});

it.each(["tanh", "erf", "sin"])("%s is odd, to the bit", (name) => {
  for (const [x] of tables[name]) expect(functions[name](-x)).toBe(-functions[name](x));
});

it("never goes down where it must go up", () => {
  for (const name of ["exp", "expm1", "tanh", "sigmoid", "softplus", "erf"]) {
    const f = functions[name];
    for (let i = -60_000; i < 60_000; i++) {
      const [x, next] = [i / 10_000, (i + 1) / 10_000];
      if (!(f(next) >= f(x))) expect.fail(`${name}(${next}) = ${f(next)} < ${name}(${x}) = ${f(x)}`);
    }
  }
});
