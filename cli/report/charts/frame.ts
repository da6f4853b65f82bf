import { scaleLinear, scaleLog } from "d3-scale";
import type { Axis, Range } from "../../../experiments/index.js";
import { figure } from "../../draw/charts/figures.js";
import { markup } from "./markup.js";

export const WIDTH = 560;
export const HEIGHT = 320;
const MARGIN = { left: 62, right: 14, top: 12, bottom: 44 };

/** From values to places in the picture. */
export interface Frame {
  x(value: number): number;
  y(value: number): number;
  /** Axes, grid and names, as markup. */
  readonly ground: string;
}

function domainOf({ range, log }: Axis, values: readonly number[]): [number, number] {
  const usable = values.filter((value) => Number.isFinite(value) && (!log || value > 0));
  const [least, most] = range ?? [Math.min(...usable), Math.max(...usable)];
  if (!Number.isFinite(least) || !Number.isFinite(most)) return log ? [1, 10] : [0, 1];
  if (least === most) return log ? [least / 2, most * 2] : [least - 0.5, most + 0.5];
  return [least, most];
}

/** The ground of a chart with two axes, each with a few round numbers. */
export function frame(
  axes: { x: Axis; y: Axis },
  values: { x: readonly number[]; y: readonly number[] },
  text: (label: Axis["label"]) => string,
): Frame {
  const scaleOf = (axis: Axis, of: readonly number[], range: Range) => {
    const scale = axis.log ? scaleLog(domainOf(axis, of), range) : scaleLinear(domainOf(axis, of), range);
    return axis.range === undefined && !axis.log ? scale.nice(6) : scale;
  };
  const x = scaleOf(axes.x, values.x, [MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleOf(axes.y, values.y, [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const ticks = (scale: typeof x, most: number) => {
    const all = scale.ticks(most);
    const every = Math.ceil(all.length / most);
    return all.filter((_, i) => i % every === 0);
  };
  const [bottom, right] = [HEIGHT - MARGIN.bottom, WIDTH - MARGIN.right];
  const parts = [
    ...ticks(y, 6).flatMap((tick) => [
      markup("line", { class: "grid", x1: MARGIN.left, x2: right, y1: y(tick), y2: y(tick) }),
      markup(
        "text",
        { class: "tick", x: MARGIN.left - 6, y: y(tick) + 4, "text-anchor": "end" },
        figure(tick),
      ),
    ]),
    ...ticks(x, 7).flatMap((tick) => [
      markup("line", { class: "grid", x1: x(tick), x2: x(tick), y1: MARGIN.top, y2: bottom }),
      markup("text", { class: "tick", x: x(tick), y: bottom + 16, "text-anchor": "middle" }, figure(tick)),
    ]),
    markup(
      "text",
      { class: "tick name", x: (MARGIN.left + right) / 2, y: HEIGHT - 8, "text-anchor": "middle" },
      text(axes.x.label),
    ),
    markup(
      "text",
      { class: "tick name", transform: `translate(13 ${bottom / 2}) rotate(-90)`, "text-anchor": "middle" },
      text(axes.y.label),
    ),
  ];
  return { x: (value) => x(value), y: (value) => y(value), ground: parts.join("") };
}
