import { real, type Values, whole } from "../core/fields.js";
import { type EpochScores, isBetter, metric, scoreOf } from "../core/monitor.js";
import { defineSchedule, type Plateau } from "./schedule.js";

/** A reduction by less than this is not made: the rate has come to its end. */
const LEAST_REDUCTION = 1e-8;

const fields = {
  initial: real({ help: "the rate at the start", above: 0 }),
  factor: real({ help: "the rate is multiplied by this", above: 0, below: 1, fallback: 0.1 }),
  patience: whole({ help: "epochs without a better value that are let pass", min: 0, fallback: 10 }),
  threshold: real({ help: "by what share of the best a value must be better", min: 0, fallback: 1e-4 }),
  cooldown: whole({ help: "epochs after a reduction that do not count", min: 0, fallback: 0 }),
  minLr: real({ help: "the least rate", min: 0, fallback: 0 }),
  metric,
};

export type ReduceOnPlateau = Values<typeof fields>;

/** The same rate until a metric has not got better for more than `patience` epochs, then `factor` times that, and so on.
 *  Better is: by more than the share `threshold` of the best so far. */
export const reduceOnPlateauSchedule = defineSchedule({
  kind: "reduceOnPlateau",
  summary: "Multiplied by factor whenever a metric has stopped getting better",
  fields,
  rate: ({ initial }, { plateau }) => plateau?.rate ?? initial,
});

/** Where the schedule stands after one more epoch. */
export function afterEpoch(spec: ReduceOnPlateau, before: Plateau | undefined, scores: EpochScores): Plateau {
  const { best, bad, cooldown, rate } = before ?? { best: null, bad: 0, cooldown: 0, rate: spec.initial };
  const value = scoreOf(spec.metric, scores);
  const share = spec.metric.endsWith("loss") ? 1 - spec.threshold : 1 + spec.threshold;
  const better = best === null ? !Number.isNaN(value) : isBetter(spec.metric, value, best * share);
  const waited = better || cooldown > 0 ? 0 : bad + 1;
  const next = { best: better ? value : best, bad: waited, cooldown: Math.max(0, cooldown - 1), rate };
  if (waited <= spec.patience) return next;
  const reduced = Math.max(rate * spec.factor, spec.minLr);
  return {
    ...next,
    bad: 0,
    cooldown: spec.cooldown,
    rate: rate - reduced > LEAST_REDUCTION ? reduced : rate,
  };
}
