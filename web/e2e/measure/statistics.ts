const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);

/** @param share 0.95 for the value that 95 % of them do not exceed */
export const quantile = (values: readonly number[], share: number): number =>
  sorted(values)[Math.max(0, Math.ceil(share * values.length) - 1)];

export const median = (values: readonly number[]): number => quantile(values, 0.5);
