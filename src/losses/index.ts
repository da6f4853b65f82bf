import { Registry, type Spec } from "../core/registry.js";
import { binaryCrossEntropyLoss } from "./binary-cross-entropy.js";
import { halfSquaredErrorLoss } from "./half-squared-error.js";
import type { LossDefinition } from "./loss.js";
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

/** A loss that has been checked, for a model of so many outputs.
 *  Errors    E_FIELD */
export function lossFor(loss: LossSpec, outputs: number): { spec: Spec; definition: LossDefinition } {
  const spec = losses.parse(loss, "loss");
  const definition = losses.get(spec.kind, "loss");
  definition.check?.(spec, outputs, "loss");
  return { spec, definition };
}
