import type { Spec } from "../core/registry.js";
import { defineLoss, type Reduction } from "./loss.js";
import { losses } from "./registry.js";

/** Cross-entropy of independent sigmoid outputs, from logits, mean over the C outputs:
 *  L = 1/C · Σ max(z, 0) − z·t + ln(1 + e^−|z|), which is −t·ln σ(z) − (1 − t)·ln(1 − σ(z)) without its overflow.
 *  Shapes    z[B,C], t[B,C] (from 0 to 1)
 *  Backward  dz = (σ(z) − t)/(B·C)
 *  Source    Bishop, "Neural Networks for Pattern Recognition", 1995, §6.7 */
export const binaryCrossEntropyLoss = losses.add(
  defineLoss({
    kind: "binaryCrossEntropy",
    summary: "−t·ln σ(z) − (1 − t)·ln(1 − σ(z)), mean over outputs: each yes or no",
    output: "sigmoid",
    evaluate: (kernels, z, t, dz, rows, columns, weight) =>
      kernels.binaryCrossEntropy(z, t, dz, rows * columns, weight / columns) / columns,
  }),
);

/** The spec of the loss for outputs that are each yes or no. */
export const binaryCrossEntropy = (options: { reduction?: Reduction } = {}): Spec => ({
  kind: "binaryCrossEntropy",
  ...options,
});
