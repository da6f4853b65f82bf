import { describe, expect, it } from "vitest";
import { cos, sin } from "./math.js";
import { Rng } from "./rng.js";

/** The distance from x to the next double away from 0. */
function ulp(x: number): number {
  const bits = new BigInt64Array(1);
  const value = new Float64Array(bits.buffer);
  value[0] = Math.abs(x);
  bits[0] += 1n;
  return value[0] - Math.abs(x);
}

const rng = new Rng(1, "data");
const arguments_ = [
  ...Array.from({ length: 5000 }, () => (rng.uniform() - 0.5) * 2e5),
  ...Array.from({ length: 5000 }, () => (rng.uniform() - 0.5) * 20),
  // as near to the zeros as doubles come, where a naive reduction has no digits left
  ...Array.from({ length: 5000 }, () => Math.round((rng.uniform() - 0.5) * 127_000) * (Math.PI / 2)),
  ...[0, 5e-324, 1e-300, 1e-9, Math.PI / 4, Math.PI / 2, Math.PI, -Math.PI, 99_999.9],
];

describe.each([
  ["sin", sin, Math.sin],
  ["cos", cos, Math.cos],
])("%s", (_, own, engine) => {
  it("agrees with the engine to 2 units in the last place", () => {
    for (const x of arguments_) {
      const expected = engine(x);
      expect(Math.abs(own(x) - expected), `at ${x}`).toBeLessThanOrEqual(2 * ulp(expected));
    }
  });

  it("is not a number for what has no angle", () => {
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(own(x)).toBeNaN();
  });
});

describe("sin and cos", () => {
  // from mpmath with 300 bits
  it.each([
    [1, 0.8414709848078965, 0.5403023058681398],
    [Math.PI, 1.2246467991473532e-16, -1],
    [50_000.5, -0.8860131276929037, 0.4636601530818001],
  ])("at %d", (x, s, c) => {
    expect(sin(x)).toBeCloseTo(s, 15);
    expect(cos(x)).toBeCloseTo(c, 15);
  });
});
