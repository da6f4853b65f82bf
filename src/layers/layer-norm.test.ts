import { describe, expect, it } from "vitest";
import { Rng } from "../core/rng.js";
import { softmaxCrossEntropy } from "../losses/index.js";
import { build } from "../model/build.js";
import { planModel } from "../model/plan.js";
import { parameterCount } from "../model/summary.js";
import { dense, layerNorm, tanh } from "./index.js";

const rng = new Rng(4, "data");
const normal = (length: number, mean = 0, deviation = 1) =>
  Float32Array.from({ length }, () => mean + deviation * rng.normal());

describe.each(["reference", "wasm"] as const)("layer normalisation on %s", (backend) => {
  it("gives every sample mean 0 and variance 1 over all its axes", async () => {
    const model = await build({ input: [2, 3, 5], layers: [layerNorm()] }, { backend });
    expect(model.parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ["0.layerNorm.gamma", [2, 3, 5]],
      ["0.layerNorm.beta", [2, 3, 5]],
    ]);
    const y = model.forward(normal(4 * 30, 7, 2));
    for (let r = 0; r < 4; r++) {
      const own = [...y.subarray(r * 30, r * 30 + 30)];
      const mean = own.reduce((sum, value) => sum + value, 0) / 30;
      expect(mean).toBeCloseTo(0, 6);
      expect(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 30).toBeCloseTo(1, 4);
    }
  });

  it("does the same in training and evaluation, and to each sample by itself", async () => {
    const model = await build({ input: [6], layers: [layerNorm()] }, { backend });
    const x = normal(18);
    const y = model.forward(x, { training: true });
    expect(model.forward(x)).toEqual(y);
    expect(model.forward(x.subarray(6, 12))).toEqual(y.slice(6, 12));
    expect(model.buffers).toEqual([]);
  });

  it("makes room when more samples come, and trains with one", async () => {
    const model = await build({ input: [3], layers: [dense(4), layerNorm(), tanh(), dense(2)] }, { backend });
    for (const rows of [1, 50, 2]) {
      const labels = new Uint8Array(rows);
      expect(Number.isFinite(model.loss(normal(3 * rows), labels, softmaxCrossEntropy()))).toBe(true);
      expect(model.backward().every(Number.isFinite)).toBe(true);
    }
  });
});

it("has a γ and a β for each number of a sample", () => {
  expect(parameterCount(planModel({ input: [3, 4], layers: [layerNorm()] }))).toBe(24);
});
