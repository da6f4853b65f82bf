import type { ExpectedRange } from "../../experiments/index.js";

/** `≥ 97, ≤ 97.7`, or `exactly 3` */
export function rangeText({ min, max }: ExpectedRange): string {
  if (min === max) return `exactly ${min}`;
  const text = (sign: string, bound: number | undefined) =>
    bound === undefined ? "" : `${sign} ${Number(bound.toPrecision(10))}`;
  return [text("≥", min), text("≤", max)].filter(Boolean).join(", ");
}
