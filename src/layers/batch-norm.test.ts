import { describe, expect, it } from "vitest";
import { caught, caughtLater } from "../../test/support/errors.js";
import { Rng } from "../core/rng.js";
import type { Dataset } from "../data/dataset.js";
import { softmaxCrossEntropy } from "../losses/index.js";
import { build } from "../model/build.js";
import { load } from "../model/load.js";
import { weightsDigest } from "../model/model-file.js";
import { planModel } from "../model/plan.js";
import { parameterCount } from "../model/summary.js";
import { sgd } from "../optimizers/index.js";
import { train } from "../train/train.js";
import { batchNorm, dense, flatten, tanh } from "./index.js";

const backends = ["reference", "wasm"] as const;
const rng = new Rng(3, "data");
const normal = (length: number, mean = 0, deviation = 1) =>
  Float32Array.from({ length }, () => mean + deviation * rng.normal());

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]) => mean(values.map((value) => (value - mean(values)) ** 2));

describe.each(backends)("batch normalisation on %s", (backend) => {
  it("gives every feature mean 0 and variance 1", async () => {
    const model = await build({ input: [3], layers: [batchNorm()] }, { backend });
    const y = model.forward(normal(300, 5, 3), { training: true });
    for (const c of [0, 1, 2]) {
      const own = [...y].filter((_, i) => i % 3 === c);
      expect(mean(own)).toBeCloseTo(0, 6);
      expect(variance(own)).toBeCloseTo(1, 4);
    }
  });

  it("gives every channel of images mean 0 and variance 1, over all its pixels", async () => {
    const model = await build({ input: [2, 3, 5], layers: [batchNorm()] }, { backend });
    expect(model.parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ["0.batchNorm.gamma", [2]],
      ["0.batchNorm.beta", [2]],
    ]);
    const y = model.forward(normal(20 * 30, -2, 0.5), { training: true });
    for (const c of [0, 1]) {
      const own = [...y].filter((_, i) => Math.floor(i / 15) % 2 === c);
      expect(mean(own)).toBeCloseTo(0, 6);
      expect(variance(own)).toBeCloseTo(1, 3);
    }
  });

  it("keeps the digits of a variance whose mean is large", async () => {
    const model = await build({ input: [1], layers: [batchNorm({ momentum: 1 })] }, { backend });
    // Σ x² − (Σ x)²/n in float32 would have no digit right
    model.forward([10_000, 10_001, 10_002, 10_003], { training: true });
    const [average, spread] = model.buffers;
    expect(average.value[0]).toBe(10_001.5);
    expect(spread.value[0]).toBeCloseTo(5 / 3, 6);
  });

  it("moves its running averages in training, and in evaluation only uses them", async () => {
    const model = await build({ input: [1], layers: [batchNorm({ momentum: 0.25 })] }, { backend });
    const running = () => model.buffers.map(({ name, value }) => [name, value[0]]);
    expect(running()).toEqual([
      ["0.batchNorm.runningMean", 0],
      ["0.batchNorm.runningVariance", 1],
    ]);
    model.forward([1, 3], { training: true }); // mean 2, unbiased variance 2
    expect(running()).toEqual([
      ["0.batchNorm.runningMean", 0.5],
      ["0.batchNorm.runningVariance", 1.25],
    ]);
    const y = model.forward([0.5, 1.5, 100]);
    expect(y[0]).toBe(0);
    expect(y[1]).toBeCloseTo(1 / Math.sqrt(1.25 + 1e-5), 6);
    expect(model.forward([1.5])[0]).toBe(y[1]); // alone as in company
    expect(running()[1][1]).toBe(1.25);
  });

  it("keeps them in its file, to the bit", async () => {
    const spec = { input: [4], layers: [dense(3), batchNorm(), tanh(), dense(2)] };
    const model = await build(spec, { backend, seed: 2 });
    for (let i = 0; i < 3; i++) model.forward(normal(40), { training: true });
    const again = await load(model.save(), { backend });
    const x = normal(12);
    expect(again.buffers.map(({ value }) => value)).toEqual(model.buffers.map(({ value }) => value));
    expect(again.buffers[0].value[0]).not.toBe(0);
    expect(again.predict(x)).toEqual(model.predict(x));
    expect(await weightsDigest(again)).toBe(await weightsDigest(model));
  });

  it("goes back the way it came: through evaluation too", async () => {
    const model = await build({ input: [2], layers: [batchNorm()] }, { backend });
    model.forward(normal(20, 3, 2), { training: true });
    model.forward([1, 2, 3, 4]);
    const dx = model.backward([1, -1, 0.5, 2]);
    const { value } = model.buffers[1];
    [1, -1, 0.5, 2].forEach((dy, i) => {
      expect(dx[i]).toBeCloseTo(dy / Math.sqrt(value[i % 2] + 1e-5), 6);
    });
  });

  it("when frozen, keeps its running averages and computes in training as in evaluation", async () => {
    const model = await build({ input: [2], layers: [batchNorm()] }, { backend });
    model.forward(normal(20, 3, 2), { training: true });
    const running = () => model.buffers.map(({ value }) => [...value]);
    const [x, before] = [normal(6), running()];
    model.freeze("0.batchNorm");
    expect(model.forward(x, { training: true })).toEqual(model.forward(x));
    model.forward(x, { training: true });
    expect(model.backward([1, 1, 0, 0, 0, 0])[2]).toBe(0); // no sample reaches into another
    expect(running()).toEqual(before);

    model.unfreeze("*.gamma"); // what is half frozen learns
    expect(model.forward(x, { training: true })).not.toEqual(model.forward(x));
    expect(running()).not.toEqual(before);
  });

  it("refuses to train with one value per feature, and nothing is changed", async () => {
    const spec = { input: [1, 2, 3], layers: [flatten(), dense(3), batchNorm(), dense(2)] };
    const model = await build(spec, { backend });
    const before = await weightsDigest(model);
    const error = caught(() => model.loss(normal(6), [1], softmaxCrossEntropy()));
    expect(error).toMatchObject({
      code: "E_SHAPE",
      where: 'layer 2 "batchNorm"',
      expected: expect.stringContaining("at least 2 samples of [3]"),
      got: "a batch of 1",
      remedy: expect.stringContaining("batch size"),
    });
    expect(await weightsDigest(model)).toBe(before);
    expect(model.forward(normal(6))).toHaveLength(2);
  });

  it("trains with one image, which has many values per channel", async () => {
    const model = await build({ input: [2, 3, 1], layers: [batchNorm(), flatten(), dense(2)] }, { backend });
    expect(Number.isFinite(model.loss(normal(6), [1], softmaxCrossEntropy()))).toBe(true);
  });
});

