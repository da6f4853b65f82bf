import { whole } from "../../core/fields.js";
import type { PrunerDefinition } from "./pruner.js";

interface MedianOptions {
  readonly startup: number;
  readonly warmup: number;
}

/** Gives a trial up when the best it has had so far is worse than the median of what the others had at the same step.
 *  Source    Golovin et al., "Google Vizier: a service for black-box optimization", 2017, §3.2.2; the others by their
 *            value at the step, as Akiba et al., "Optuna", 2019, rather than by their mean up to it */
export const median: PrunerDefinition = {
  kind: "median",
  summary: "gives up what has been worse than the median of the others",
  fields: {
    startup: whole({ help: "trials that must be done before any is given up", min: 1, fallback: 5 }),
    warmup: whole({ help: "epochs that every trial gets", min: 0, fallback: 0 }),
  },
  prunes({ startup, warmup }: MedianOptions, trial, others, lossAt) {
    const { step } = trial.reports[trial.reports.length - 1];
    if (step <= warmup || others.filter(({ state }) => state === "done").length < startup) return false;
    const theirs = others
      .filter(({ state }) => state !== "running")
      .map((other) => lossAt(other, step))
      .filter((loss) => loss !== undefined);
    if (theirs.length === 0) return false;
    const best = Math.min(...trial.reports.map((report) => lossAt(trial, report.step)!));
    return best > medianOf(theirs);
  },
};

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
