import { describe, expect, it } from "vitest";
import { all, data, make, options, run, test } from "../../test/support/three-classes.js";
import type { Dataset } from "../data/dataset.js";
import { meanSquaredError, softmaxCrossEntropy } from "../losses/index.js";
import { weightsDigest } from "../model/model-file.js";
import { sgd } from "../optimizers/index.js";
import { evaluate } from "./evaluate.js";
import type { EpochEvent, EvalEvent } from "./events.js";
import { train } from "./train.js";

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
