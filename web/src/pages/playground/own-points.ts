// Points of one's own: painted, rubbed out, or read from a table.
import { signal } from "@preact/signals";
import type { Place } from "../../charts/heat-map.tsx";
import { DRAWN, MOST_POINTS, type OwnPoint, roundPlace, viewOf } from "../../config/playground.ts";
import { change, config, start } from "./store.ts";

/** What the pointer does on the plane: looks at a point, rubs out, or paints points of a class. */
export const tool = signal<"look" | "erase" | number>(0);

/** Points closer than this share of the view are one. */
const SPACING = 1 / 30;

export function paintPoint({ x1, x2 }: Place): void {
  const now = tool.peek();
  const { data, points } = config.peek();
  const near = (viewOf(config.peek()) * SPACING) ** 2;
  const far = (reach: number) => points.filter(([a, b]) => (a - x1) ** 2 + (b - x2) ** 2 > near * reach);
  if (now === "erase") {
    const left = far(9);
    if (left.length < points.length) change({ points: left });
  } else if (typeof now === "number" && far(1).length === points.length && points.length < MOST_POINTS)
    change({ points: [...points, [roundPlace(x1), roundPlace(x2), data === "own" ? now : 0]] });
}

/** Begins a curve of one's own with the points that are there. */
export function takeCurrentCurve(): void {
  const begun = start.peek();
  const { points } = config.peek();
  if (begun === undefined || points.length > 0) {
    change({ curve: DRAWN });
    return;
  }
  const take = (places: Float32Array): OwnPoint[] =>
    Array.from({ length: places.length / 2 }, (_, i) => [
      roundPlace(places[2 * i]),
      roundPlace(places[2 * i + 1]),
      0,
    ]);
  const all = [...take(begun.trainPoints), ...take(begun.testPoints)];
  change({ curve: DRAWN, points: all.slice(0, MOST_POINTS) });
}

/** Begins with the points that are there. */
export function takeCurrentPoints(): void {
  const begun = start.peek();
  const { points } = config.peek();
  if (begun === undefined || points.length > 0 || begun.classes.length === 0) {
    change({ data: "own" });
    return;
  }
  const take = (places: Float32Array, targets: Float32Array): OwnPoint[] =>
    Array.from(targets, (label, i) => [roundPlace(places[2 * i]), roundPlace(places[2 * i + 1]), label]);
  const all = [...take(begun.trainPoints, begun.trainTargets), ...take(begun.testPoints, begun.testTargets)];
  change({ data: "own", points: all.slice(0, MOST_POINTS) });
}
