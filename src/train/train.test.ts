import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { all, data, make, options, points, run, test } from "../../test/support/three-classes.js";
import { permutation, Rng } from "../core/rng.js";
import type { Dataset } from "../data/dataset.js";
import { dense } from "../layers/index.js";
import { softmaxCrossEntropy } from "../losses/index.js";
import { build } from "../model/build.js";
import { weightsDigest } from "../model/model-file.js";
import { sgd } from "../optimizers/index.js";
import { evaluate } from "./evaluate.js";
import type { EpochEvent, StepEvent } from "./events.js";
import { type TrainOptions, train } from "./train.js";

describe("training", () => {
  it("learns what can be learnt", async () => {
    const { model, events } = await run({ train: points(300), test: points(100, 3), epochs: 20 });
    const epochs = all(events, "epoch");
    expect(epochs.at(-1)!.train.loss).toBeLessThan(epochs[0].train.loss / 2);
    expect(epochs.at(-1)!.test!.accuracy).toBeGreaterThan(0.9);
    expect(model.classes).toEqual(["a", "b", "c"]);
    expect(model.output).toBe("softmax");
  });

  it("makes exactly the steps of loss, backward and step", async () => {
    const { model } = await run({ shuffle: false, epochs: 2 });
    const other = await make();
    const optimizer = sgd({ learningRate: 0.3 });
    for (let epoch = 0; epoch < 2; epoch++)
      for (let from = 0; from < 23; from += 5) {
        const to = Math.min(23, from + 5);
        other.loss(
          data.inputs.subarray(from * 2, to * 2),
          data.targets.subarray(from, to),
          softmaxCrossEntropy(),
        );
        other.backward();
        optimizer.step(other);
      }
    expect(await weightsDigest(model)).toBe(await weightsDigest(other));
  });

  it("takes the samples in the order of the seed and the epoch, each once", async () => {
    const { model } = await run({ epochs: 2 }, 9);
    const other = await make(9);
    const optimizer = sgd({ learningRate: 0.3 });
    for (let epoch = 0; epoch < 2; epoch++) {
      const order = [...permutation(23, new Rng(9, "shuffle", epoch))];
      expect(new Set(order).size).toBe(23);
      for (let from = 0; from < 23; from += 5) {
        const batch = order.slice(from, from + 5);
        const inputs = batch.flatMap((i) => [...data.inputs.subarray(2 * i, 2 * i + 2)]);
        other.loss(
          inputs,
          batch.map((i) => data.targets[i]),
          softmaxCrossEntropy(),
        );
        other.backward();
        optimizer.step(other);
      }
    }
    expect(await weightsDigest(model)).toBe(await weightsDigest(other));
  });

  it("is the same again, and another with another seed, order or batch", async () => {
    const digest = async (more: Partial<TrainOptions> = {}, seed = 1) =>
      weightsDigest((await run(more, seed)).model);
    expect(await digest()).toBe(await digest());
    const digests = [
      await digest(),
      await digest({}, 2),
      await digest({ shuffle: false }),
      await digest({ batchSize: 6 }),
    ];
    expect(new Set(digests).size).toBe(4);
  });

  it("is not moved by evaluation, nor by checkpoints", async () => {
    const digest = async (more: Partial<TrainOptions>) => weightsDigest((await run(more)).model);
    const plain = await digest({});
    expect(await digest({ test, evaluateTrain: true, checkpointEvery: 2 })).toBe(plain);
    const model = await make();
    for (const _ of train(model, options())) model.predict(test.inputs as Float32Array);
    expect(await weightsDigest(model)).toBe(plain);
  });

  it("takes a batch larger than the data for all of them", async () => {
    const { events } = await run({ batchSize: 1000, epochs: 2 });
    expect(all(events, "step").map(({ samples }) => samples)).toEqual([23, 23]);
  });

  it("takes one-hot rows for classes", async () => {
    const rows = new Float32Array(23 * 3);
    data.targets.forEach((label, i) => void (rows[i * 3 + label] = 1));
    const digests = [data, { ...data, targets: rows }].map(async (train) =>
      weightsDigest((await run({ train })).model),
    );
    expect(await digests[0]).toBe(await digests[1]);
    expect(all((await run({ train: { ...data, targets: rows } })).events, "epoch")[0].train).toHaveProperty(
      "accuracy",
    );
  });
});

