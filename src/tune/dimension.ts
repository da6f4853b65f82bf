import { exp, log } from "../core/math.js";
import type { Numeric } from "./space.js";

/** A number's place on the scale that it is searched on, from 0 for `low` to 1 for `high`. A whole number is a stretch of
 *  that scale, from half below it to half above: so the ends are as likely as the rest. */
export interface Dimension {
  /** Where a value stands. */
  unitOf(value: number): number;
  /** The value that stands at a place. */
  valueAt(unit: number): number;
  /** The stretch that a whole number has; undefined for other numbers. */
  stretchOf(value: number): readonly [from: number, to: number] | undefined;
}

export function dimensionOf({ kind, low, high }: Numeric): Dimension {
  const isWhole = kind === "int" || kind === "logInt";
  const isLog = kind === "logFloat" || kind === "logInt";
  const forth = isLog ? log : (x: number) => x;
  const back = isLog ? exp : (x: number) => x;
  const half = isWhole ? 0.5 : 0;
  const start = forth(low - half);
  const width = forth(high + half) - start;
  const unitOf = (value: number) => (width === 0 ? 0.5 : (forth(value) - start) / width);
  return {
    unitOf,
    valueAt(unit) {
      const value = back(start + unit * width);
      return Math.min(high, Math.max(low, isWhole ? Math.round(value) : value));
    },
    stretchOf: (value) => (isWhole ? [unitOf(value - half), unitOf(value + half)] : undefined),
  };
}
