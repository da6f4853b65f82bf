/** A number as tables and axes show it: four digits that count, no more. */
export const fixed = (value: number): string =>
  Number.isNaN(value) ? "–" : String(Number(value.toPrecision(4)));
