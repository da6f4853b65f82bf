import { describe, expect, it } from "vitest";
import { caughtLater } from "../../test/support/errors.js";
import { Rng } from "../core/rng.js";
import type { Dataset } from "../data/dataset.js";
import { softmaxCrossEntropy } from "../losses/index.js";
import { build } from "../model/build.js";
import type { Model } from "../model/model.js";
import { weightsDigest } from "../model/model-file.js";
import { sgd } from "../optimizers/index.js";
import { encodeCheckpoint, restoreCheckpoint } from "../train/checkpoint.js";
import { type TrainOptions, train } from "../train/train.js";
import { dense, dropout, linear, tanh } from "./index.js";

const N = 40_000;
const ones = new Float32Array(N).fill(1);
const backends = ["reference", "wasm"] as const;
const make = (rate: number, backend: (typeof backends)[number] = "wasm", seed = 1) =>
  build({ input: [N], layers: [dropout(rate)] }, { backend, seed });
const mask = (model: Model) =>
  Array.from(model.forward(ones, { training: true }), (y) => (y === 0 ? 0 : 1) as number);
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** How many standard errors a share of N draws is from the probability that it should have. */
const deviation = (share: number, probability: number) =>
  Math.abs(share - probability) / Math.sqrt((probability * (1 - probability)) / N);

describe.each(backends)("dropout on %s", (backend) => {
  it.each([0.1, 0.25, 0.5, 0.9])("drops a share of %d, to within three standard errors", async (rate) => {
    const model = await make(rate, backend);
    for (let pass = 0; pass < 5; pass++)
      expect(deviation(sum(mask(model)) / N, 1 - rate)).toBeLessThanOrEqual(3);
  });

  it("scales what it keeps, and nothing else comes out", async () => {
    const round = backend === "wasm" ? Math.fround : (value: number) => value;
    for (const rate of [0.2, 0.5, 0.75]) {
      const y = (await make(rate, backend)).forward(ones, { training: true });
      expect([...new Set(y)].sort()).toEqual([0, round(1 / (1 - rate))]);
    }
  });

  it("goes back through the same mask", async () => {
    const model = await make(0.4, backend);
    for (let pass = 0; pass < 2; pass++) {
      const y = model.forward(ones, { training: true });
      expect(model.backward(ones)).toEqual(y); // both are the mask itself, scaled
      expect(model.backward(ones)).toEqual(y);
    }
  });

  it("does nothing in evaluation, there and back, and draws nothing", async () => {
    const model = await make(0.4, backend);
    const [{ state }] = model.network.streams;
    const x = Float32Array.from({ length: N }, (_, i) => Math.sin(i));
    expect([...model.forward(x)]).toEqual([...x]);
    expect([...model.backward(x)]).toEqual([...x]);
    expect([...model.predict(x)]).toEqual([...x]);
    expect(model.network.streams[0].state).toEqual(state);
  });

  it("of a rate of 0 is the identity", async () => {
    expect(sum((await make(0, backend)).forward(ones, { training: true }))).toBe(N);
  });

  it("drops NaN and ∞ like any number", async () => {
    const model = await make(0.5, backend);
    const y = model.forward(new Float32Array(N).fill(Number.NaN), { training: true });
    const dropped = y.filter((value) => value === 0).length;
    expect(deviation(dropped / N, 0.5)).toBeLessThanOrEqual(3);
  });
});

