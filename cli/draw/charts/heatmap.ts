import { type HeatmapChart, type HeatmapPanel, pick } from "../../../experiments/index.js";
import { out, outWidth } from "../../terminal.js";
import { sideBySide } from "../picture.js";
import { legendOf, MARKS } from "../plane.js";
import { type Colour, halfBlocks } from "../shade.js";

/** Characters that one panel takes across, at most and at least. */
const WIDTH = { most: 48, least: 24 };
const DARK: Colour = [0.05, 0.05, 0.05];

/** Blue over white to orange, for what is below, at, and above the middle; shares from 0 to 1. */
export const diverging = (share: number): Colour => {
  const away = Math.min(1, Math.abs(share - 0.5) * 2);
  const end: Colour = share < 0.5 ? [0.15, 0.45, 0.8] : [0.95, 0.55, 0.1];
  return end.map((channel) => 1 - away * (1 - channel)) as unknown as Colour;
};

/** From dark blue to yellow. */
export const sequential = (share: number): Colour => {
  const t = Math.max(0, Math.min(1, share));
  return [0.1 + 0.9 * t, 0.1 + 0.8 * t, 0.35 + 0.15 * t - 0.3 * t * t];
};

export const colourOf = (scale: HeatmapChart["scale"]) => (scale === "diverging" ? diverging : sequential);

/** Panels of colours side by side, as many to a row as fit, with points and paths as dark dots; without colours letters
 *  for how much, and letters for the points. */
export function heatmapLines({ panels, scale, range, x, y }: HeatmapChart): string[] {
  const across = panels.length === 1 ? WIDTH.most : WIDTH.least;
  const perRow = Math.max(1, Math.floor((outWidth() + 2) / (across + 2)));
  const blocks = panels.map((panel) => {
    const note = panel.note === undefined ? "" : `  ${pick(panel.note, "en")}`;
    return [
      `${pick(panel.name, "en")}${out.dim(note)}`.slice(0, across + 20),
      ...panelLines(panel, across, scale, range),
    ];
  });
  const lines: string[] = [];
  for (let i = 0; i < blocks.length; i += perRow) {
    const row = blocks.slice(i, i + perRow);
    lines.push(...sideBySide(row, new Array(row.length).fill(across)));
  }
  const groups = panels[0]?.groups ?? [];
  if (!out.colour && groups.length > 0) lines.push(legendOf(groups.map(({ name }) => pick(name, "en"))));
  lines.push(out.dim(`${pick(x, "en")} across, ${pick(y, "en")} up`));
  return lines;
}

function panelLines(
  { width, height, values, x, y, groups = [], paths = [] }: HeatmapPanel,
  across: number,
  scale: HeatmapChart["scale"],
  [least, most]: HeatmapChart["range"],
): string[] {
  const columns = Math.min(across, width);
  const rows = 2 * Math.round(columns / 2.4 / 1.02); // two rows of pixels to a line
  const share = (column: number, row: number) => {
    const from = Math.floor((row * height) / rows) * width + Math.floor((column * width) / columns);
    return (values[from] - least) / (most - least || 1);
  };
  const dots = new Map<number, string>();
  const dot = (px: number, py: number, mark: string) => {
    const column = Math.floor(((px - x[0]) / (x[1] - x[0])) * columns);
    const row = Math.floor(((y[1] - py) / (y[1] - y[0])) * rows);
    if (column >= 0 && column < columns && row >= 0 && row < rows) dots.set(row * columns + column, mark);
  };
  for (const { points } of paths) {
    for (let k = 1; k < points.length; k++)
      for (let t = 0; t <= 100; t++) {
        const at = (axis: 0 | 1) => points[k - 1][axis] + ((points[k][axis] - points[k - 1][axis]) * t) / 100;
        dot(at(0), at(1), "-");
      }
  }
  for (const [i, { points }] of groups.entries())
    for (const [px, py] of points) dot(px, py, MARKS[i % MARKS.length]);
  const paint = colourOf(scale);
  if (out.colour) {
    const second: Colour = [0.45, 0.1, 0.1];
    return halfBlocks(columns, rows, (column, row) => {
      const mark = dots.get(row * columns + column);
      if (mark === undefined) return paint(share(column, row));
      return mark === MARKS[1] ? second : DARK;
    });
  }
  const plain = " .:=";
  return Array.from({ length: rows / 2 }, (_, line) =>
    Array.from({ length: columns }, (_, column) => {
      const mark = dots.get(2 * line * columns + column) ?? dots.get((2 * line + 1) * columns + column);
      const level = Math.floor(share(column, 2 * line) * plain.length);
      return mark ?? plain[Math.max(0, Math.min(plain.length - 1, level))];
    }).join(""),
  );
}
