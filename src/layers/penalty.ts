import { optional, real } from "../core/fields.js";
import type { Penalty } from "../kernels/spec.js";

/** The fields of a layer whose weights W, not its biases, can be pulled towards 0.
 *  Source    l2: Hoerl and Kennard, "Ridge regression", 1970; l1: Tibshirani, "Regression shrinkage and selection via
 *            the lasso", 1996 */
export const penaltyFields = {
  l1: optional(real({ help: "added to the gradient of W: l1 · sign W", min: 0 })),
  l2: optional(real({ help: "added to the gradient of W: l2 · W, that of ½·l2·ΣW²", min: 0 })),
};

export interface PenaltyOptions {
  l1?: number;
  l2?: number;
}

/** The penalty that a layer's fields ask for; undefined for none. */
export const penaltyOf = ({ l1 = 0, l2 = 0 }: PenaltyOptions): Penalty | undefined =>
  l1 === 0 && l2 === 0 ? undefined : { l1, l2 };
