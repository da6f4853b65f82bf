import type { Dataset, Model } from "chainrule";
import type { Group, HeatmapPanel, Point, Range } from "./charts.js";

/** A grid of points of the plane, row by row from the top. */
export function gridOf(x: Range, y: Range, size: number): Float64Array {
  const grid = new Float64Array(2 * size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const i = 2 * (row * size + column);
      grid[i] = x[0] + ((x[1] - x[0]) * (column + 0.5)) / size;
      grid[i + 1] = y[1] - ((y[1] - y[0]) * (row + 0.5)) / size;
    }
  }
  return grid;
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** The points of a data set, a group per class; of many some. */
export function groupsOf({ inputs, targets, classes = [], size }: Dataset, most = 400): Group[] {
  const shown = Math.min(size, most);
  return classes.map((name, label) => {
    const points: Point[] = [];
    for (let i = 0; i < shown; i++)
      if (targets[i] === label) points.push([rounded(inputs[2 * i]), rounded(inputs[2 * i + 1])]);
    return { name, points };
  });
}

/** What both coordinates of the points span, with a margin. */
export function spanOf({ inputs, size }: Dataset, margin = 0.1): { x: Range; y: Range } {
  const span = (axis: 0 | 1): Range => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < size; i++) {
      const value = inputs[2 * i + axis];
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    const room = margin * (most - least || 1);
    return [least - room, most + room];
  };
  return { x: span(0), y: span(1) };
}

interface PanelOptions {
  readonly data: Dataset;
  readonly note?: HeatmapPanel["note"];
  readonly size?: number;
  readonly span?: { readonly x: Range; readonly y: Range };
  /** What the model is given for points of the plane; the points themselves unless said. */
  features?(points: Float64Array): Float64Array;
}

/** What a model says of every place of the plane, from 0 to 1, with the data on it: the probability of the last class, or
 *  the only output. */
export function boundaryPanel(
  name: HeatmapPanel["name"],
  model: Model,
  { data, note, size = 60, span = spanOf(data), features = (points) => points }: PanelOptions,
): HeatmapPanel {
  const { x, y } = span;
  const outputs = model.predict(features(gridOf(x, y, size)));
  const width = outputs.length / (size * size);
  const values = Array.from({ length: size * size }, (_, i) => rounded(outputs[(i + 1) * width - 1]));
  return { name, note, width: size, height: size, x, y, values, groups: groupsOf(data) };
}
