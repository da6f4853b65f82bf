import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { permutation, Rng } from "../core/rng.js";
import type { Dataset } from "../data/dataset.js";
import { dense, relu, tanh } from "../layers/index.js";
import { meanSquaredError, softmaxCrossEntropy } from "../losses/index.js";
import { build } from "../model/build.js";
import type { Model } from "../model/model.js";
import { weightsDigest } from "../model/model-file.js";
import { sgd } from "../optimizers/index.js";
import { encodeCheckpoint, restoreCheckpoint } from "./checkpoint.js";
import { evaluate } from "./evaluate.js";
import type { CheckpointEvent, EpochEvent, EvalEvent, RunEndEvent, StepEvent, TrainEvent } from "./events.js";
import { type TrainOptions, train } from "./train.js";

/** Samples of three classes, told apart by the sign of two numbers, with a little noise. */
function points(size: number, seed = 1): Dataset {
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

const data = points(23);
const test = points(11, 2);
const layers = [dense(6), tanh(), dense(3)];
const make = (seed = 1, backend: "wasm" | "reference" = "wasm") =>
  build({ input: [2], layers }, { seed, backend });
const options = (more: Partial<TrainOptions> = {}): TrainOptions => ({
  train: data,
  loss: softmaxCrossEntropy(),
  optimizer: sgd({ learningRate: 0.3 }),
  epochs: 3,
  batchSize: 5,
  ...more,
});
const all = <T extends TrainEvent["type"]>(events: readonly TrainEvent[], type: T) =>
  events.filter((event) => event.type === type) as Extract<TrainEvent, { type: T }>[];
const run = async (more: Partial<TrainOptions> = {}, seed = 1) => {
  const model = await make(seed);
  return { model, events: [...train(model, options(more))] };
};

describe("the events of a run", () => {
  it("come in their order", async () => {
    const { events } = await run({ test, epochs: 2, evaluateTrain: true });
    const epoch = [...new Array(5).fill("step"), "eval", "eval", "epoch", "checkpoint"];
    expect(events.map(({ type }) => type)).toEqual(["run-start", ...epoch, ...epoch, "run-end"]);
    expect(all(events, "eval").map(({ split }) => split)).toEqual(["train", "test", "train", "test"]);
  });

  it("leave out what was not asked for", async () => {
    const { events } = await run({ epochs: 1 });
    expect(events.map(({ type }) => type)).toEqual([
      "run-start",
      ...new Array(5).fill("step"),
      "epoch",
      "checkpoint",
      "run-end",
    ]);
    expect(all(events, "epoch")[0]).not.toHaveProperty("test");
  });

  it("start with what there is to do, and end with what was done", async () => {
    const { events } = await run({ test });
    expect(events[0]).toEqual({
      type: "run-start",
      parameters: 2 * 6 + 6 + 6 * 3 + 3,
      trainSize: 23,
      testSize: 11,
      epochs: 3,
      batchSize: 5,
      stepsPerEpoch: 5,
      from: { step: 0, epoch: 0, stepInEpoch: 0, lossSum: 0, correct: 0 },
    });
    expect(events.at(-1)).toEqual({ type: "run-end", reason: "done", step: 15, epoch: 3 });
  });

  it("count steps from 1, and use the last, partial batch", async () => {
    const steps = all((await run()).events, "step");
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    expect(steps.map(({ samples }) => samples)).toEqual([5, 5, 5, 5, 3, 5, 5, 5, 5, 3, 5, 5, 5, 5, 3]);
    expect(steps.map(({ epoch }) => epoch)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
  });

  it("have in an epoch the mean over its samples, not over its batches", async () => {
    const { events } = await run();
    const steps = all(events, "step");
    all(events, "epoch").forEach((epoch: EpochEvent, i) => {
      const own = steps.slice(i * 5, i * 5 + 5);
      const mean = own.reduce((sum, { loss, samples }) => sum + loss * samples, 0) / 23;
      expect(epoch.train.loss).toBeCloseTo(mean, 12);
      expect(epoch).toMatchObject({ epoch: i + 1, step: 5 * (i + 1) });
      expect(Number.isInteger(Math.round(epoch.train.accuracy! * 23 * 1e6) / 1e6)).toBe(true);
    });
  });

  it("have the same losses where all classes have the same weight, whatever it is", async () => {
    const [plain, weighted] = await Promise.all(
      [undefined, [4, 4, 4]].map((classWeights) =>
        run({ test, evaluateTrain: true, loss: softmaxCrossEntropy({ classWeights }) }),
      ),
    );
    expect(weighted.events).toEqual(plain.events);
  });

  it("have in an epoch the mean over its samples of what its steps have come to, with class weights too", async () => {
    const { events } = await run({ epochs: 1, loss: softmaxCrossEntropy({ classWeights: [1, 5, 0.5] }) });
    const sum = all(events, "step").reduce((total, { loss, samples }) => total + loss * samples, 0);
    expect(all(events, "epoch")[0].train.loss).toBeCloseTo(sum / data.size, 12);
  });

  it("count the right answers of each epoch anew", async () => {
    const standing = sgd({ learningRate: 1e-30 }); // so that every epoch sees the same weights
    const { model, events } = await run({ optimizer: standing, batchSize: 4 });
    const { loss, accuracy } = evaluate(model, data, { loss: "softmaxCrossEntropy" });
    expect(accuracy).toBeGreaterThan(0);
    for (const epoch of all(events, "epoch")) {
      expect(epoch.train.accuracy).toBe(accuracy);
      expect(epoch.train.loss).toBeCloseTo(loss, 6);
    }
  });

  it("have the same losses under sum as under mean: per sample", async () => {
    const [mean, sum] = await Promise.all(
      (["mean", "sum"] as const).map(async (reduction) =>
        all((await run({ loss: softmaxCrossEntropy({ reduction }), epochs: 1 })).events, "step"),
      ),
    );
    expect(sum[0].loss).toBeCloseTo(mean[0].loss, 6);
    expect(sum[4].loss).not.toBeCloseTo(mean[4].loss, 3); // but the steps were five times as long
  });

  it("evaluate with the weights of that moment", async () => {
    const model = await make();
    for (const event of train(model, options({ test, evaluateTrain: true }))) {
      if (event.type !== "eval") continue;
      const { loss, accuracy } = evaluate(model, event.split === "train" ? data : test, {
        loss: "softmaxCrossEntropy",
      });
      expect({ loss: event.loss, accuracy: event.accuracy }).toEqual({ loss, accuracy });
    }
  });

  it("report the test set in eval and in epoch alike", async () => {
    const { events } = await run({ test });
    const evals = all(events, "eval") as EvalEvent[];
    all(events, "epoch").forEach(({ test }, i) => {
      expect(test).toEqual({ loss: evals[i].loss, accuracy: evals[i].accuracy });
    });
  });

  it("say nothing of accuracy where there are values", async () => {
    const targets = Float32Array.from({ length: 23 * 3 }, (_, i) => Math.sin(i));
    const values: Dataset = { inputs: data.inputs, shape: [2], targets, size: 23 };
    const { events } = await run({ train: values, test: values, loss: meanSquaredError(), epochs: 1 });
    for (const event of [...all(events, "eval"), all(events, "epoch")[0].train]) {
      expect(event).toHaveProperty("loss");
      expect(event).not.toHaveProperty("accuracy");
    }
  });

  it("do nothing in no epochs", async () => {
    const model = await make();
    const before = await weightsDigest(model);
    const events = [...train(model, options({ epochs: 0 }))];
    expect(events.map(({ type }) => type)).toEqual(["run-start", "run-end"]);
    expect(await weightsDigest(model)).toBe(before);
  });

  it("wait until they are asked for", async () => {
    const model = await make();
    const before = await weightsDigest(model);
    const events = train(model, options());
    expect(await weightsDigest(model)).toBe(before);
    events.next(); // run-start
    expect(await weightsDigest(model)).toBe(before);
    events.next();
    const after = await weightsDigest(model);
    expect(after).not.toBe(before);
    expect(await weightsDigest(model)).toBe(after);
  });

  it("have the rate of each step's schedule", async () => {
    const optimizer = sgd({ learningRate: { kind: "exponential", initial: 0.4, gamma: 0.5 } });
    const { events } = await run({ optimizer });
    expect(all(events, "step").map(({ learningRate }) => learningRate)).toEqual([
      ...new Array(5).fill(0.4),
      ...new Array(5).fill(0.2),
      ...new Array(5).fill(0.1),
    ]);
    expect(all(events, "epoch").map(({ learningRate }) => learningRate)).toEqual([0.4, 0.2, 0.1]);
  });

  it("end with the rate of the epoch's last step", async () => {
    const { events } = await run({ optimizer: sgd({ learningRate: { kind: "oneCycle", maxLr: 0.4 } }) });
    const rates = all(events, "step").map(({ learningRate }) => learningRate);
    expect(all(events, "epoch").map(({ learningRate }) => learningRate)).toEqual(
      [4, 9, 14].map((i) => rates[i]),
    );
    expect(new Set(rates).size).toBe(15);
  });
});

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

describe("stopping", () => {
  it("comes after the step under way, with a checkpoint", async () => {
    const model = await make();
    const controller = new AbortController();
    const events: TrainEvent[] = [];
    for (const event of train(model, options({ signal: controller.signal }))) {
      events.push(event);
      if (event.type === "step" && event.step === 7) controller.abort();
    }
    expect(events.slice(-3).map(({ type }) => type)).toEqual(["step", "checkpoint", "run-end"]);
    expect(events.at(-1)).toEqual({ type: "run-end", reason: "stopped", step: 7, epoch: 1 });
    expect((events.at(-2) as CheckpointEvent).position).toMatchObject({ step: 7, epoch: 1, stepInEpoch: 2 });
  });

  it("comes before the first step if it is asked for by then", async () => {
    const { events } = await run({ signal: { aborted: true } });
    expect(events.map(({ type }) => type)).toEqual(["run-start", "checkpoint", "run-end"]);
  });

  it("comes too late when all is done", async () => {
    const signal = { aborted: false };
    const model = await make();
    let last: TrainEvent | undefined;
    for (last of train(model, options({ signal })))
      if (last.type === "step" && last.step === 15) signal.aborted = true;
    expect(last).toMatchObject({ type: "run-end", reason: "done" });
  });
});

describe("a run that is taken up", () => {
  const settings = { epochs: 3, test, checkpointEvery: 2 };

  it.each(["wasm", "reference"] as const)(
    "goes on bit for bit from every checkpoint on %s",
    async (backend) => {
      const optimizer = sgd({ learningRate: { kind: "cosine", initial: 0.4, final: 0.01 } });
      const whole = await make(4, backend);
      const events: TrainEvent[] = [];
      const checkpoints: { bytes: Uint8Array; at: number }[] = [];
      for (const event of train(whole, options({ ...settings, optimizer }))) {
        events.push(event);
        if (event.type === "checkpoint")
          checkpoints.push({ bytes: encodeCheckpoint(whole, optimizer, event.position), at: events.length });
      }
      // steps 2, 4 and the end of the epoch; 6, 8, the end; 12, 14, the end
      expect(all(events, "checkpoint").map(({ step }) => step)).toEqual([2, 4, 5, 6, 8, 10, 12, 14, 15]);
      const digest = await weightsDigest(whole);

      for (const { bytes, at } of checkpoints) {
        const model = await make(4, backend);
        model.parameters[0].value.fill(0.5); // whatever it holds is overwritten
        const again = sgd({ learningRate: { kind: "cosine", initial: 0.4, final: 0.01 } });
        const from = restoreCheckpoint(bytes, model, again, "checkpoint");
        const rest = [...train(model, options({ ...settings, optimizer: again, from }))];
        expect(rest[0]).toMatchObject({ type: "run-start", from });
        expect(rest.slice(1)).toEqual(events.slice(at));
        expect(await weightsDigest(model)).toBe(digest);
        expect(again.steps).toBe(optimizer.steps);
      }
    },
  );

  it("goes on from where it was stopped", async () => {
    const [whole] = [await run(settings)];
    const model = await make();
    const signal = { aborted: false };
    let position: CheckpointEvent["position"] | undefined;
    const optimizer = sgd({ learningRate: 0.3 });
    for (const event of train(model, options({ ...settings, optimizer, signal }))) {
      if (event.type === "step" && event.step === 8) signal.aborted = true;
      if (event.type === "checkpoint") position = event.position;
    }
    [...train(model, options({ ...settings, optimizer, from: position }))];
    expect(await weightsDigest(model)).toBe(await weightsDigest(whole.model));
  });
});

describe("a run that diverges", () => {
  const end = (events: TrainEvent[]) => events.at(-1) as RunEndEvent;

  it.each<[string, (model: Model) => void, RegExp]>([
    [
      "the weights of a layer",
      (m) => void (m.parameters[2].value[4] = Number.NaN),
      /^the weights of layer 2 "dense"$/,
    ],
    [
      "the first layer of several",
      (m) => m.parameters.forEach(({ value }) => void (value[0] = 1 / 0)),
      /^the weights of layer 0 "dense"$/,
    ],
    ["a bias", (m) => void (m.parameters[1].value[0] = -1 / 0), /^the weights of layer 0 "dense"$/],
  ])("says where: %s", async (_name, poison, where) => {
    const model = await make();
    const events = [];
    let digest = "";
    const good: Float32Array[] = [];
    for (const event of train(model, options({ test }))) {
      events.push(event);
      if (event.type === "epoch" && event.epoch === 1)
        good.push(...model.parameters.map(({ value }) => value.slice() as Float32Array));
      if (event.type === "step" && event.step === 7) poison(model);
      if (event.type === "checkpoint") digest = await weightsDigest(model);
    }
    expect(end(events)).toMatchObject({ reason: "diverged", divergence: { restoredStep: 5 } });
    expect(end(events).divergence!.where).toMatch(where);
    expect(end(events).divergence!.remedy).not.toBe("");
    // back to the weights at the end of the epoch before
    expect(model.parameters.map(({ value }) => value)).toEqual(good);
    expect(await weightsDigest(model)).toBe(digest);
    expect(all(events, "step").every(({ loss }) => Number.isFinite(loss))).toBe(true);
  });

  it("says when a layer's output is the first that is not finite", async () => {
    const model = await build({ input: [2], layers: [dense(4), relu(), dense(3)] }, { seed: 1 });
    model.parameters[0].value.fill(3e38);
    const inputs = new Float32Array(10).fill(100);
    const events = [
      ...train(model, options({ train: { inputs, shape: [2], targets: new Uint8Array(5), size: 5 } })),
    ];
    expect(end(events)).toMatchObject({
      reason: "diverged",
      divergence: { where: 'the output of layer 0 "dense"', restoredStep: 0 },
    });
    expect(model.parameters[0].value[0]).toBe(Math.fround(3e38));
  });

  it("ends before a step is made of a loss that is ∞, though every number before it is finite", async () => {
    const model = await make(1, "reference");
    model.parameters[2].value.fill(1e200); // whose square float64 cannot hold
    const events = [...train(model, options({ loss: meanSquaredError() }))];
    expect(events.map(({ type }) => type)).toEqual(["run-start", "run-end"]);
    expect(end(events)).toMatchObject({ reason: "diverged", divergence: { where: "the loss" } });
  });

  it("of itself, by steps that are far too long, ends with finite weights", async () => {
    const { model, events } = await run({
      optimizer: sgd({ learningRate: 1e30 }),
      epochs: 50,
      loss: meanSquaredError(),
    });
    expect(end(events).reason).toBe("diverged");
    expect(model.parameters.every(({ value }) => value.every(Number.isFinite))).toBe(true);
    expect(end(events).divergence!.remedy).toMatch(/learning rate/i);
  });

  it("is found at the end of an epoch, when the last step alone has spoilt the weights", async () => {
    const model = await make();
    const events = [];
    for (const event of train(model, options({ epochs: 1 }))) {
      events.push(event);
      if (event.type === "step" && event.step === 5) model.parameters[3].value[0] = Number.NaN;
    }
    expect(events.map(({ type }) => type)).toEqual(["run-start", ...new Array(5).fill("step"), "run-end"]);
    expect(end(events)).toMatchObject({
      reason: "diverged",
      divergence: { where: 'the weights of layer 2 "dense"', restoredStep: 0 },
    });
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
