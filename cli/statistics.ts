/** A set of numbers in a few. */
export interface Statistics {
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
  /** How many are exactly 0, and how many NaN or ∞. */
  readonly zeros: number;
  readonly notFinite: number;
}

/** Over the finite ones, but for the last count. The deviation is the population's, in two passes. */
export function statisticsOf(values: ArrayLike<number>): Statistics {
  let [sum, zeros, finite] = [0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    finite += 1;
    sum += value;
    if (value === 0) zeros += 1;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = finite === 0 ? 0 : sum / finite;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) squares += (values[i] - mean) ** 2;
  }
  const std = finite === 0 ? 0 : Math.sqrt(squares / finite);
  return {
    mean,
    std,
    min: finite ? min : 0,
    max: finite ? max : 0,
    zeros,
    notFinite: values.length - finite,
  };
}
