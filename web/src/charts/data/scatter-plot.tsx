// Points of the plane, and lines among them.
import { line } from "d3-shape";
import type { Point, ScatterChart } from "../../../../experiments/index.js";
import { MARGIN, scaleOf, size, usable } from "./frame.ts";
import { Ground } from "./ground.tsx";
import { Legend } from "./legend.tsx";
import { colourAt, shapeAt } from "./palette.ts";
import type { DrawProps } from "./say.ts";

export function ScatterPlot({ chart, say }: DrawProps<ScatterChart>) {
  const { width, height } = size.value;
  const { groups, paths = [] } = chart;
  const all = [...groups, ...paths].flatMap(({ points }) => points);
  const along = (axis: 0 | 1) => all.map((point) => point[axis]);
  const x = scaleOf(chart.x, along(0), [MARGIN.left, width - MARGIN.right], 7);
  const y = scaleOf(chart.y, along(1), [height - MARGIN.bottom, MARGIN.top], 6);
  const fits = ([a, b]: Point) => usable(a, chart.x) && usable(b, chart.y);
  const pathOf = line<Point>()
    .defined(fits)
    .x((point) => x(point[0]))
    .y((point) => y(point[1]));
  return (
    <>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say(chart.title)}>
        <Ground x={x} y={y} xName={say(chart.x.label)} yName={say(chart.y.label)} />
        {paths.map(({ points }, i) => (
          <path key={i} class={`line ${colourAt(groups.length + i)}`} d={pathOf(points) ?? ""} />
        ))}
        {groups.map(({ points }, i) => (
          <path key={i} class={`mark ${colourAt(i)}`} d={marks(points.filter(fits), i, x, y)} />
        ))}
      </svg>
      <Legend names={[...groups, ...paths].map(({ name }) => say(name))} shapes />
    </>
  );
}

/** All points of one group as one path: their shape, moved to each. */
export const marks = (
  points: readonly Point[],
  group: number,
  x: (value: number) => number,
  y: (value: number) => number,
): string => points.map(([a, b]) => movedShape(group, x(a), y(b))).join("");

const movedShape = (group: number, x: number, y: number): string =>
  absolute(shapeAt(group), Number(x.toFixed(1)), Number(y.toFixed(1)));

/** A path of M, L, H, V, a and Z about the origin, moved. */
function absolute(path: string, x: number, y: number): string {
  return path.replace(/([MLHV])(-?[\d.]+)(?:\s*(-?[\d.]+))?/g, (_, command, first, second) => {
    if (command === "H") return `H${x + Number(first)}`;
    if (command === "V") return `V${y + Number(first)}`;
    return `${command}${x + Number(first)} ${y + Number(second)}`;
  });
}
