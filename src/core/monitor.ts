import { ChainruleError } from "./errors.js";
import { choice, type Field } from "./fields.js";

/** What of an epoch can be watched: a loss is to fall, an accuracy to rise. */
export const METRICS = ["train.loss", "train.accuracy", "test.loss", "test.accuracy"] as const;
export type Metric = (typeof METRICS)[number];

/** What an epoch has come to: of the training set while the weights changed, and of the test set after it. */
export interface EpochScores {
  readonly train: { readonly loss: number; readonly accuracy?: number };
  readonly test?: { readonly loss: number; readonly accuracy?: number };
}

export const metric: Field<Metric> = choice(METRICS, { help: "what is watched", fallback: "test.loss" });

/** The value of a metric after an epoch. */
export function scoreOf(metric: Metric, scores: EpochScores): number {
  const [part, name] = metric.split(".") as ["train" | "test", "loss" | "accuracy"];
  return scores[part]![name]!;
}

/** Whether a value is beyond a bar, on its better side. */
export const isBetter = (metric: Metric, value: number, bar: number): boolean =>
  metric.endsWith("loss") ? value < bar : value > bar;

/** Errors    E_FIELD for a metric that this run will not have */
export function checkMetric(metric: Metric, run: { test: boolean; classes: boolean }, where: string): void {
  const missing = metric.startsWith("test") && !run.test;
  if (!missing && !(metric.endsWith("accuracy") && !run.classes)) return;
  throw new ChainruleError("E_FIELD", {
    where,
    expected: `a metric that this run has, not "${metric}"`,
    got: missing ? "no test set" : "targets that are not classes",
    remedy: missing ? 'Give a test set, or watch "train.loss".' : 'Watch "train.loss" or "test.loss".',
  });
}
