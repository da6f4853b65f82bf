import { choice, type Fields } from "../core/fields.js";
import type { Definition, Spec } from "../core/registry.js";
import type { FloatArray, Tensor } from "../core/tensor.js";
import type { Kernels } from "../kernels/spec.js";

/** What turns a model's last numbers into its answer: probabilities over classes, one probability each, or nothing. */
export type OutputFunction = "softmax" | "sigmoid" | "none";

/** Over the batch: the mean (the default), or the sum, as some texts have it. */
export type Reduction = "mean" | "sum";

/** An entry of the loss registry. A loss owns the output function, so that `predict` and the loss cannot disagree. */
export interface LossDefinition extends Definition {
  readonly output: OutputFunction;
  /** Errors    E_FIELD when the spec does not suit so many outputs */
  check?(spec: Spec, columns: number, where: string): void;
  /** Makes of the targets of a batch, in place, what they are to count as. Returns Σ of the weights of its samples, which
   *  the mean is over; without this, each sample has weight 1. */
  weigh?(spec: Spec, t: FloatArray, rows: number, columns: number): number;
  /** Returns the loss summed over the rows, and writes dy = weight · its gradient: weight 1/rows makes that the
   *  gradient of the mean.
   *  Shapes    y[rows,columns], t[rows,columns] -> dy[rows,columns] */
  evaluate(
    kernels: Kernels,
    y: Tensor,
    t: Tensor,
    dy: Tensor,
    rows: number,
    columns: number,
    weight: number,
  ): number;
}

const reduction = choice(["mean", "sum"], { help: "over the batch: mean, or sum", fallback: "mean" });

export const defineLoss = (
  definition: Omit<LossDefinition, "fields"> & { readonly fields?: Fields },
): LossDefinition => ({
  ...definition,
  fields: { reduction, ...definition.fields },
});

/** The factor on each sample's gradient in a batch whose samples have these weights together. */
export const weightOf = (loss: Spec, total: number): number =>
  loss.reduction === "sum" ? 1 : meanOf(1, total);

/** The mean of what adds up to `sum`; 0 where nothing counts. */
export const meanOf = (sum: number, total: number): number => (total > 0 ? sum / total : 0);
