// From values to places in a picture, and where its grid goes.
import { computed, signal } from "@preact/signals";
import { scaleLinear, scaleLog } from "d3-scale";
import type { Axis, Range } from "../../../../experiments/index.js";

export const MARGIN = { left: 58, right: 12, top: 10, bottom: 42 };

const small = matchMedia("(max-width: 720px)");
const isSmall = signal(small.matches);
small.addEventListener("change", () => {
  isSmall.value = small.matches;
});

/** How large a picture is drawn before it is fitted to its place: smaller on a phone, so that its words can be read. */
export const size = computed(() =>
  isSmall.value ? { width: 350, height: 240 } : { width: 560, height: 300 },
);

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

/** Of a logarithmic axis the powers of ten, if these are enough, or every 1, 2 and 5. */
function roundOnes(ticks: readonly number[]): readonly number[] {
  const leading = (tick: number) => Math.round(tick / 10 ** Math.floor(Math.log10(tick) + 1e-9));
  const powers = ticks.filter((tick) => leading(tick) === 1);
  if (powers.length >= 3) return powers;
  const few = ticks.filter((tick) => [1, 2, 5].includes(leading(tick)));
  return few.length >= 3 ? few : ticks;
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
  const ticks = axis.log ? roundOnes(scale.ticks()) : scale.ticks(most);
  return Object.assign((value: number) => scale(value), { ticks: thinned(ticks, most) });
}

/** Whether an axis has a place for it. */
export const usable = (value: number, { log }: Axis): boolean =>
  Number.isFinite(value) && (!log || value > 0);
