import type { Spec } from "../core/registry.js";
import { defineLoss, type Reduction } from "./loss.js";
import { losses } from "./registry.js";

/** Mean squared error: L = 1/C · Σ (y − t)².
 *  Shapes    y[B,C], t[B,C]
 *  Backward  dy = 2(y − t)/(B·C)
 *  Source    Gauss 1809; Legendre 1805 */
export const meanSquaredErrorLoss = losses.add(
  defineLoss({
    kind: "meanSquaredError",
    summary: "(y − t)², mean over outputs: values",
    output: "none",
    evaluate: (kernels, y, t, dy, rows, columns, weight) =>
      kernels.squaredError(y, t, dy, rows * columns, (2 * weight) / columns) / columns,
  }),
);

/** The spec of the loss for values. */
export const meanSquaredError = (options: { reduction?: Reduction } = {}): Spec => ({
  kind: "meanSquaredError",
  ...options,
});
