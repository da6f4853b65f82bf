/** Marks for a logarithmic axis: powers of ten, with 2 and 5 times these, or all, as far as there is room; over less than that,
 *  what a plain axis would have.
 *  @param ticks all multiples of powers of ten in sight */
export function logTicks(ticks: readonly number[], count: number): readonly number[] {
  for (const digits of ["123456789", "125", "1"]) {
    const some = ticks.filter((tick) => digits.includes(tick.toExponential()[0]));
    if (some.length <= count + 2 && some.length > 0) return some;
  }
  const decades = ticks.filter((tick) => tick.toExponential()[0] === "1");
  return decades.filter((_, i) => i % Math.ceil(decades.length / count) === 0);
}
