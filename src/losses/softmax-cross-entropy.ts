import type { Spec } from "../core/registry.js";
import { defineLoss, type Reduction } from "./loss.js";

/** Cross-entropy of softmax outputs, from logits: L = −Σ t·ln softmax(z) = Σ t·(ln Σ eᶻ − z).
 *  Shapes    z[B,C], t[B,C] (rows that sum to 1)
 *  Backward  dz = (softmax(z) − t)/B
 *  Source    Bridle, "Probabilistic interpretation of feedforward classification network outputs", 1990 */
export const softmaxCrossEntropyLoss = defineLoss({
  kind: "softmaxCrossEntropy",
  summary: "−Σ t·ln softmax(z): one of several classes",
  output: "softmax",
  evaluate: (kernels, z, t, dz, rows, columns, weight) =>
    kernels.softmaxCrossEntropy(z, t, dz, rows, columns, weight),
});

/** The spec of the loss for one of several classes. */
export const softmaxCrossEntropy = (options: { reduction?: Reduction } = {}): Spec => ({
  kind: "softmaxCrossEntropy",
  ...options,
});
