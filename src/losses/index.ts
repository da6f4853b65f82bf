import { Registry, type Spec } from "../core/registry.js";
import { binaryCrossEntropyLoss } from "./binary-cross-entropy.js";
import { halfSquaredErrorLoss } from "./half-squared-error.js";
import { meanSquaredErrorLoss } from "./mean-squared-error.js";
import { softmaxCrossEntropyLoss } from "./softmax-cross-entropy.js";

export { binaryCrossEntropy } from "./binary-cross-entropy.js";
export { halfSquaredError } from "./half-squared-error.js";
export { meanSquaredError } from "./mean-squared-error.js";
export { softmaxCrossEntropy } from "./softmax-cross-entropy.js";

/** A loss by its name alone, or with its fields. */
export type LossSpec = Spec | string;

/** Every loss there is. */
export const losses = new Registry("loss", [
  softmaxCrossEntropyLoss,
  binaryCrossEntropyLoss,
  meanSquaredErrorLoss,
  halfSquaredErrorLoss,
]);
