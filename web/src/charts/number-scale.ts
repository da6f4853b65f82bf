// From numbers to pixels, by their size or its logarithm, with a few marks along it.
import { scaleLinear, scaleLog } from "d3-scale";
import { logTicks } from "./log-ticks.ts";
import type { Tick } from "./plot.tsx";

export interface NumberScale {
  (value: number): number;
  readonly marks: readonly Tick[];
}

/** @param log where all values are positive and far apart */
export function numberScale(
  values: readonly number[],
  range: readonly [number, number],
  { log = false, count = 5 } = {},
): NumberScale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const same = low === high;
  const domain =
    values.length === 0
      ? [0, 1]
      : same
        ? [low - Math.abs(low || 1) / 2, low + Math.abs(low || 1) / 2]
        : [low, high];
  const scale = log
    ? scaleLog().domain(domain).range(range).nice()
    : scaleLinear().domain(domain).range(range).nice(count);
  const ticks = log ? logTicks(scale.ticks(), count) : scale.ticks(count);
  const marks = ticks.map((value) => ({ at: scale(value), text: String(Number(value.toPrecision(4))) }));
  return Object.assign((value: number) => scale(value), { marks });
}

/** Whether numbers are better told apart by their logarithm: all positive, and the largest far above the least. */
export const wantsLog = (values: readonly number[]): boolean =>
  values.length > 1 && Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 30;
