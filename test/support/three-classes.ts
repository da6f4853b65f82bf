// Three classes of points, and a small net that learns them: what the tests of training train.
import { Rng } from "../../src/core/rng.js";
import type { Dataset } from "../../src/data/dataset.js";
import { dense, tanh } from "../../src/layers/index.js";
import { softmaxCrossEntropy } from "../../src/losses/index.js";
import { build } from "../../src/model/build.js";
import { sgd } from "../../src/optimizers/index.js";
import type { TrainEvent } from "../../src/train/events.js";
import { type TrainOptions, train } from "../../src/train/train.js";

/** Samples of three classes, told apart by the sign of two numbers, with a little noise. */
export function points(size: number, seed = 1): Dataset {
  const rng = new Rng(seed, "data");
  const inputs = new Float32Array(size * 2);
  const targets = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const label = rng.below(3);
    inputs[2 * i] = (label === 0 ? -1 : 1) + 0.5 * rng.normal();
    inputs[2 * i + 1] = (label === 1 ? -1 : 1) + 0.5 * rng.normal();
    targets[i] = label;
  }
  return { inputs, shape: [2], targets, classes: ["a", "b", "c"], size };
}

export const data = points(23);
export const test = points(11, 2);
export const layers = [dense(6), tanh(), dense(3)];
export const make = (seed = 1, backend: "wasm" | "reference" = "wasm") =>
  build({ input: [2], layers }, { seed, backend });
export const options = (more: Partial<TrainOptions> = {}): TrainOptions => ({
  train: data,
  loss: softmaxCrossEntropy(),
  optimizer: sgd({ learningRate: 0.3 }),
  epochs: 3,
  batchSize: 5,
  ...more,
});
export const all = <T extends TrainEvent["type"]>(events: readonly TrainEvent[], type: T) =>
  events.filter((event) => event.type === type) as Extract<TrainEvent, { type: T }>[];
export const run = async (more: Partial<TrainOptions> = {}, seed = 1) => {
  const model = await make(seed);
  return { model, events: [...train(model, options(more))] };
};
