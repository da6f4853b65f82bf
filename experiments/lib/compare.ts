import type { TrainTest } from "chainrule/data";
import { type Chart, chart, type Series } from "./charts.js";
import { type ExperimentEvent, type Figures, progress } from "./experiment.js";
import { type Label, pick } from "./text.js";
import { type Curve, last, type RecipeJson, seriesOf, type Training, trainRecipe } from "./training.js";

/** One of several recipes that are held against each other. */
export interface Variant {
  /** What its figures begin with. */
  readonly id: string;
  readonly name: Label;
  readonly recipe: RecipeJson;
}

interface CompareOptions {
  readonly seed: number;
  data(spec: string, seed?: number): Promise<TrainTest>;
  /** Which curves are drawn; the accuracy of the test set unless said. */
  readonly curves?: readonly Exclude<keyof Curve, "epochs">[];
  /** The part of the whole experiment that this is. */
  readonly from?: number;
  readonly to?: number;
  /** Of the training set with the weights of each epoch's end, rather than the mean over the epoch. */
  readonly evaluateTrain?: boolean;
}

/** What has come of each variant, in order. */
export type Compared = readonly (Variant & { readonly training: Training })[];

const TITLES = {
  testAccuracy: { en: "Right on the test set", zh: "测试集正确率" },
  trainAccuracy: { en: "Right on the training set", zh: "训练集正确率" },
  loss: { en: "Loss on the training set", zh: "训练集损失" },
  testLoss: { en: "Loss on the test set", zh: "测试集损失" },
} as const;

const curveChart = (of: keyof typeof TITLES, series: readonly Series[]): Chart => ({
  id: of,
  kind: "line",
  title: TITLES[of],
  x: { label: { en: "epoch", zh: "轮" } },
  y: of === "loss" || of === "testLoss" ? { label: { en: "loss", zh: "损失" }, log: true } : { label: "%" },
  series,
});

/** Trains one variant after the other, with the same seed, and draws their curves into the same charts as they come. */
export async function* compare(
  variants: readonly Variant[],
  { seed, data, curves = ["testAccuracy"], from = 0, to = 1, evaluateTrain }: CompareOptions,
): AsyncGenerator<ExperimentEvent, Compared> {
  const done: (Variant & { training: Training })[] = [];
  const draw = function* (under?: { name: Label; curve: Curve }): Generator<ExperimentEvent> {
    const all = [
      ...done.map(({ name, training }) => ({ name, curve: training.curve })),
      ...(under ? [under] : []),
    ];
    for (const of of curves) {
      const series = all
        .filter(({ curve }) => curve[of].length > 0)
        .map(({ name, curve }) => seriesOf(name, curve, of));
      if (series.length > 0) yield chart(curveChart(of, series));
    }
  };
  for (const [i, variant] of variants.entries()) {
    const { name } = variant;
    const note = { en: pick(name, "en"), zh: pick(name, "zh") };
    const training = trainRecipe(variant.recipe, { seed, data, evaluateTrain });
    let drawn = -1; // so that the first epoch is drawn at once
    let step = await training.next();
    while (!step.done) {
      const { done: share, epoch, curve } = step.value;
      yield progress(from + ((to - from) * (i + share)) / variants.length, note);
      if (epoch !== undefined && share - drawn > 0.1) {
        drawn = share;
        yield* draw({ name, curve });
      }
      step = await training.next();
    }
    done.push({ ...variant, training: step.value });
    yield* draw();
  }
  return done;
}

/** Accuracies at the end, in per cent: `<id>.test`, `<id>.train`, and training less test, `<id>.gap`. */
export const accuracies = (compared: Compared): Figures =>
  Object.fromEntries(
    compared.flatMap(({ id, training: { curve } }) => {
      const [train, test] = [last(curve.trainAccuracy), last(curve.testAccuracy)];
      return [
        [`${id}.test`, test],
        [`${id}.train`, train],
        [`${id}.gap`, train - test],
      ];
    }),
  );

/** The accuracies as a table. */
export const accuracyTable = (compared: Compared, title: Label): ExperimentEvent =>
  chart({
    id: "accuracies",
    kind: "table",
    title,
    columns: [
      "",
      { en: "training, %", zh: "训练集，%" },
      { en: "test, %", zh: "测试集，%" },
      { en: "difference", zh: "差" },
    ],
    rows: compared.map(({ name, training: { curve } }) => {
      const [train, test] = [last(curve.trainAccuracy), last(curve.testAccuracy)];
      return [name, train, test, train - test];
    }),
    digits: 2,
  });

/** Trains a recipe without one thing and with it, perhaps with others, and draws how training and test part. Besides the
 *  accuracies, its figures are what the second has over the first: `gain` in test accuracy, `gapChange`, and `testLoss` as
 *  a share of the first's. */
export async function* withAndWithout(
  variants: readonly Variant[],
  { seed, data }: Pick<CompareOptions, "seed" | "data">,
): AsyncGenerator<ExperimentEvent, Figures> {
  const curves = ["trainAccuracy", "testAccuracy", "testLoss"] as const;
  const compared = yield* compare(variants, { seed, data, curves, evaluateTrain: true });
  yield accuracyTable(compared, { en: "In the end", zh: "最后" });
  const [without, others] = compared.map(({ training: { curve } }) => ({
    test: last(curve.testAccuracy),
    gap: last(curve.trainAccuracy) - last(curve.testAccuracy),
    loss: last(curve.testLoss),
  }));
  return {
    ...accuracies(compared),
    gain: others.test - without.test,
    gapChange: others.gap - without.gap,
    testLoss: others.loss / without.loss,
  };
}

/** What the two are called. */
export const WITHOUT = { id: "without", name: { en: "without", zh: "没有" } } as const;
export const WITH = { id: "with", name: { en: "with", zh: "有" } } as const;

/** The names and lines of a hidden layer that recipes are written with. */
export const dense = (units: number, more: object = {}): object => ({ kind: "dense", units, ...more });
