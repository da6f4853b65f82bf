// Figures as the page shows them.
export const percent = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? "–" : `${(100 * value).toFixed(1)} %`;
export const loss = (value: number | undefined): string => (value === undefined ? "–" : value.toFixed(4));
export const count = (value: number): string => value.toLocaleString("en");
export const DIGIT_NAMES = Array.from({ length: 10 }, (_, digit) => String(digit));
