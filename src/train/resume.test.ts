import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import type { Spec } from "../core/registry.js";
import { Rng } from "../core/rng.js";
import type { Dataset } from "../data/dataset.js";
import { dense, tanh } from "../layers/index.js";
import { build } from "../model/build.js";
import { weightsDigest } from "../model/model-file.js";
import { optimizerFrom, optimizers } from "../optimizers/index.js";
import { encodeCheckpoint, restoreCheckpoint } from "./checkpoint.js";
import type { TrainEvent } from "./events.js";
import { train } from "./train.js";

const rng = new Rng(3, "data");
const data: Dataset = {
  inputs: Float32Array.from({ length: 46 }, () => rng.normal()),
  shape: [2],
  targets: Uint8Array.from({ length: 23 }, () => rng.below(3)),
  size: 23,
};
const layers = [dense(6, { l1: 0.001, l2: 0.01 }), tanh(), dense(3)];
const plateau = { kind: "reduceOnPlateau", initial: 0.05, metric: "train.loss", patience: 0, threshold: 0.2 };
const specs: [string, Spec][] = [
  ...optimizers.kinds.map((kind): [string, Spec] => [kind, { kind, learningRate: 0.05, weightDecay: 0.01 }]),
  ["oneCycle", { kind: "adam", learningRate: { kind: "oneCycle", maxLr: 0.1 } }],
  ["reduceOnPlateau", { kind: "momentum", learningRate: plateau }],
];

describe.each(specs)("%s", (_name, spec) => {
  const start = async () => {
    const model = await build({ input: [2], layers }, { seed: 1 });
    model.freeze("2.dense.b");
    const optimizer = optimizerFrom(spec);
    const run = (from?: any) =>
      train(model, {
        ...{ train: data, loss: { kind: "softmaxCrossEntropy", classWeights: [1, 2, 0.5] }, optimizer, from },
        ...{ epochs: 4, batchSize: 5, clipNorm: 1, maxNorm: 3, checkpointEvery: 1 },
      });
    return { model, optimizer, run };
  };
  const tellings = (events: readonly TrainEvent[], after: number) =>
    events.filter(({ type, ...event }) => type !== "run-start" && (event as any).step > after);

  it("goes on bit for bit from any step", async () => {
    const whole = await start();
    const events = [...whole.run()];
    for (const stopAt of [1, 5, 12]) {
      const first = await start();
      let bytes: Uint8Array | undefined;
      for (const event of first.run()) {
        if (event.type !== "checkpoint" || event.step !== stopAt) continue;
        bytes = encodeCheckpoint(first.model, first.optimizer, event.position);
        break;
      }
      const second = await start();
      const from = restoreCheckpoint(bytes!, second.model, second.optimizer, "x");
      const rest = [...second.run(from)];
      expect(tellings(rest, stopAt)).toEqual(tellings(events, stopAt));
      expect(await weightsDigest(second.model)).toBe(await weightsDigest(whole.model));
    }
  });
});

it.each([
  ['"plateau":{"best":"1","bad":0,"cooldown":0,"rate":1}'],
  ['"plateau":{"best":1,"bad":-1,"cooldown":0,"rate":1}'],
  ['"plateau":{"best":1,"bad":0,"cooldown":0}'],
  ['"plateau":null'],
  ['"progress":{"best":1,"bad":0.5,"bestEpoch":1}'],
  ['"progress":{"best":1,"bad":0}'],
  ['"progress":7'],
])("a checkpoint with %s is refused", async (text) => {
  const model = await build({ input: [2], layers }, { seed: 1 });
  const optimizer = optimizerFrom({ kind: "sgd", learningRate: 0.1 });
  const place = JSON.parse(`{"step":1,"epoch":0,"stepInEpoch":1,"lossSum":0,"correct":0,${text}}`);
  const bytes = encodeCheckpoint(model, optimizer, place);
  expect(caught(() => restoreCheckpoint(bytes, model, optimizer, "x")).code).toBe("E_FORMAT");
});
