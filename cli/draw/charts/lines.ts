import { type Axis, type LineChart, pick, type ScatterChart } from "../../../experiments/index.js";
import { out } from "../../terminal.js";
import { legendOf, MARKS, markOf, Plane, type PlaneAxis, spanOf } from "../plane.js";
import { figure } from "./figures.js";

/** Where a value stands on an axis. */
const scaleOf = ({ log }: Axis) => (log ? Math.log10 : (value: number) => value);

function axisOf(axis: Axis, values: Iterable<number>): PlaneAxis {
  const scale = scaleOf(axis);
  const finite = [...(axis.range ?? values)].map(scale).filter(Number.isFinite);
  const range = finite.length === 0 ? ([0, 1] as const) : spanOf(finite);
  return { range, show: (value) => figure(axis.log ? 10 ** value : value) };
}

const axesNote = (x: Axis, y: Axis): string =>
  out.dim(`${" ".repeat(10)}${pick(y.label, "en")} over ${pick(x.label, "en")}`);

/** Lines over one axis, a letter for each. */
export function lineLines({ x, y, series }: LineChart): string[] {
  const plane = new Plane(
    axisOf(
      x,
      series.flatMap((one) => one.x),
    ),
    axisOf(
      y,
      series.flatMap((one) => one.y),
    ),
  );
  const [toX, toY] = [scaleOf(x), scaleOf(y)];
  for (const [i, one] of series.entries()) {
    for (let k = 1; k < one.x.length; k++) {
      const [from, to] = [k - 1, k].map((j) => [toX(one.x[j]), toY(one.y[j])] as const);
      if ([...from, ...to].every(Number.isFinite)) plane.line(from, to, markOf(i));
    }
    if (one.x.length === 1) plane.put(toX(one.x[0]), toY(one.y[0]), markOf(i));
  }
  const names = series.map(({ name }) => pick(name, "en"));
  return [...plane.lines(), axesNote(x, y), ...(names.length > 1 ? [legendOf(names)] : [])];
}

/** Points as letters, and the lines among them. */
export function scatterLines({ x, y, groups, paths = [] }: ScatterChart): string[] {
  const all = [...groups, ...paths].flatMap(({ points }) => points);
  const plane = new Plane(
    axisOf(
      x,
      all.map(([px]) => px),
    ),
    axisOf(
      y,
      all.map(([, py]) => py),
    ),
  );
  const [toX, toY] = [scaleOf(x), scaleOf(y)];
  const at = ([px, py]: readonly [number, number]) => [toX(px), toY(py)] as const;
  for (const [i, { points }] of paths.entries()) {
    const mark = markOf((groups.length + i) % MARKS.length);
    for (let k = 1; k < points.length; k++) {
      const [from, to] = [at(points[k - 1]), at(points[k])];
      if ([...from, ...to].every(Number.isFinite)) plane.line(from, to, mark);
    }
  }
  for (const [i, { points }] of groups.entries())
    for (const point of points) plane.put(...at(point), markOf(i));
  const names = [...groups, ...paths].map(({ name }) => pick(name, "en"));
  return [...plane.lines(), axesNote(x, y), ...(names.length > 0 ? [legendOf(names)] : [])];
}
