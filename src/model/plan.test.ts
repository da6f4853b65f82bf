import { describe, expect, it } from "vitest";
import { dense, flatten, relu } from "../layers/index.js";
import { fullSpec, planModel } from "./plan.js";
import { parameterCount, summarise } from "./summary.js";

const spec = { input: [1, 28, 28], layers: [flatten(), dense(30), relu(), dense(10, { bias: false })] };

describe("a plan", () => {
  it("follows the shapes from the input to the output", () => {
    const plan = planModel(spec);
    expect(plan.layers.map(({ input, plan: { output } }) => [input, output])).toEqual([
      [[1, 28, 28], [784]],
      [[784], [30]],
      [[30], [30]],
      [[30], [10]],
    ]);
    expect(plan.output).toEqual([10]);
  });

  it("counts parameters and work", () => {
    expect(summarise(planModel(spec))).toEqual([
      { index: 0, kind: "flatten", output: [784], parameters: 0, multiplyAdds: 0 },
      { index: 1, kind: "dense", output: [30], parameters: 784 * 30 + 30, multiplyAdds: 784 * 30 },
      { index: 2, kind: "relu", output: [30], parameters: 0, multiplyAdds: 0 },
      { index: 3, kind: "dense", output: [10], parameters: 300, multiplyAdds: 300 },
    ]);
    expect(parameterCount(planModel(spec))).toBe(784 * 30 + 30 + 300);
  });

  it("makes a full spec that plans to itself", () => {
    const full = fullSpec(planModel(spec));
    expect(fullSpec(planModel(JSON.parse(JSON.stringify(full))))).toEqual(full);
  });

  it("needs no memory for a large network", () => {
    const huge = { input: [2 ** 15], layers: Array.from({ length: 50 }, () => dense(2 ** 15)) };
    expect(parameterCount(planModel(huge))).toBe(50 * (2 ** 30 + 2 ** 15));
  });
});
