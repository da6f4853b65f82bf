import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import type { Dataset } from "../data/dataset.js";
import { batchNorm, dense, dropout, linear } from "../layers/index.js";
import { meanSquaredError, softmaxCrossEntropy } from "../losses/index.js";
import { build } from "../model/build.js";
import { evaluate } from "./evaluate.js";

/** A model whose logits are its inputs. */
const identity = (n: number) => build({ input: [n], layers: [linear()] }, { backend: "reference" });
const dataset = (rows: number[][], targets: Dataset["targets"], classes?: string[]): Dataset => ({
  inputs: Float32Array.from(rows.flat()),
  shape: [rows[0].length],
  targets,
  classes,
  size: rows.length,
});

const rows = [
  [2, 0, 0],
  [0, 1, 0],
  [0, 0, 3],
  [1, 1, 0], // a tie: the first
  [0, 2, 0],
];
const squaredError = (row: number[], actual: number) =>
  row.reduce((sum, y, i) => sum + (y - (i === actual ? 1 : 0)) ** 2, 0);
const logSum = (row: number[]) => Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0));

it("compares answers with the targets as they are given, whatever they count", async () => {
  const loss = softmaxCrossEntropy({ classWeights: [10, 1, 1], labelSmoothing: 0.6 });
  const targets = Int32Array.of(0, 1, 2, 0, 1);
  expect(evaluate(await identity(3), dataset(rows, targets), { loss }).accuracy).toBe(1);
});

it.each([
  ["softmaxCrossEntropy", (row: number[], actual: number) => logSum(row) - row[actual]],
  ["meanSquaredError", (row: number[], actual: number) => squaredError(row, actual) / 3],
])(
  "has the mean of %s over all samples, of which the last few are computed by themselves",
  async (loss, lossOf) => {
    const size = 300;
    const many = Array.from({ length: size }, (_, i) => rows[i % rows.length]);
    const targets = Int32Array.from(many, (_, i) => i % 3);
    const losses = many.map((row, i) => lossOf(row, targets[i]));
    const mean = losses.reduce((sum, one) => sum + one, 0) / size;
    expect(evaluate(await identity(3), dataset(many, targets), { loss }).loss).toBeCloseTo(mean, 12);
  },
);

interface Golden {
  readonly classes: number;
  readonly z: number[];
  readonly actual: number[];
  readonly loss: number;
  readonly accuracy: number;
  readonly logLoss: number;
  readonly top3: number | null;
  readonly calibrationError: number;
  readonly confusion: number[][];
  readonly precision: number[];
  readonly recall: number[];
  readonly f1: number[];
  readonly support: number[];
  readonly rocAuc: number[];
  readonly averagePrecision: number[];
  readonly macro: Record<"precision" | "recall" | "f1" | "rocAuc" | "averagePrecision", number>;
}

// what scikit-learn and PyTorch compute, written by scripts/golden.py
const golden: Golden[] = JSON.parse(
  readFileSync(new URL("../../test/golden/evaluation.json", import.meta.url), "utf8"),
);

it.each(golden)("all figures are scikit-learn's to 12 digits, of $classes classes", async (c) => {
  const columns = c.z.length / c.actual.length;
  const data: Dataset = {
    inputs: Float32Array.from(c.z),
    shape: [columns],
    targets: Int32Array.from(c.actual),
    size: c.actual.length,
  };
  const loss = columns === 1 ? "binaryCrossEntropy" : "softmaxCrossEntropy";
  const { calibration, confusion, perClass, macro, ...figures } = evaluate(await identity(columns), data, {
    loss,
  });
  const close = (actual: number, expected: number, what: string) =>
    expect(Math.abs(actual - expected), what).toBeLessThanOrEqual(1e-12);
  for (const name of ["loss", "accuracy", "logLoss"] as const) close(figures[name]!, c[name], name);
  expect(figures.top3 === undefined).toBe(c.top3 === null);
  if (c.top3 !== null) close(figures.top3!, c.top3, "top3");
  close(calibration!.error, c.calibrationError, "calibration");
  expect(confusion).toEqual(c.confusion);
  expect(perClass!.map(({ support }) => support)).toEqual(c.support);
  for (const name of ["precision", "recall", "f1", "rocAuc", "averagePrecision"] as const) {
    perClass!.forEach((report, k) => void close(report[name]!, c[name][k], `${name} of class ${k}`));
    close(macro![name]!, c.macro[name], `mean ${name}`);
  }
});

