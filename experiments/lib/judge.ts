/** What a figure must lie in: of all values, or with `statistic` of their mean. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
  readonly statistic?: "mean";
}

export interface Verdict {
  readonly values: readonly number[];
  readonly mean: number;
  readonly holds: boolean;
}

/** Ranges are written to three digits behind the point at most; smaller ones have no such tolerance. */
const ROUNDING = 5e-4;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const slack = (bound: number): number => (Math.abs(bound) >= 1 ? ROUNDING : 0);

/** Holds the values of one figure, one per seed, against its range. NaN holds for nothing. */
export function judge(values: readonly number[], { statistic, min, max }: Range): Verdict {
  const compared = statistic === "mean" ? [mean(values)] : values;
  const least = min === undefined ? Number.NEGATIVE_INFINITY : min - slack(min);
  const most = max === undefined ? Number.POSITIVE_INFINITY : max + slack(max);
  const holds = compared.every((value) => value >= least && value <= most);
  return { values, mean: mean(values), holds };
}
