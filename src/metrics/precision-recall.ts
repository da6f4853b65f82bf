import type { Ranking } from "./ranking.js";

/** Average precision, the area under the precision–recall curve: Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over the thresholds, from high to low.
 *  The area is that of steps: straight lines between the points would promise too much (Davis and Goadrich, 2006).
 *  Guessing comes to the share of the class.
 *  Source    Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, ch. 8.4 */
export function averagePrecision({ truePositives, falsePositives, positives }: Ranking): number {
  let sum = 0;
  let taken = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const found = truePositives[i] - taken;
    taken = truePositives[i];
    sum += (found * taken) / (taken + falsePositives[i]);
  }
  return sum / positives;
}

/** Precision and recall when everything that scores `threshold` or more is taken for the class. */
export interface PrecisionRecallPoint {
  readonly threshold: number;
  readonly recall: number;
  readonly precision: number;
}

/** Precision against recall, recall rising. A point's precision holds from the recall of the one before it (from 0, for
 *  the first) to its own: steps, whose area is the average precision. */
export function precisionRecallCurve(ranking: Ranking): PrecisionRecallPoint[] {
  const { thresholds, truePositives, falsePositives, positives } = ranking;
  return Array.from(thresholds, (threshold, i) => ({
    threshold,
    recall: truePositives[i] / positives,
    precision: truePositives[i] / (truePositives[i] + falsePositives[i]),
  }));
}
