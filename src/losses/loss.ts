import { choice } from "../core/fields.js";
import type { Definition, Spec } from "../core/registry.js";
import type { Tensor } from "../core/tensor.js";
import type { Kernels } from "../kernels/spec.js";

/** What turns a model's last numbers into its answer: probabilities over classes, one probability each, or nothing. */
export type OutputFunction = "softmax" | "sigmoid" | "none";

/** Over the batch: the mean (the default), or the sum, as some texts have it. */
export type Reduction = "mean" | "sum";

/** An entry of the loss registry. A loss owns the output function, so that `predict` and the loss cannot disagree. */
export interface LossDefinition extends Definition {
  readonly output: OutputFunction;
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

export const defineLoss = (definition: Omit<LossDefinition, "fields">): LossDefinition => ({
  ...definition,
  fields: { reduction },
});

/** The factor on each sample's gradient in a batch of `rows`. */
export const weightOf = (loss: Spec, rows: number): number => (loss.reduction === "sum" ? 1 : 1 / rows);