describe("train refuses, before the first event,", () => {
  it.each<[string, Partial<TrainOptions>, object]>([
    ["a negative number of epochs", { epochs: -1 }, { code: "E_FIELD", where: "train.epochs" }],
    ["half a sample per step", { batchSize: 0.5 }, { code: "E_FIELD", where: "train.batchSize" }],
    [
      "checkpoints every 0 steps",
      { checkpointEvery: 0 },
      { code: "E_FIELD", where: "train.checkpointEvery" },
    ],
    [
      "an unknown loss",
      { loss: "softmaxCrossEntrop" },
      { code: "E_FIELD", where: "loss", remedy: 'Did you mean "softmaxCrossEntropy"?' },
    ],
    [
      "samples of another shape",
      { train: { ...data, shape: [4], inputs: new Float32Array(92) } },
      { code: "E_SHAPE", where: "training data" },
    ],
    [
      "test samples of another shape",
      { test: { ...data, shape: [1], inputs: new Float32Array(23) } },
      { code: "E_SHAPE", where: "test data" },
    ],
    [
      "more classes than outputs",
      { train: { ...data, classes: ["a", "b", "c", "d"] } },
      { code: "E_SHAPE", where: "training data" },
    ],
    [
      "labels without names beyond the outputs",
      { train: { ...data, classes: undefined, targets: new Uint8Array(23).fill(3) } },
      { code: "E_SHAPE" },
    ],
    ["rows of another width", { train: { ...data, targets: new Float32Array(46) } }, { code: "E_SHAPE" }],
    [
      "a missing value",
      { train: { ...data, inputs: new Float32Array(46).fill(Number.NaN) } },
      { code: "E_DATA" },
    ],
    [
      "labels outside the classes",
      { train: { ...data, targets: new Uint8Array(23).fill(9) } },
      { code: "E_DATA" },
    ],
    ["inputs that do not add up", { train: { ...data, inputs: new Float32Array(45) } }, { code: "E_DATA" }],
  ])("%s", async (_name, more, expected) => {
    const model = await make();
    const before = await weightsDigest(model);
    expect(caught(() => train(model, options(more)))).toMatchObject(expected);
    expect(await weightsDigest(model)).toBe(before);
  });
});

it("takes two classes for one output", async () => {
  const model = await build({ input: [2], layers: [dense(1)] });
  const two: Dataset = {
    ...data,
    targets: data.targets.map((label) => Math.min(label, 1)) as Uint8Array,
    classes: ["no", "yes"],
  };
  const events = [...train(model, options({ train: two, loss: "binaryCrossEntropy", epochs: 30 }))];
  expect((all(events, "epoch").at(-1) as EpochEvent).train.accuracy).toBeGreaterThan(0.8);
  expect(all(events, "step").every(({ loss }: StepEvent) => loss > 0)).toBe(true);
});

it("counts one output as a yes from a logit of 0 on, as evaluation does", async () => {
  const model = await build({ input: [1], layers: [dense(1)] });
  model.parameters[0].value[0] = 1; // the logits are the inputs
  const data: Dataset = {
    inputs: Float32Array.of(-0.6, -0.1, 0.1, 0.2, 0.4, 0.6),
    shape: [1],
    targets: Uint8Array.of(0, 0, 1, 1, 1, 0),
    classes: ["no", "yes"],
    size: 6,
  };
  const optimizer = sgd({ learningRate: 1e-30 });
  const loss = "binaryCrossEntropy";
  const events = [...train(model, options({ train: data, test: data, loss, optimizer, epochs: 1 }))];
  const [{ train: seen, test: tested }] = all(events, "epoch");
  expect([seen.accuracy, tested!.accuracy]).toEqual([5 / 6, 5 / 6]);
  expect(evaluate(model, data, { loss }).accuracy).toBe(5 / 6);
});