it("is refused before a run whose last batch would have one sample", async () => {
  const data: Dataset = { inputs: normal(18), shape: [2], targets: new Uint8Array(9), size: 9 };
  const model = await build({ input: [2], layers: [dense(3), batchNorm(), dense(2)] });
  const run = (batchSize: number) =>
    train(model, {
      train: data,
      loss: softmaxCrossEntropy(),
      optimizer: sgd({ learningRate: 0.1 }),
      epochs: 1,
      batchSize,
    });
  for (const batchSize of [1, 2, 4, 8])
    expect(caught(() => run(batchSize))).toMatchObject({ code: "E_SHAPE", where: 'layer 1 "batchNorm"' });
  for (const batchSize of [3, 5, 9, 20]) expect([...run(batchSize)].at(-1)).toMatchObject({ reason: "done" });
});

it("counts its parameters, and not its buffers", () => {
  expect(parameterCount(planModel({ input: [3, 8, 8], layers: [batchNorm()] }))).toBe(6);
});

it.each([{ momentum: -0.1 }, { momentum: 1.1 }, { epsilon: 0 }])("refuses %j", async (fields) => {
  const error = await caughtLater(build({ input: [2], layers: [batchNorm(fields)] }));
  expect(error).toMatchObject({
    code: "E_FIELD",
    where: `model.layers[0] "batchNorm".${Object.keys(fields)[0]}`,
  });
});
