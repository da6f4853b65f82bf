/** The share of samples whose class is among the `k` that score highest. Of equal scores the first class comes first, so
 *  that `k = 1` is the accuracy. NaN is never a hit.
 *  Shapes    scores[n, classes], actual[n] class indices
 *  Source    Russakovsky et al., "ImageNet large scale visual recognition challenge", 2015, § 4.1 */
export function topKAccuracy(
  actual: ArrayLike<number>,
  scores: ArrayLike<number>,
  classes: number,
  k: number,
): number {
  let hits = 0;
  for (let i = 0; i < actual.length; i++) {
    const row = i * classes;
    const own = scores[row + actual[i]];
    let ahead = 0;
    for (let c = 0; c < classes && ahead < k; c++) {
      const score = scores[row + c];
      // written as "not behind", so that NaN on either side counts against the sample
      if (c !== actual[i] && !(c < actual[i] ? score < own : score <= own)) ahead += 1;
    }
    if (ahead < k) hits += 1;
  }
  return hits / actual.length;
}
