/** The exponential moving average of a curve: each number is `weight` parts of what was before and 1 − `weight` of its own. The
 *  start is not drawn to 0: it is divided by the weights there were, as in Adam. NaN stays NaN and counts for nothing.
 *  @param weight from 0, which changes nothing, to below 1 */
export function smooth(values: readonly number[], weight: number): readonly number[] {
  if (weight === 0) return values;
  let mean = 0;
  let weights = 0;
  return values.map((value) => {
    if (Number.isNaN(value)) return value;
    mean = weight * mean + (1 - weight) * value;
    weights = weight * weights + (1 - weight);
    return mean / weights;
  });
}
