// What the component Curves asks of uPlot.
import type { Signal } from "@preact/signals";
import { scaleLinear, scaleLog } from "d3-scale";
import uPlot from "uplot";
import type { CurveLine } from "./curves.tsx";
import { logTicks } from "./log-ticks.ts";
import { thin, type View } from "./thin.ts";
import { type Scale, whole } from "./view.ts";

interface PlotOptions {
  readonly height: number;
  readonly logX: boolean;
  readonly logY: boolean;
  readonly cursor: Signal<number | undefined>;
}

/** Pixels across of a column of points. */
const COLUMN = 2;
/** How wide lines are, in pixels; where there are many points, so that they are drawn as hairlines, which takes a tenth of the time. */
const [USUAL, FINE, MANY] = [1.6, 1, 8_000];

/** What a plot has to be made anew for: which lines there are, and how they look. */
export const lookOf = (lines: readonly CurveLine[]): string =>
  lines.map(({ id, colour, dash }) => `${id} ${colour} ${dash}`).join("\n");

export function makePlot(element: HTMLElement, lines: readonly CurveLine[], options: PlotOptions): uPlot {
  const { height, logX, logY, cursor } = options;
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const axis = (log: boolean, pixels: number): uPlot.Axis => ({
    stroke: token("--muted"),
    grid: { stroke: token("--line"), width: 1 },
    ticks: { show: false },
    font: "11px system-ui",
    splits: (plot, index) => {
      const { min = 0, max = 1 } = plot.scales[index === 0 ? "x" : "y"];
      const size = index === 0 ? plot.over.clientWidth : plot.over.clientHeight;
      const count = Math.max(2, Math.floor(size / pixels));
      return log
        ? [...logTicks(scaleLog().domain([min, max]).ticks(), count)]
        : scaleLinear().domain([min, max]).ticks(count);
    },
    filter: (_, splits) => splits,
    values: (_, splits) => splits.map((value) => String(Number(value.toPrecision(6)))),
  });
  return new uPlot(
    {
      width: element.clientWidth || 300,
      height,
      scales: {
        x: { time: false, distr: logX ? 3 : 1, auto: false },
        y: { distr: logY ? 3 : 1, auto: false },
      },
      axes: [
        { ...axis(logX, 70), size: 26 },
        { ...axis(logY, 38), size: 52 },
      ],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      series: [
        {},
        ...lines.map(({ colour, dash }) => ({
          stroke: colour,
          width: USUAL,
          dash,
          spanGaps: true,
          points: { show: false },
        })),
      ],
      hooks: {
        setCursor: [
          (plot: uPlot) => {
            const { left = -1 } = plot.cursor;
            cursor.value = left < 0 ? undefined : plot.posToVal(left, "x");
          },
        ],
      },
    },
    [[], ...lines.map(() => [])] as uPlot.AlignedData,
    element,
  );
}

/** Draws what is in sight, as high as it goes. */
export function fitCurves(
  plot: uPlot,
  lines: readonly CurveLine[],
  view: View | undefined,
  { scale, logY }: { scale: Scale; logY: boolean },
): void {
  const shown = view ?? whole(lines, scale);
  if (shown === undefined) {
    plot.setData([[], ...lines.map(() => [])] as uPlot.AlignedData);
    return;
  }
  const positive = (value: number | null) => (value !== null && value > 0 ? value : null);
  const columns = Math.max(1, Math.round(plot.over.clientWidth / COLUMN));
  const [xs, ...rows] = thin(lines, shown, columns, scale === "log");
  const width = xs.length * rows.length > MANY ? FINE : USUAL;
  for (const series of plot.series.slice(1)) series.width = width;
  const ys = logY ? rows.map((row) => row.map(positive)) : rows;
  plot.batch(() => {
    plot.setData([xs, ...ys] as uPlot.AlignedData, false);
    plot.setScale("x", { min: shown.from, max: shown.to });
    plot.setScale("y", heightOf(ys, logY));
  });
}

function heightOf(rows: readonly (readonly (number | null)[])[], log: boolean): { min: number; max: number } {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows)
    for (const value of row) {
      if (value === null) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  if (!(min <= max)) return log ? { min: 0.1, max: 1 } : { min: 0, max: 1 };
  if (log) return { min: min / 1.15, max: max * 1.15 };
  const room = max > min ? (max - min) * 0.05 : Math.abs(max) * 0.1 || 1;
  return { min: min - room, max: max + room };
}
