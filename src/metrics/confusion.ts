/** counts[actual][predicted]: how often each class was taken for which. */
export type ConfusionMatrix = readonly (readonly number[])[];

/** Counts how samples of each class were answered: a row for what they are, a column for what they were taken for.
 *  @param actual class indices
 *  @param predicted of the same samples, in the same order */
export function confusionMatrix(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < actual.length; i++) counts[actual[i]][predicted[i]] += 1;
  return counts;
}
