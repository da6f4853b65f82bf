import { binaryCrossEntropyLoss } from "./binary-cross-entropy.js";
import { halfSquaredErrorLoss } from "./half-squared-error.js";
import type { LossDefinition } from "./loss.js";
import { meanSquaredErrorLoss } from "./mean-squared-error.js";
import { losses } from "./registry.js";
import { softmaxCrossEntropyLoss } from "./softmax-cross-entropy.js";

/** Every loss there is. */
const everyLoss: readonly LossDefinition[] = [
  softmaxCrossEntropyLoss,
  binaryCrossEntropyLoss,
  meanSquaredErrorLoss,
  halfSquaredErrorLoss,
];

/** Puts every loss at hand, for whoever reads recipes that others wrote: without this, a bundler leaves out those that a
 *  program does not name. */
export function addEveryLoss(): void {
  for (const definition of everyLoss) losses.add(definition);
}
