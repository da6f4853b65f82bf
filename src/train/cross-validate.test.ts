import { describe, expect, it } from "vitest";
import { caught, caughtLater, failure } from "../../test/support/errors.js";
import { Rng } from "../core/rng.js";
import { augmentation } from "../data/augment/augmenter.js";
import { iris } from "../data/iris.js";
import { dense, tanh } from "../layers/index.js";
import { meanSquaredError, softmaxCrossEntropy } from "../losses/index.js";
import { build } from "../model/build.js";
import { sgd } from "../optimizers/index.js";
import { type CrossValidateOptions, type CrossValidationEvent, crossValidate } from "./cross-validate.js";
import { evaluate } from "./evaluate.js";

const options = (changes: Partial<CrossValidateOptions> = {}): CrossValidateOptions => ({
  data: iris(),
  model: { input: [4], layers: [dense(8), tanh(), dense(3)] },
  loss: softmaxCrossEntropy(),
  optimizer: sgd({ learningRate: 0.1 }),
  epochs: 12,
  batchSize: 10,
  folds: 4,
  seed: 1,
  ...changes,
});

async function all(changes?: Partial<CrossValidateOptions>): Promise<CrossValidationEvent[]> {
  const events: CrossValidationEvent[] = [];
  for await (const event of crossValidate(options(changes))) events.push(event);
  return events;
}

const endOf = (events: readonly CrossValidationEvent[]) => {
  const end = events.at(-1)!;
  if (end.type !== "end") throw new Error(`it ends with ${end.type}`);
  return end;
};

