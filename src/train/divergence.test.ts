import { describe, expect, it } from "vitest";
import { all, make, options, run, test } from "../../test/support/three-classes.js";
import { dense, relu } from "../layers/index.js";
import { meanSquaredError } from "../losses/index.js";
import { build } from "../model/build.js";
import type { Model } from "../model/model.js";
import { weightsDigest } from "../model/model-file.js";
import { sgd } from "../optimizers/index.js";
import type { RunEndEvent, TrainEvent } from "./events.js";
import { train } from "./train.js";

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
