import { ChainruleError, type Divergence, type RunEndEvent } from "chainrule";

/** A run that ended in NaN or ∞, as an error: where, why, what to do, and what is left. */
export function divergenceError({ divergence, step, epoch }: RunEndEvent, modelPath: string): ChainruleError {
  const { where, cause, remedy, restoredStep } = divergence!;
  return new ChainruleError("E_DIVERGED", {
    where,
    expected: "finite numbers",
    got: `NaN or ∞ after ${step} steps, in epoch ${epoch + 1}: ${cause}`,
    remedy: `${remedy} The last good weights, of step ${restoredStep}, are in ${modelPath}.`,
  });
}

/** The same for a fold of a cross-validation, which keeps no weights. */
export function divergenceOfFold({ where, cause, remedy }: Divergence, fold: number): ChainruleError {
  return new ChainruleError("E_DIVERGED", {
    where,
    expected: "finite numbers",
    got: `NaN or ∞ in fold ${fold}: ${cause}`,
    remedy,
  });
}
