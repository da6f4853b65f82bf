import type { Ranking } from "./ranking.js";

/** Area under the ROC curve: the chance that a sample of the class scores higher than one of the rest, where a tie counts
 *  half. ½ is guessing, 1 is perfect. Exact: all sums are of halves of whole numbers.
 *  Source    Hanley and McNeil, "The meaning and use of the area under a ROC curve", 1982 */
export function rocAuc({ truePositives, falsePositives, positives, negatives }: Ranking): number {
  let area = 0;
  let [taken, wrongly] = [0, 0];
  for (let i = 0; i < truePositives.length; i++) {
    area += ((falsePositives[i] - wrongly) * (truePositives[i] + taken)) / 2;
    [taken, wrongly] = [truePositives[i], falsePositives[i]];
  }
  return area / (positives * negatives);
}

/** What share of either side is taken for the class when everything that scores `threshold` or more is. */
export interface RocPoint {
  readonly threshold: number;
  /** Of the rest, the share that is taken for the class: false alarms. */
  readonly falsePositiveRate: number;
  /** Of the class, the share that is found; the recall. */
  readonly truePositiveRate: number;
}

/** The receiver operating characteristic, from (0, 0), above every score, to (1, 1). Straight lines join its points.
 *  Source    Fawcett, "An introduction to ROC analysis", 2006 */
export function rocCurve(ranking: Ranking): RocPoint[] {
  const { thresholds, truePositives, falsePositives, positives, negatives } = ranking;
  const points = Array.from(thresholds, (threshold, i) => ({
    threshold,
    falsePositiveRate: falsePositives[i] / negatives,
    truePositiveRate: truePositives[i] / positives,
  }));
  return [{ threshold: Number.POSITIVE_INFINITY, falsePositiveRate: 0, truePositiveRate: 0 }, ...points];
}
