import type { FloatArray } from "../core/tensor.js";

/** The class that a row of logits or probabilities stands for: the largest, the first of equals.
 *  @param threshold with one output, class 1 beyond it: 0 for logits, ½ for probabilities */
export function predictedClass(y: FloatArray, start: number, columns: number, threshold: number): number {
  if (columns === 1) return y[start] > threshold ? 1 : 0;
  let best = 0;
  for (let j = 1; j < columns; j++) if (y[start + j] > y[start + best]) best = j;
  return best;
}
