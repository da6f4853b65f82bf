import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { Rng } from "../core/rng.js";
import { augmentation } from "../data/augment/augmenter.js";
import { augmentations } from "../data/augment/index.js";
import type { Dataset } from "../data/dataset.js";
import { dense, tanh } from "../layers/index.js";
import { build } from "../model/build.js";
import { weightsDigest } from "../model/model-file.js";
import { sgd } from "../optimizers/index.js";
import { encodeCheckpoint, restoreCheckpoint } from "./checkpoint.js";
import { evaluate } from "./evaluate.js";
import type { TrainEvent } from "./events.js";
import { type TrainOptions, train } from "./train.js";

const rng = new Rng(1, "data");
const size = 23;
const data: Dataset = {
  inputs: Uint8Array.from({ length: size * 64 }, () => (rng.uniform() < 0.3 ? rng.below(256) : 0)),
  shape: [1, 8, 8],
  targets: Uint8Array.from({ length: size }, () => rng.below(3)),
  classes: ["a", "b", "c"],
  size,
};
const make = () => build({ input: [64], layers: [dense(6), tanh(), dense(3)] }, { seed: 1 });
const options = (more: Partial<TrainOptions> = {}): TrainOptions => ({
  train: data,
  loss: "softmaxCrossEntropy",
  optimizer: sgd({ learningRate: 0.3 }),
  epochs: 3,
  batchSize: 5,
  augment: augmentation(augmentations.kinds),
  ...more,
});

describe("training on changed images", () => {
  it("takes them, each epoch anew, by the model's seed", async () => {
    const model = await make();
    for (const _ of train(model, options({ shuffle: false, batchSize: 64, epochs: 2 })));
    const other = await make();
    const optimizer = sgd({ learningRate: 0.3 });
    const augmenter = augmentation(augmentations.kinds)(data, 1);
    for (const epoch of [0, 1]) {
      other.loss(augmenter.gather(null, 0, size, epoch).inputs, data.targets, "softmaxCrossEntropy");
      other.backward();
      optimizer.step(other);
    }
    expect(await weightsDigest(model)).toBe(await weightsDigest(other));
  });

  it("goes on bit for bit from every checkpoint", async () => {
    const settings = { test: data, checkpointEvery: 2 };
    const whole = await make();
    const optimizer = sgd({ learningRate: 0.3 });
    const events: TrainEvent[] = [];
    const stored: { bytes: Uint8Array; at: number }[] = [];
    for (const event of train(whole, options({ ...settings, optimizer }))) {
      events.push(event);
      if (event.type === "checkpoint") {
        stored.push({ bytes: encodeCheckpoint(whole, optimizer, event.position), at: events.length });
      }
    }
    expect(stored.length).toBeGreaterThan(6);
    for (const { bytes, at } of stored) {
      const model = await make();
      const again = sgd({ learningRate: 0.3 });
      const from = restoreCheckpoint(bytes, model, again, "checkpoint");
      const rest = [...train(model, options({ ...settings, optimizer: again, from }))];
      expect(rest.slice(1)).toEqual(events.slice(at));
      expect(await weightsDigest(model)).toBe(await weightsDigest(whole));
    }
  });

  it("evaluates the images as they are", async () => {
    const model = await make();
    const events = [...train(model, options({ test: data, evaluateTrain: true, epochs: 1 }))];
    const { loss, accuracy } = evaluate(model, data, { loss: "softmaxCrossEntropy" });
    const evals = events.filter((event) => event.type === "eval");
    expect(evals.map(({ split }) => split)).toEqual(["train", "test"]);
    for (const event of evals) expect(event).toMatchObject({ loss, accuracy });
  });

  it.each<[string, Partial<TrainOptions>, object]>([
    [
      "data that are no images",
      { train: { ...data, shape: [64] } },
      { where: "augment", got: "bytes of shape [64]" },
    ],
    [
      "a list that has not been checked",
      { augment: ["rotate"] as any },
      { where: "train.augment", remedy: expect.stringContaining("augmentation(") },
    ],
  ])("refuses %s before the first event", async (_name, more, expected) => {
    const model = await make();
    expect(caught(() => train(model, options(more)))).toMatchObject({ code: "E_FIELD", ...expected });
  });
});
