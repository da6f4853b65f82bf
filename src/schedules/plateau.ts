import { type EpochScores, isBetter, scoreOf } from "../core/monitor.js";
import type { Spec } from "../core/registry.js";
import type { ReduceOnPlateau } from "./reduce-on-plateau.js";
import type { Plateau } from "./schedule.js";

/** A reduction by less than this is not made: the rate has come to its end. */
const LEAST_REDUCTION = 1e-8;

/** The part of a schedule that goes by a metric, if there is one: itself, or what it warms up to. */
export function plateauIn({ kind, ...fields }: Spec): ReduceOnPlateau | undefined {
  if (kind === "warmup") return plateauIn(fields.to as Spec);
  return kind === "reduceOnPlateau" ? (fields as unknown as ReduceOnPlateau) : undefined;
}

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
