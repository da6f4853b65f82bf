import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { Rng } from "../core/rng.js";
import type { Dataset } from "../data/dataset.js";
import { batchNorm, dense, tanh } from "../layers/index.js";
import { build } from "../model/build.js";
import { weightsDigest } from "../model/model-file.js";
import { adam } from "../optimizers/index.js";
import { encodeCheckpoint, restoreCheckpoint } from "./checkpoint.js";
import { type EarlyStopping, type Progress, progressed } from "./early-stopping.js";
import { evaluate } from "./evaluate.js";
import type { TrainEvent } from "./events.js";
import { type TrainOptions, train } from "./train.js";

/** Labels that have nothing to do with the inputs, so that a test loss soon rises. */
function noise(size: number, seed: number): Dataset {
  const rng = new Rng(seed, "data");
  const inputs = Float32Array.from({ length: size * 2 }, () => rng.normal());
  const targets = Uint8Array.from({ length: size }, () => rng.below(2));
  return { inputs, shape: [2], targets, classes: ["a", "b"], size };
}

const test = noise(40, 2);
const make = () => build({ input: [2], layers: [dense(20), batchNorm(), tanh(), dense(2)] }, { seed: 1 });
const options = (more: Partial<TrainOptions> = {}): TrainOptions => ({
  ...{ train: noise(20, 1), test, loss: "softmaxCrossEntropy", optimizer: adam({ learningRate: 0.05 }) },
  ...{ epochs: 60, batchSize: 5, earlyStopping: { patience: 4 } },
  ...more,
});
const endOf = (events: readonly TrainEvent[]) => events.at(-1) as Extract<TrainEvent, { type: "run-end" }>;
const epochsOf = (events: readonly TrainEvent[]) => events.filter((event) => event.type === "epoch");

describe("the progress of a run", () => {
  const after = (fields: Partial<EarlyStopping>, values: readonly number[]) => {
    const spec = { metric: "test.loss", patience: 2, minDelta: 0, restoreBest: true, ...fields } as const;
    let progress: Progress | undefined;
    values.forEach((value, i) => {
      const scores = { loss: value, accuracy: value };
      progress = progressed(spec, progress, { train: scores, test: scores }, i + 1);
    });
    return progress;
  };

  it.each<[Partial<EarlyStopping>, number[], Progress]>([
    [{}, [3, 2, 2, 2.5], { best: 2, bestEpoch: 2, bad: 2 }],
    [{ metric: "train.accuracy" }, [0.5, 0.7, 0.6], { best: 0.7, bestEpoch: 2, bad: 1 }],
    [{ minDelta: 0.5 }, [3, 2.6, 2.4], { best: 2.4, bestEpoch: 3, bad: 0 }],
    [{ minDelta: 0.5 }, [3, 2.6, 2.55], { best: 3, bestEpoch: 1, bad: 2 }],
    [{}, [Number.NaN, 3, Number.NaN], { best: 3, bestEpoch: 2, bad: 1 }],
    [{}, [Number.NaN], { best: null, bestEpoch: 0, bad: 1 }],
  ])("%j after %j", (fields, values, expected) => expect(after(fields, values)).toEqual(expected));
});

describe("early stopping", () => {
  it("ends the run once the test loss has not fallen for so long, and goes back to its best weights", async () => {
    const model = await make();
    const events = [...train(model, options())];
    const losses = epochsOf(events).map((epoch) => epoch.test!.loss);
    const best = Math.min(...losses);
    const bestEpoch = losses.indexOf(best) + 1;
    expect(losses.length).toBe(bestEpoch + 4);
    expect(endOf(events)).toMatchObject({ reason: "done", epoch: losses.length, stoppedEarly: true });
    expect(endOf(events).restoredEpoch).toBe(bestEpoch);
    expect(evaluate(model, test, { loss: "softmaxCrossEntropy" }).loss).toBe(best);
  });

  it("keeps the last weights where it is asked to", async () => {
    const model = await make();
    const events = [...train(model, options({ earlyStopping: { patience: 4, restoreBest: false } }))];
    const last = epochsOf(events).at(-1)!.test!.loss;
    expect(endOf(events)).toMatchObject({ stoppedEarly: true });
    expect(endOf(events)).not.toHaveProperty("restoredEpoch");
    expect(evaluate(model, test, { loss: "softmaxCrossEntropy" }).loss).toBe(last);
  });

  it("goes back also at the end of a run that it did not end", async () => {
    const model = await make();
    const events = [...train(model, options({ epochs: 12, earlyStopping: { patience: 50 } }))];
    expect(endOf(events)).not.toHaveProperty("stoppedEarly");
    const losses = epochsOf(events).map((epoch) => epoch.test!.loss);
    expect(evaluate(model, test, { loss: "softmaxCrossEntropy" }).loss).toBe(Math.min(...losses));
    // and another run of the same model begins anew
    const again = [...train(model, options({ epochs: 1, earlyStopping: undefined }))];
    expect(endOf(again)).not.toHaveProperty("restoredEpoch");
  });

  it("comes to the same end when it is resumed, also after the best epoch", async () => {
    const whole = await make();
    const wholeEvents = [...train(whole, options())];
    const total = endOf(wholeEvents).epoch;
    for (const stopAt of [1, total - 3, total]) {
      const [first, own] = [await make(), options()];
      let bytes: Uint8Array | undefined;
      for (const event of train(first, own)) {
        if (event.type !== "checkpoint" || event.position.epoch !== stopAt) continue;
        bytes = encodeCheckpoint(first, own.optimizer, JSON.parse(JSON.stringify(event.position)));
        break;
      }
      const [second, other] = [await make(), options()];
      const from = restoreCheckpoint(bytes!, second, other.optimizer, "x");
      const events = [...train(second, { ...other, from })];
      expect(endOf(events)).toEqual(endOf(wholeEvents));
      expect(await weightsDigest(second)).toBe(await weightsDigest(whole));
    }
  });
});

describe("is refused", () => {
  const classless = { ...noise(4, 3), classes: undefined, targets: new Float32Array(8) };
  it.each<[string, Partial<TrainOptions>, string]>([
    ["a test loss without a test set", { test: undefined }, "earlyStopping"],
    [
      "an accuracy of values",
      { train: classless, test: undefined, earlyStopping: { metric: "train.accuracy" } },
      "earlyStopping",
    ],
    ["an unknown metric", { earlyStopping: { metric: "loss" as any } }, "train.earlyStopping.metric"],
    ["no patience", { earlyStopping: { patience: 0 } }, "train.earlyStopping.patience"],
    ["a field unheard of", { earlyStopping: { wait: 3 } as any }, "train.earlyStopping"],
    [
      "a schedule by a test loss without a test set",
      {
        test: undefined,
        earlyStopping: undefined,
        optimizer: adam({ learningRate: { kind: "reduceOnPlateau", initial: 0.1 } }),
      },
      'schedule "reduceOnPlateau"',
    ],
  ])("%s", async (_name, more, where) => {
    const model = await make();
    expect(caught(() => train(model, options(more)))).toMatchObject({ code: "E_FIELD", where });
  });
});
