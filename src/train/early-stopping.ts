import { flag, object, optional, real, type Values, whole } from "../core/fields.js";
import { type EpochScores, isBetter, metric, scoreOf } from "../core/monitor.js";

export const earlyStoppingFields = {
  metric,
  patience: whole({ help: "epochs without a better value before the run ends", min: 1, fallback: 10 }),
  minDelta: real({ help: "by how much a value must be better", min: 0, fallback: 0 }),
  restoreBest: flag({ help: "whether the run ends with the weights of its best epoch", fallback: true }),
};

/** When a run ends before its last epoch. */
export type EarlyStopping = Values<typeof earlyStoppingFields>;

/** As it is written: every field has a default. */
export type EarlyStoppingOptions = { readonly [K in keyof EarlyStopping]?: EarlyStopping[K] };

export const earlyStopping = optional(
  object(earlyStoppingFields, {
    help: "ends the run when a metric has stopped getting better",
    definition: "earlyStopping",
  }),
);

/** How a run has fared so far. */
export interface Progress {
  /** The best value; null before there is one. */
  readonly best: number | null;
  /** The epoch it is of, counted from 1; 0 before there is one. */
  readonly bestEpoch: number;
  /** Epochs since then. */
  readonly bad: number;
}

/** How it has fared after one more epoch.
 *  Source    Prechelt, "Early stopping, but when?", 1998 */
export function progressed(
  { metric, minDelta }: EarlyStopping,
  before: Progress | undefined,
  scores: EpochScores,
  epoch: number,
): Progress {
  const { best, bestEpoch, bad } = before ?? { best: null, bestEpoch: 0, bad: 0 };
  const value = scoreOf(metric, scores);
  const bar = metric.endsWith("loss") ? best! - minDelta : best! + minDelta;
  const better = best === null ? !Number.isNaN(value) : isBetter(metric, value, bar);
  return better ? { best: value, bestEpoch: epoch, bad: 0 } : { best, bestEpoch, bad: bad + 1 };
}
