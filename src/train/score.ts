import type { FloatArray } from "../core/tensor.js";
import { type Dataset, hasClassIndices } from "../data/dataset.js";
import { predictedClass } from "../metrics/index.js";

/** Whether right and wrong mean anything: the data name classes, by index or by one-hot rows. */
export const isClassification = (data: Dataset): boolean =>
  hasClassIndices(data) || data.classes !== undefined;

/** How many of `rows` logits point at the class that their target rows do. */
export function countCorrect(logits: FloatArray, targets: FloatArray, rows: number, columns: number): number {
  let correct = 0;
  for (let r = 0; r < rows; r++) {
    const start = r * columns;
    const predicted = predictedClass(logits, start, columns, 0);
    if (predicted === predictedClass(targets, start, columns, 0.5)) correct += 1;
  }
  return correct;
}