describe("evaluate", () => {
  it("finds loss, accuracy, confusion and the rest, as by hand", async () => {
    const labels = [0, 1, 2, 1, 0];
    const model = await identity(3);
    const result = evaluate(model, dataset(rows, Uint8Array.from(labels), ["a", "b", "c"]), {
      loss: "softmaxCrossEntropy",
    });
    const loss = labels.reduce((sum, label, r) => sum + logSum(rows[r]) - rows[r][label], 0) / 5;
    expect(result.loss).toBeCloseTo(loss, 12);
    expect(result).toMatchObject({
      samples: 5,
      accuracy: 0.6,
      confusion: [
        [1, 1, 0],
        [1, 1, 0],
        [0, 0, 1],
      ],
      perClass: [
        { class: "a", precision: 0.5, recall: 0.5, f1: 0.5, support: 2 },
        { class: "b", precision: 0.5, recall: 0.5, f1: 0.5, support: 2 },
        { class: "c", precision: 1, recall: 1, f1: 1, support: 1 },
      ],
    });
    expect(result.macro!.f1).toBeCloseTo(2 / 3, 15);
  });

  it("is a mean over samples whatever the reduction", async () => {
    const model = await identity(3);
    const data = dataset(rows, Uint8Array.of(0, 1, 2, 1, 0));
    const [mean, sum] = (["mean", "sum"] as const).map((reduction) =>
      evaluate(model, data, { loss: softmaxCrossEntropy({ reduction }) }),
    );
    expect(sum).toEqual(mean);
  });

  it("names classes by number where they have no names", async () => {
    const model = await identity(3);
    const { perClass } = evaluate(model, dataset(rows, Int32Array.of(0, 1, 2, 1, 0)), {
      loss: "softmaxCrossEntropy",
    });
    expect(perClass!.map((report) => report.class)).toEqual(["0", "1", "2"]);
  });

  it("finds the class of a one-hot row", async () => {
    const model = await identity(3);
    const hot = Float32Array.from(
      [0, 1, 2, 1, 0].flatMap((label) => [0, 1, 2].map((c) => (c === label ? 1 : 0))),
    );
    const named = evaluate(model, dataset(rows, hot, ["a", "b", "c"]), { loss: "softmaxCrossEntropy" });
    expect(named.accuracy).toBe(0.6);
  });

  it("tells two classes by one output", async () => {
    const model = await identity(1);
    const data = dataset([[-2], [-1], [0], [1], [2]], Uint8Array.of(0, 1, 0, 1, 1), ["no", "yes"]);
    const result = evaluate(model, data, { loss: "binaryCrossEntropy" });
    expect(result.confusion).toEqual([
      [2, 0],
      [1, 2],
    ]);
    expect(result.perClass!.map((report) => report.class)).toEqual(["no", "yes"]);
  });

  it("ranks each class against the rest, and leaves out what has nothing to tell apart", async () => {
    const model = await identity(3);
    const { perClass, macro, top3, logLoss, loss } = evaluate(
      model,
      dataset(rows, Uint8Array.of(0, 1, 1, 1, 0)),
      { loss: "softmaxCrossEntropy" },
    );
    // by probability of class 1: the last 0.787, 0.576, 0.422, 0.107, 0.045; the labels 0, 1, 1, 0, 1
    expect(perClass![1].rocAuc).toBeCloseTo(2 / 6, 15);
    expect(perClass![1].averagePrecision).toBeCloseTo((1 / 2 + 2 / 3 + 3 / 5) / 3, 15);
    expect(perClass![2]).not.toHaveProperty("rocAuc");
    expect(perClass![2]).not.toHaveProperty("averagePrecision");
    expect(macro!.rocAuc).toBeCloseTo((perClass![0].rocAuc! + perClass![1].rocAuc!) / 2, 15);
    expect(logLoss).toBeCloseTo(loss, 12);
    expect(top3).toBeUndefined();
  });

  it("counts the first three where there are more classes", async () => {
    const model = await identity(5);
    const five = [
      [5, 4, 3, 2, 1],
      [1, 1, 1, 1, 1],
      [0, 0, 0, 1, 9],
    ];
    const judge = (...labels: number[]) =>
      evaluate(model, dataset(five, Uint8Array.from(labels)), { loss: "softmaxCrossEntropy" }).top3;
    expect(judge(2, 2, 0)).toBe(1);
    expect(judge(3, 3, 1)).toBe(0);
  });

  it("compares what it says with how often it is right", async () => {
    const model = await identity(1);
    const data = dataset([[-2], [-2], [2], [2]], Uint8Array.of(0, 1, 1, 1), ["no", "yes"]);
    const { calibration, perClass, logLoss, loss } = evaluate(model, data, { loss: "binaryCrossEntropy" });
    const sure = 1 / (1 + Math.exp(-2));
    const filled = calibration!.bins.filter(({ samples }) => samples > 0);
    expect(filled).toMatchObject([{ samples: 4, accuracy: 0.75 }]);
    expect(calibration!.error).toBeCloseTo(sure - 0.75, 12);
    expect(perClass![0].rocAuc).toBe(perClass![1].rocAuc);
    expect(logLoss).toBeCloseTo(loss, 12);
  });

  it("speaks of probabilities only where the outputs are some", async () => {
    const model = await identity(3);
    const data = dataset(rows, Float32Array.from(rows.flatMap(() => [1, 0, 0])), ["a", "b", "c"]);
    const of = (loss: string) => {
      const { logLoss, calibration } = evaluate(model, data, { loss });
      return [logLoss !== undefined, calibration !== undefined];
    };
    expect(of("softmaxCrossEntropy")).toEqual([true, true]);
    expect(of("binaryCrossEntropy")).toEqual([false, true]);
    expect(of("meanSquaredError")).toEqual([false, false]);
    const two = dataset([[3, 2]], Float32Array.of(1, 0), ["a", "b"]);
    const sigmoids = evaluate(await identity(2), two, { loss: "binaryCrossEntropy" });
    expect(sigmoids.logLoss).toBeUndefined();
  });

  it("gives the curves when they are asked for", async () => {
    const model = await identity(3);
    const data = dataset(rows, Uint8Array.of(0, 1, 1, 1, 0));
    const { curves } = evaluate(model, data, { loss: "softmaxCrossEntropy", curves: true });
    expect(curves).toHaveLength(3);
    expect(curves![0]!.roc.at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 });
    expect(curves![0]!.precisionRecall.at(-1)).toMatchObject({ recall: 1, precision: 0.4 });
    expect(curves![2]).toBeUndefined();
    expect(evaluate(model, data, { loss: "softmaxCrossEntropy" })).not.toHaveProperty("curves");
  });

  it("has samples and loss, and nothing else, for values", async () => {
    const model = await identity(2);
    const data = dataset(
      [
        [1, 2],
        [3, 5],
      ],
      Float32Array.of(0, 2, 3, 3),
    );
    expect(evaluate(model, data, { loss: meanSquaredError() })).toEqual({ samples: 2, loss: (0.5 + 2) / 2 });
  });

  it("takes any number of samples, in the same sums whatever the model was built for", async () => {
    const size = 1000;
    const inputs = Float32Array.from({ length: size * 4 }, (_, i) => Math.sin(i * i));
    const data: Dataset = {
      inputs,
      shape: [4],
      targets: Uint8Array.from({ length: size }, (_, i) => i % 3),
      size,
    };
    const results = await Promise.all(
      [1, 7, 5000].map(async (batchSize) => {
        const model = await build({ input: [4], layers: [dense(3)] }, { seed: 1, batchSize });
        return evaluate(model, data, { loss: "softmaxCrossEntropy" });
      }),
    );
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    expect(results[0].confusion!.flat().reduce((sum, n) => sum + n, 0)).toBe(size);
    // the mean over all, however many are computed at a time
    const model = await build({ input: [4], layers: [dense(3)] }, { seed: 1 });
    const lossFrom = (start: number, count: number) => {
      const [targets, own] = [data.targets.slice(start, start + count), inputs.slice(4 * start)];
      const part = { ...data, inputs: own.slice(0, 4 * count), targets, size: count };
      return evaluate(model, part, { loss: "softmaxCrossEntropy" }).loss;
    };
    const tenths = Array.from({ length: 10 }, (_, i) => lossFrom(100 * i, 100));
    expect(results[0].loss).toBeCloseTo(tenths.reduce((sum, loss) => sum + loss, 0) / 10, 6);
  });

  it("neither drops anything nor looks at the batch: samples fare alike alone and in company", async () => {
    const layers = [dense(8), batchNorm(), dropout(0.5), dense(3)];
    const model = await build({ input: [3], layers }, { seed: 1 });
    model.forward(rows.flat(), { training: true }); // so that the running statistics are not those of the batch
    const before = model.save();
    const labels = [0, 1, 2, 1, 0];
    const lossOf = (of: number[]) =>
      evaluate(
        model,
        dataset(
          of.map((r) => rows[r]),
          Uint8Array.from(of, (r) => labels[r]),
        ),
        { loss: "softmaxCrossEntropy" },
      ).loss;
    const alone = labels.map((_, r) => lossOf([r]));
    expect(lossOf([0, 1, 2, 3, 4])).toBeCloseTo(alone.reduce((sum, loss) => sum + loss, 0) / 5, 6);
    expect(model.save()).toEqual(before);
  });

  it("leaves the model as it is", async () => {
    const model = await build({ input: [3], layers: [dense(3)] }, { seed: 1 });
    const before = model.save();
    evaluate(model, dataset(rows, Uint8Array.of(0, 1, 2, 1, 0)), { loss: "softmaxCrossEntropy" });
    expect(model.save()).toEqual(before);
  });

  it.each<[string, Dataset, string, object]>([
    ["of another shape", dataset([[1, 2]], Uint8Array.of(0)), "softmaxCrossEntropy", { code: "E_SHAPE" }],
    [
      "with a label too large",
      dataset(rows, Uint8Array.of(0, 1, 2, 3, 0)),
      "softmaxCrossEntropy",
      { code: "E_SHAPE" },
    ],
    ["with too few labels", dataset(rows, Uint8Array.of(0, 1)), "softmaxCrossEntropy", { code: "E_DATA" }],
    ["under an unknown loss", dataset(rows, Uint8Array.of(0, 1, 2, 1, 0)), "hinge", { code: "E_FIELD" }],
  ])("refuses data %s", async (_name, data, loss, expected) => {
    const model = await identity(3);
    expect(caught(() => evaluate(model, data, { loss }))).toMatchObject(expected);
  });
});
