import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { dense, tanh } from "../layers/index.js";
import { build } from "./build.js";
import { numericalGradient } from "./numerical-gradient.js";

describe("the numerical gradient", () => {
  it("of a polynomial up to the fourth degree is its derivative, but for rounding", () => {
    const f = ([x, y]: ArrayLike<number> & Iterable<number>) => x ** 4 - 3 * x * y + y ** 3;
    const [dx, dy] = numericalGradient(f, [2, -1]);
    expect(dx).toBeCloseTo(4 * 8 + 3, 8);
    expect(dy).toBeCloseTo(-6 + 3, 8);
  });

  it("takes the step it is given", () => {
    // the rest of the series is −h⁴/30 · f⁽⁵⁾, and that of x⁵ is 120
    const [slope] = numericalGradient(([x]) => x ** 5, [0], 0.5);
    expect(slope).toBeCloseTo(-4 * 0.5 ** 4, 12);
  });

  it("moves x and puts it back, also when f fails", () => {
    const x = Float64Array.of(1, 2, 3);
    numericalGradient((at) => at[0] * at[1] * at[2], x);
    expect([...x]).toEqual([1, 2, 3]);
    const failing = () => {
      throw new Error("no");
    };
    expect(() => numericalGradient(failing, x)).toThrow("no");
    expect([...x]).toEqual([1, 2, 3]);
    const list = [1, 2];
    numericalGradient((at) => at[0], list);
    expect(list).toEqual([1, 2]);
  });

  it("of a model's loss is its gradient", async () => {
    const model = await build(
      { input: [2], layers: [dense(3), tanh(), dense(2)] },
      { seed: 1, backend: "reference" },
    );
    const lossNow = () => model.loss([0.3, -0.7], [1], "softmaxCrossEntropy");
    lossNow();
    model.backward();
    for (const { value, grad } of model.parameters) {
      const numerical = numericalGradient(lossNow, value);
      for (const [i, slope] of numerical.entries()) expect(slope).toBeCloseTo(grad[i], 10);
    }
  });

  it.each([[0], [-1], [Number.NaN], [Number.POSITIVE_INFINITY], ["1e-4"]])("refuses the step %j", (h) => {
    expect(caught(() => numericalGradient(() => 0, [1], h as number))).toMatchObject({
      code: "E_FIELD",
      where: "numericalGradient.h",
    });
  });

  it.each([[1], [null], ["12"], [new Uint8Array(2)]])("refuses to move %j", (x) => {
    expect(caught(() => numericalGradient(() => 0, x as any)).code).toBe("E_SHAPE");
  });
});
