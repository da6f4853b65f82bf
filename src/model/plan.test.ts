import { describe, expect, it } from "vitest";
import { batchNorm, conv2d, dense, flatten, maxPool2d, relu, residual } from "../layers/index.js";
import { build } from "./build.js";
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
    expect(summarise(planModel(spec))).toMatchObject([
      { index: 0, kind: "flatten", output: [784], parameters: 0, multiplyAdds: 0 },
      { index: 1, kind: "dense", output: [30], parameters: 784 * 30 + 30, multiplyAdds: 784 * 30 },
      { index: 2, kind: "relu", output: [30], parameters: 0, multiplyAdds: 0 },
      { index: 3, kind: "dense", output: [10], parameters: 300, multiplyAdds: 300 },
    ]);
    expect(parameterCount(planModel(spec))).toBe(784 * 30 + 30 + 300);
  });

  it("counts memory: the weights, running statistics too, and what comes out for one sample", () => {
    const block = residual([dense(30), batchNorm(), relu()]);
    const layers = [flatten(), dense(30), block, dense(10)];
    expect(
      summarise(planModel({ ...spec, layers })).map(({ weightBytes, activationBytes }) => [
        weightBytes,
        activationBytes,
      ]),
    ).toEqual([
      [0, 0], // the input under another name
      [4 * (784 * 30 + 30), 4 * 30],
      [4 * (30 * 30 + 30 + 4 * 30), 4 * (3 * 30 + 30)], // γ, β and two running averages; three within, and y
      [4 * 310, 4 * 10],
    ]);
  });

  it("counts what a model then has and takes", async () => {
    const layers = [conv2d(4, 3), batchNorm(), relu(), maxPool2d(2), flatten(), dense(10)];
    const model = await build({ input: [1, 28, 28], layers });
    const summary = summarise(planModel(model.spec));
    const sum = (of: "weightBytes" | "activationBytes") => summary.reduce((all, layer) => all + layer[of], 0);
    const stored = [...model.parameters, ...model.buffers];
    expect(sum("weightBytes")).toBe(stored.reduce((all, { value }) => all + value.byteLength, 0));
    const { network } = model;
    network.reserve(16);
    const taken = new Set(network.outputs.filter((y) => y !== network.x));
    expect(16 * sum("activationBytes")).toBe([...taken].reduce((all, y) => all + 4 * y.length, 0));
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
