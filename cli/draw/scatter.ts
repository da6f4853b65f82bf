import type { Dataset } from "chainrule";
import { out, outWidth } from "../terminal.js";

const MARKS = ["o", "x", "+", "*", "#", "@", "%", "&", "s", "v"];
const PAINTS = [out.blue, out.yellow, out.green, out.magenta, out.red, out.cyan];

/** Points of the plane as letters, one letter per class, with the range of both axes; a colour per class as well. */
export function scatter({ inputs, targets, classes, size }: Dataset): string {
  const width = Math.min(72, outWidth() - 12);
  const height = Math.round(width / 2.4); // a character is about 2.4 times as high as a letter is wide
  const column = (axis: number) => Array.from({ length: size }, (_, i) => inputs[2 * i + axis]);
  const [x, y] = [column(0), column(1)];
  const [left, right] = rangeOf(x);
  const [bottom, top] = rangeOf(y);
  const place = (value: number, from: number, to: number, cells: number) =>
    Math.min(cells - 1, Math.floor(((value - from) / (to - from || 1)) * cells));
  const grid = Array.from({ length: height }, () => new Array<string>(width).fill(" "));
  for (let i = 0; i < size; i++) {
    const label = classes ? targets[i] : 0;
    const mark = PAINTS[label % PAINTS.length](MARKS[label % MARKS.length]);
    grid[height - 1 - place(y[i], bottom, top, height)][place(x[i], left, right, width)] = mark;
  }
  const axis = (row: number) =>
    (row === 0 ? top.toFixed(2) : row === height - 1 ? bottom.toFixed(2) : "").padStart(8);
  const lines = grid.map((cells, row) => `${out.dim(`${axis(row)} │`)}${cells.join("")}`);
  const [from, to] = [left.toFixed(2), right.toFixed(2)];
  lines.push(out.dim(`${" ".repeat(9)}└${"─".repeat(width)}`));
  lines.push(out.dim(`${" ".repeat(10)}${from}${to.padStart(width - from.length)}`));
  const legend = (classes ?? []).map(
    (name, label) => `${PAINTS[label % PAINTS.length](MARKS[label % MARKS.length])} ${name}`,
  );
  if (legend.length > 0) lines.push("", `${" ".repeat(10)}${legend.join("   ")}`);
  return lines.join("\n");
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
