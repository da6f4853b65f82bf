import type { Spec } from "../core/registry.js";
import { defineLoss, type Reduction } from "./loss.js";
import { losses } from "./registry.js";

/** Half the squared error: L = ½ Σ (y − t)², whose gradient has no factor.
 *  Shapes    y[B,C], t[B,C]
 *  Backward  dy = (y − t)/B
 *  Source    Rumelhart, Hinton and Williams 1986, eq. 3 */
export const halfSquaredErrorLoss = losses.add(
  defineLoss({
    kind: "halfSquaredError",
    summary: "½ Σ (y − t)², summed over outputs: values, as textbooks write it",
    output: "none",
    evaluate: (kernels, y, t, dy, rows, columns, weight) =>
      kernels.squaredError(y, t, dy, rows * columns, weight) / 2,
  }),
);

/** The spec of the loss ½ Σ (y − t)². */
export const halfSquaredError = (options: { reduction?: Reduction } = {}): Spec => ({
  kind: "halfSquaredError",
  ...options,
});
