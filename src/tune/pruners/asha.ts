import { real, whole } from "../../core/fields.js";
import type { PrunerDefinition } from "./pruner.js";

interface AshaOptions {
  readonly least: number;
  readonly reduction: number;
}

/** Asynchronous successive halving: after `least`, `least`·η, `least`·η², … epochs a trial goes on only if it is among the
 *  best 1/η of all that have come as far. Nobody waits for the others: what is best so far decides.
 *  Source    Li et al., "A system for massively parallel hyperparameter tuning", 2020; without brackets, and with trials that
 *            stop rather than wait to be promoted */
export const asha: PrunerDefinition = {
  kind: "asha",
  summary:
    "lets only the best share go on, at epochs that lie further and further apart (successive halving)",
  fields: {
    least: whole({ help: "epochs that every trial gets", min: 1, fallback: 1 }),
    reduction: real({
      help: "η: one of so many goes on, and gets so many times the epochs",
      min: 2,
      fallback: 3,
    }),
  },
  prunes({ least, reduction }: AshaOptions, trial, others, lossAt) {
    const { step } = trial.reports[trial.reports.length - 1];
    if (!isRung(step, least, reduction)) return false;
    const own = lossAt(trial, step)!;
    const theirs = others.map((other) => lossAt(other, step)).filter((loss) => loss !== undefined);
    const better = theirs.filter((loss) => loss < own).length;
    return better >= Math.max(1, Math.floor((theirs.length + 1) / reduction));
  },
};

/** Whether a step is the first at or after one of least·ηᵏ. */
function isRung(step: number, least: number, reduction: number): boolean {
  for (let rung = least; rung <= step; rung *= reduction) if (Math.ceil(rung) === step) return true;
  return false;
}
