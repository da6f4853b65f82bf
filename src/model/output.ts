import type { Tensor } from "../core/tensor.js";
import { Activation, type Kernels } from "../kernels/spec.js";
import type { OutputFunction } from "../losses/loss.js";

const logistic = { f: Activation.sigmoid, alpha: 0 };

/** From logits to what a person asked for: probabilities over classes, one probability each, or the values.
 *  Returns the tensor that holds the answer: `y`, or `logits` itself where there is nothing to do.
 *  Shapes    logits[rows,columns] -> y[rows,columns] */
export function applyOutput(
  output: OutputFunction,
  kernels: Kernels,
  logits: Tensor,
  y: Tensor,
  rows: number,
  columns: number,
): Tensor {
  if (output === "none") return logits;
  if (output === "softmax") kernels.softmax(logits, y, rows, columns);
  else kernels.activate(logistic, logits, y, rows * columns);
  return y;
}
