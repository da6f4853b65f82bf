import { build, type Optimizer } from "chainrule";
import type { HeatmapPanel, Path, Point, Range } from "./charts.js";
import { gridOf } from "./plane.js";
import type { Label } from "./text.js";

/** A function of two variables, with its gradient. */
export interface Surface {
  readonly value: (x: number, y: number) => number;
  readonly slope: (x: number, y: number) => Point;
}

/** Where an optimizer of the library goes on a surface, step by step. It moves two weights, whose gradients are those of
 *  the surface. */
export async function descend(
  { slope }: Surface,
  { start, optimizer, steps }: { start: Point; optimizer: Optimizer; steps: number },
): Promise<Point[]> {
  const model = await build(
    { input: [2], layers: [{ kind: "dense", units: 1, bias: false }] },
    { backend: "reference" },
  );
  model.parameters[0].value.set(start);
  const trail: Point[] = [start];
  for (let i = 0; i < steps; i++) {
    const [{ value }] = model.parameters;
    model.parameters[0].grad.set(slope(value[0], value[1]));
    optimizer.step(model);
    const [x, y] = model.parameters[0].value;
    trail.push([x, y]);
    if (!(Math.abs(x) < 1e9 && Math.abs(y) < 1e9)) break;
  }
  return trail;
}

export const end = (trail: readonly Point[]): Point => trail[trail.length - 1];

/** Colours for how high a surface is, with the way down on it. Points outside are left out. */
export function surfacePanel(
  name: Label,
  height: (x: number, y: number) => number,
  {
    x,
    y,
    size = 60,
    note,
    paths,
  }: { x: Range; y: Range; size?: number; note?: Label; paths: readonly Path[] },
): HeatmapPanel {
  const places = gridOf(x, y, size);
  const values = Array.from({ length: size * size }, (_, i) => {
    const value = height(places[2 * i], places[2 * i + 1]);
    return Math.round(value * 1e5) / 1e5;
  });
  const inside = ([px, py]: Point) => px >= x[0] && px <= x[1] && py >= y[0] && py <= y[1];
  const cut = (points: readonly Point[]) => {
    const out = points.findIndex((point) => !inside(point));
    return out < 0 ? points : points.slice(0, out);
  };
  return {
    name,
    note,
    width: size,
    height: size,
    x,
    y,
    values,
    paths: paths.map((path) => ({ ...path, points: cut(path.points) })),
    groups: [{ name: { en: "steps", zh: "每一步" }, points: paths.flatMap(({ points }) => cut(points)) }],
  };
}

/** The valley that optimizers are drawn on: long and flat one way, steep the other. */
export const valley: Surface = {
  value: (x, y) => (x * x) / 20 + y * y,
  slope: (x, y) => [x / 10, 2 * y],
};
