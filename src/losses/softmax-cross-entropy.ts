import { ChainruleError } from "../core/errors.js";
import { list, optional, real } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { defineLoss, type Reduction } from "./loss.js";
import { losses } from "./registry.js";

interface Weighing {
  readonly classWeights?: readonly number[];
  readonly labelSmoothing?: number;
}

/** Cross-entropy of softmax outputs, from logits: L = −Σ t·ln softmax(z) = Σ t·(ln Σ eᶻ − z).
 *  With labelSmoothing s, t stands for (1 − s)·t + s/C. With classWeights w, each term is multiplied by its class's, and
 *  the mean is over the samples' weights Σ w·t (t as given): Σ L / Σ Σ w·t.
 *  Shapes    z[B,C], t[B,C] (rows that sum to 1)
 *  Backward  dz = (softmax(z) − t)/B; with weights, (softmax(z)·Σ w·t − w·t)/Σ Σ w·t
 *  Errors    E_FIELD not one weight per class
 *  Source    Bridle, "Probabilistic interpretation of feedforward classification network outputs", 1990;
 *            Szegedy et al., "Rethinking the Inception architecture for computer vision", 2016, §7 (smoothing) */
export const softmaxCrossEntropyLoss = losses.add(
  defineLoss({
    kind: "softmaxCrossEntropy",
    summary: "−Σ t·ln softmax(z): one of several classes",
    output: "softmax",
    fields: {
      classWeights: optional(
        list(real({ help: "the weight of a class", min: 0 }), {
          help: "how much the samples of each class count, in the order of the classes",
          least: 1,
        }),
      ),
      labelSmoothing: optional(
        real({ help: "the share of each target that is spread over all classes", min: 0, below: 1 }),
      ),
    },
    check(spec, columns, where) {
      const { classWeights } = spec as Weighing;
      if (classWeights === undefined || classWeights.length === columns) return;
      throw new ChainruleError("E_FIELD", {
        where: `${where}.classWeights`,
        expected: `${columns} weights, one per class`,
        got: String(classWeights.length),
        remedy: "Give one weight for each output of the last layer.",
      });
    },
    weigh(spec, t, rows, columns) {
      const { classWeights, labelSmoothing = 0 } = spec as Weighing;
      if (classWeights === undefined && labelSmoothing === 0) return rows;
      let total = 0;
      for (let i = 0; i < rows * columns; i++) {
        const weight = classWeights?.[i % columns] ?? 1;
        if (classWeights !== undefined) total += weight * t[i];
        t[i] = weight * ((1 - labelSmoothing) * t[i] + labelSmoothing / columns);
      }
      return classWeights === undefined ? rows : total;
    },
    evaluate: (kernels, z, t, dz, rows, columns, weight) =>
      kernels.softmaxCrossEntropy(z, t, dz, rows, columns, weight),
  }),
);

/** The spec of the loss for one of several classes. */
export const softmaxCrossEntropy = (
  options: { reduction?: Reduction; classWeights?: readonly number[]; labelSmoothing?: number } = {},
): Spec => ({
  kind: "softmaxCrossEntropy",
  ...options,
});
