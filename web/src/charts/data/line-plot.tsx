// Lines over a common axis. With a pointer, or a finger, one reads their values at a place.
import { line } from "d3-shape";
import { useState } from "preact/hooks";
import { figure, type LineChart, type Series } from "../../../../experiments/index.js";
import { MARGIN, scaleOf, size, usable } from "./frame.ts";
import { Ground } from "./ground.tsx";
import { Legend } from "./legend.tsx";
import { colourAt, dashAt } from "./palette.ts";
import type { DrawProps } from "./say.ts";

/** The place of a series whose x is nearest. */
function nearest({ x }: Series, to: (x: number) => number, at: number): number {
  let best = 0;
  for (let i = 1; i < x.length; i++) if (Math.abs(to(x[i]) - at) < Math.abs(to(x[best]) - at)) best = i;
  return best;
}

export function LinePlot({ chart, say }: DrawProps<LineChart>) {
  const { width, height } = size.value;
  const [pointed, point] = useState<number | undefined>(undefined);
  const { series } = chart;
  const right = width - MARGIN.right;
  const all = (of: "x" | "y") => series.flatMap((one) => one[of]);
  const x = scaleOf(chart.x, all("x"), [MARGIN.left, right], 7);
  const y = scaleOf(chart.y, all("y"), [height - MARGIN.bottom, MARGIN.top], 6);
  const pathOf = ({ x: xs, y: ys }: Series) =>
    line<number>()
      .defined((k) => usable(xs[k], chart.x) && usable(ys[k], chart.y))
      .x((k) => Math.round(10 * x(xs[k])) / 10)
      .y((k) => Math.round(10 * y(ys[k])) / 10)(xs.map((_, k) => k)) ?? "";
  const onMove = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    point(((event.clientX - box.left) / box.width) * width);
  };
  const read = pointed !== undefined && pointed >= MARGIN.left && pointed <= right ? pointed : undefined;
  return (
    <>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={say(chart.title)}
        onPointerMove={onMove}
        onPointerLeave={() => point(undefined)}
      >
        <Ground x={x} y={y} xName={say(chart.x.label)} yName={say(chart.y.label)} />
        {series.map((one, i) => (
          <path
            key={i}
            class={`line ${colourAt(i)}`}
            d={pathOf(one)}
            stroke-dasharray={one.dashed ? "5 4" : dashAt(i)}
          />
        ))}
        {series.map(
          (one, i) =>
            one.x.length === 1 && (
              <circle key={i} class={`mark ${colourAt(i)}`} cx={x(one.x[0])} cy={y(one.y[0])} r={4} />
            ),
        )}
        {read !== undefined && (
          <line class="cursor" x1={read} x2={read} y1={MARGIN.top} y2={height - MARGIN.bottom} />
        )}
      </svg>
      <Legend names={series.map(({ name }) => say(name))} />
      <p class="chart-reading" aria-hidden="true">
        {read !== undefined &&
          series
            .filter((one) => one.x.length > 0)
            .map((one, i) => {
              const at = nearest(one, x, read);
              return (
                <span key={i}>
                  {say(one.name)} ({figure(one.x[at])}): <b>{figure(one.y[at])}</b>
                </span>
              );
            })}
      </p>
    </>
  );
}
