/** How well scores tell the samples of one class from the rest: for every threshold from high to low, how many of either
 *  are taken for the class when everything that scores so much or more is. Samples of equal score go together. */
export interface Ranking {
  /** The distinct scores, falling. */
  readonly thresholds: Float64Array;
  /** Of the class and taken for it, at each threshold. */
  readonly truePositives: Float64Array;
  /** Of the rest and taken for it all the same. */
  readonly falsePositives: Float64Array;
  /** Samples of the class, and of the rest; neither is 0. */
  readonly positives: number;
  readonly negatives: number;
}

/** Ranks samples by their score in O(n log n). Undefined where there is nothing to tell apart (no sample of the class, or
 *  none of the rest), or where a score is NaN: then no figure is better than a false one.
 *  @param positive for each sample, whether it is of the class; @param scores of the same samples, in the same order
 *  Source    Fawcett, "An introduction to ROC analysis", 2006, algorithm 1 */
export function rankScores(
  positive: ArrayLike<boolean | number>,
  scores: ArrayLike<number>,
): Ranking | undefined {
  // each side sorted as bare numbers, then merged: no order of indices has to be sorted through a comparison
  const ours = new Float64Array(scores.length);
  const rest = new Float64Array(scores.length);
  let [positives, negatives] = [0, 0];
  for (let i = 0; i < scores.length; i++) {
    if (Number.isNaN(scores[i])) return undefined;
    if (positive[i]) ours[positives++] = scores[i];
    else rest[negatives++] = scores[i];
  }
  if (positives === 0 || negatives === 0) return undefined;
  ours.subarray(0, positives).sort();
  rest.subarray(0, negatives).sort();

  const thresholds = new Float64Array(scores.length);
  const truePositives = new Float64Array(scores.length);
  const falsePositives = new Float64Array(scores.length);
  let [taken, wrongly, count] = [0, 0, 0];
  while (taken < positives || wrongly < negatives) {
    const threshold = Math.max(
      taken < positives ? ours[positives - 1 - taken] : Number.NEGATIVE_INFINITY,
      wrongly < negatives ? rest[negatives - 1 - wrongly] : Number.NEGATIVE_INFINITY,
    );
    while (taken < positives && ours[positives - 1 - taken] === threshold) taken += 1;
    while (wrongly < negatives && rest[negatives - 1 - wrongly] === threshold) wrongly += 1;
    thresholds[count] = threshold;
    truePositives[count] = taken;
    falsePositives[count] = wrongly;
    count += 1;
  }
  return {
    thresholds: thresholds.slice(0, count),
    truePositives: truePositives.slice(0, count),
    falsePositives: falsePositives.slice(0, count),
    positives,
    negatives,
  };
}
