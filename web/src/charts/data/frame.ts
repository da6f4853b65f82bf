// From values to places in a picture, and where its grid goes.
import { scaleLinear, scaleLog } from "d3-scale";
import type { Axis, Range } from "../../../../experiments/index.js";

export const WIDTH = 560;
export const HEIGHT = 300;
export const MARGIN = { left: 58, right: 12, top: 10, bottom: 42 };

export interface Scale {
  (value: number): number;
  readonly ticks: readonly number[];
}

function domainOf({ range, log }: Axis, values: readonly number[]): [number, number] {
  let [least, most] = range ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  if (range === undefined) {
    for (const value of values) {
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  if (least > most) return log ? [1, 10] : [0, 1];
  if (least === most) return log ? [least / 2, most * 2] : [least - 0.5, most + 0.5];
  return [least, most];
}

const thinned = (ticks: readonly number[], most: number): readonly number[] => {
  const every = Math.ceil(ticks.length / most);
  return ticks.filter((_, i) => i % every === 0);
};

/** An axis over all that the values span, to round numbers, with a few ticks. */
export function scaleOf(axis: Axis, values: readonly number[], [from, to]: Range, most: number): Scale {
  const domain = domainOf(axis, values);
  const scale = axis.log ? scaleLog(domain, [from, to]) : scaleLinear(domain, [from, to]);
  if (axis.range === undefined && !axis.log) scale.nice(most);
  return Object.assign((value: number) => scale(value), { ticks: thinned(scale.ticks(most), most) });
}

/** Whether an axis has a place for it. */
export const usable = (value: number, { log }: Axis): boolean =>
  Number.isFinite(value) && (!log || value > 0);
