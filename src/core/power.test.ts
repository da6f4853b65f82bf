import { expect, it } from "vitest";
import { power } from "./power.js";

it("is the product of n factors", () => {
  for (const [gamma, n, expected] of [
    [0.5, 0, 1],
    [0.5, 1, 0.5],
    [2, 10, 1024],
    [-3, 5, -243],
    [0, 0, 1],
    [0, 3, 0],
    [2, 1023, 2 ** 1023],
    [0.5, 2000, 0],
  ])
    expect(power(gamma, n)).toBe(expected);
  let product = 1;
  for (let n = 0; n < 5000; n++, product *= 0.999)
    expect(Math.abs(power(0.999, n) / product - 1)).toBeLessThan(1e-12);
});