describe("cross-validation", () => {
  it("trains and tests every fold, and says how they come out together", async () => {
    const events = await all({ epochs: 50 });
    const outer = events.filter(({ type }) => type !== "training").map(({ type }) => type);
    expect(outer).toEqual([...Array.from({ length: 4 }, () => ["fold-start", "fold-end"]).flat(), "end"]);
    const { reason, folds, train, test } = endOf(events);
    expect(reason).toBe("done");
    expect(folds.map(({ fold, trainSize, testSize }) => [fold, trainSize + testSize])).toEqual(
      [1, 2, 3, 4].map((fold) => [fold, 150]),
    );
    for (const [part, mean] of [
      ["train", train!],
      ["test", test!],
    ] as const) {
      for (const figure of ["loss", "accuracy"] as const) {
        const values = folds.map((fold) => fold[part][figure]!);
        const average = values.reduce((sum, value) => sum + value) / 4;
        const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
        expect(mean[figure].mean).toBeCloseTo(average, 14);
        expect(mean[figure].std).toBeCloseTo(Math.sqrt(squares / 3), 14);
      }
    }
    expect(test!.accuracy.mean).toBeGreaterThan(0.85);
  });

  it("tests each fold on the samples that are left out of it, and on those alone", async () => {
    const standing = sgd({ learningRate: 1e-30 });
    const { folds } = endOf(await all({ optimizer: standing, epochs: 1, backend: "reference" }));
    const model = await build(options().model, { seed: 1, backend: "reference" });
    const { loss } = evaluate(model, iris(), { loss: softmaxCrossEntropy() });
    const over = (part: "train" | "test", size: "trainSize" | "testSize") =>
      folds.reduce((sum, fold) => sum + fold[part].loss * fold[size], 0) / iris().size;
    expect(over("test", "testSize")).toBeCloseTo(loss, 10);
    expect(over("train", "trainSize")).toBeCloseTo(3 * loss, 10);
  });

  it("changes the images that are learnt from, and those alone", async () => {
    const rng = new Rng(1, "data");
    const data = {
      inputs: Uint8Array.from({ length: 40 * 36 }, () => rng.below(256)),
      shape: [1, 6, 6],
      targets: Uint8Array.from({ length: 40 }, (_, i) => i % 2),
      classes: ["a", "b"],
      size: 40,
    };
    const images = { data, model: { input: [36], layers: [dense(2)] }, epochs: 2 };
    const ends = [undefined, augmentation([{ kind: "noise", std: 0 }]), augmentation(["rotate"])].map(
      async (augment) => endOf(await all({ ...images, augment })),
    );
    const [plain, unchanged, turned] = await Promise.all(ends);
    expect(unchanged).toEqual(plain);
    expect(turned.train).not.toEqual(plain.train);
    expect(await caughtLater(all({ augment: augmentation(["rotate"]) }))).toMatchObject({ code: "E_FIELD" });
  });

  it("freezes, limits and stops as training does", async () => {
    const test = async (changes: Partial<CrossValidateOptions>) =>
      endOf(await all({ folds: 2, ...changes })).test?.loss.mean;
    const plain = await test({});
    expect(await test({ freeze: ["0.*"] })).not.toBe(plain);
    expect(await test({ clipNorm: 0.1 })).not.toBe(plain);
    expect(await test({ maxNorm: 0.5 })).not.toBe(plain);
    const earlyStopping = { metric: "train.loss", patience: 1, minDelta: 10, restoreBest: false } as const;
    const events = await all({ folds: 2, earlyStopping });
    const ends = events.filter(
      (event) => event.type === "training" && event.event.type === "run-end" && event.event.stoppedEarly,
    );
    expect(ends).toHaveLength(2);
  });

  it("passes on every event of each training", async () => {
    const events = await all({ epochs: 2 });
    const steps = events.filter((event) => event.type === "training" && event.event.type === "step");
    // 112 or 113 samples to learn from in each fold: 12 steps an epoch
    expect(steps).toHaveLength(4 * 2 * 12);
  });

  it("is a function of its options alone", async () => {
    const [a, again, other] = await Promise.all([all(), all(), all({ seed: 2 })]);
    expect(again).toEqual(a);
    expect(endOf(other).test).not.toEqual(endOf(a).test);
  });

  it("starts every fold with the same weights and an optimizer of its own", async () => {
    const optimizer = sgd({ learningRate: 0.1 });
    await all({ optimizer, epochs: 1 });
    expect(optimizer.steps).toBe(0);
  });

  it("stops where it is told to, with the folds that are done", async () => {
    const signal = { aborted: false };
    const events: CrossValidationEvent[] = [];
    for await (const event of crossValidate(options({ signal }))) {
      events.push(event);
      if (event.type === "training" && event.fold === 2 && event.event.type === "epoch")
        signal.aborted = true;
    }
    const { reason, folds, test } = endOf(events);
    expect([reason, folds.length]).toEqual(["stopped", 1]);
    expect(test!.accuracy).toEqual({ mean: folds[0].test.accuracy });
  });

  it("ends when a fold diverges, and says why", async () => {
    const end = endOf(await all({ optimizer: sgd({ learningRate: 1e30 }), loss: meanSquaredError() }));
    expect(end).toMatchObject({ reason: "diverged", folds: [], divergence: { where: expect.any(String) } });
    expect(end.test).toBeUndefined();
  });
});

describe("what cannot be cross-validated", () => {
  const values = {
    ...iris(),
    targets: Float32Array.from({ length: 450 }, (_, i) => i / 3),
    classes: undefined,
  };
  it.each<[string, Partial<CrossValidateOptions>, object]>([
    ["one fold", { folds: 1 }, failure("E_FIELD", { where: "crossValidate.folds" })],
    ["more folds than samples", { folds: 151 }, failure("E_FIELD", { where: "folds" })],
    ["values", { data: values }, failure("E_DATA")],
    ["data whose parts disagree", { data: { ...iris(), size: 149 } }, failure("E_DATA")],
    ["a seed below 0", { seed: -1 }, failure("E_FIELD")],
    ["no layers", { model: { input: [4], layers: [] } }, failure("E_FIELD")],
  ])("%s", (_name, changes, expected) => {
    expect(caught(() => crossValidate(options(changes)))).toMatchObject(expected);
  });

  it.each<[string, Partial<CrossValidateOptions>, object]>([
    ["a model of another shape", { model: { input: [5], layers: [dense(3)] } }, failure("E_SHAPE")],
    ["a model with too few outputs", { model: { input: [4], layers: [dense(2)] } }, failure("E_SHAPE")],
    ["no epochs at all", { epochs: -1 }, failure("E_FIELD")],
  ])("%s", async (_name, changes, expected) => {
    expect(await caughtLater(crossValidate(options(changes)).next())).toMatchObject(expected);
  });
});
