import { expect } from "vitest";

/** As a share of max(1, the largest expected value). */
export function expectClose(
  actual: ArrayLike<number>,
  expected: readonly number[],
  share: number,
  what: string,
) {
  expect(actual.length, what).toBe(expected.length);
  const bound = share * expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  for (let i = 0; i < expected.length; i++)
    expect(
      Math.abs(actual[i] - expected[i]),
      `${what} [${i}]: ${actual[i]}, not ${expected[i]}`,
    ).toBeLessThanOrEqual(bound);
}

/** The same, but with each value's own size as the measure: of use where they differ by orders of magnitude. */
export function expectEachClose(
  actual: ArrayLike<number>,
  expected: readonly number[],
  share: number,
  what: string,
) {
  for (let i = 0; i < expected.length; i++) expectClose([actual[i]], [expected[i]], share, `${what} [${i}]`);
}