describe("the masks", () => {
  it("are the same on both backends", async () => {
    const [exact, rounded] = await Promise.all(backends.map((backend) => make(0.3, backend)));
    for (let pass = 0; pass < 3; pass++) expect(mask(rounded)).toEqual(mask(exact));
  });

  it("depend on the seed alone", async () => {
    const first = mask(await make(0.5));
    expect(mask(await make(0.5))).toEqual(first);
    expect(mask(await make(0.5, "wasm", 2))).not.toEqual(first);
  });

  /** Two fair masks agree in half of their elements. */
  const agreement = (a: readonly number[], b: readonly number[]) => sum(a.map((v, i) => +(v === b[i]))) / N;

  it("of one pass and the next have nothing in common", async () => {
    const model = await make(0.5);
    const masks = Array.from({ length: 6 }, () => mask(model));
    masks.forEach((a, i) => {
      for (const b of masks.slice(i + 1)) expect(deviation(agreement(a, b), 0.5)).toBeLessThanOrEqual(4);
    });
  });

  it("of one layer and another have nothing in common", async () => {
    const model = await build({ input: [N], layers: [dropout(0.5), linear(), dropout(0.5)] }, { seed: 1 });
    const [first] = model.network.outputs;
    const y = model.forward(ones, { training: true });
    const both = sum([...y].map((value) => +(value !== 0))) / N;
    expect(deviation(both, 0.25)).toBeLessThanOrEqual(3);
    expect(first).not.toBe(model.network.outputs[2]);
  });

  it("have no pattern: neighbours near and far have nothing in common", async () => {
    const own = mask(await make(0.5));
    for (const distance of [1, 2, 3, 4, 5, 8, 16, 28, 64, 256, 784, 1024]) {
      const moved = [...own.slice(distance), ...own.slice(0, distance)];
      expect(deviation(agreement(own, moved), 0.5), String(distance)).toBeLessThanOrEqual(4);
    }
  });
});

describe("a run with dropout", () => {
  const rng = new Rng(5, "data");
  const size = 22;
  const data: Dataset = {
    inputs: Float32Array.from({ length: size * 3 }, () => rng.normal()),
    shape: [3],
    targets: Uint8Array.from({ length: size }, () => rng.below(2)),
    size,
  };
  const start = () =>
    build({ input: [3], layers: [dropout(0.2), dense(8), tanh(), dropout(0.5), dense(2)] }, { seed: 7 });
  const optimizer = () => sgd({ learningRate: 0.3 });
  const options = (more: Partial<TrainOptions> = {}): TrainOptions => ({
    train: data,
    test: data, // an evaluation in between must not disturb the masks
    loss: softmaxCrossEntropy(),
    optimizer: optimizer(),
    epochs: 3,
    batchSize: 4,
    ...more,
  });

  it("goes on after a checkpoint with the masks that would have come, bit for bit", async () => {
    const whole = await start();
    for (const _ of train(whole, options()));
    for (const stop of [1, 5, 6, 11]) {
      const [model, own] = [await start(), optimizer()];
      const signal = { aborted: false };
      let checkpoint: Uint8Array | undefined;
      for (const event of train(model, options({ optimizer: own, signal }))) {
        if (event.type === "step" && event.step === stop) signal.aborted = true;
        if (event.type === "checkpoint") checkpoint = encodeCheckpoint(model, own, event.position);
      }
      const [resumed, its] = [await start(), optimizer()];
      const from = restoreCheckpoint(checkpoint!, resumed, its, "checkpoint");
      expect(from.step).toBe(stop);
      for (const _ of train(resumed, options({ optimizer: its, from })));
      expect(await weightsDigest(resumed), `stopped at ${stop}`).toBe(await weightsDigest(whole));
    }
  });

  it("leaves the initial weights and the order of samples as they would be without it", async () => {
    const [plain, dropping] = await Promise.all(
      [[dense(4)], [dense(4), dropout(0.5)]].map((layers) => build({ input: [3], layers }, { seed: 7 })),
    );
    expect(dropping.parameters[0].value).toEqual(plain.parameters[0].value);
  });
});

it.each([1, 1.5, -0.1, Number.NaN])("refuses a rate of %d", async (rate) => {
  expect(await caughtLater(build({ input: [2], layers: [dropout(rate)] }))).toMatchObject({
    code: "E_FIELD",
    where: 'model.layers[0] "dropout".rate',
    expected: "a finite number ≥ 0 and < 1",
  });
});
