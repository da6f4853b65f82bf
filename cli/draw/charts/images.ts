import { type ImageChart, pick } from "../../../experiments/index.js";
import { out, outWidth } from "../../terminal.js";
import { sideBySide } from "../picture.js";
import { type Colour, halfBlocks } from "../shade.js";
import { diverging } from "./heatmap.js";

/** Pictures side by side, as many to a row as fit, each with its caption above. */
export function imageLines({ items, scale }: ImageChart): string[] {
  const blocks = items.map(({ caption, width, height, values }) => {
    const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
    const zoom = Math.max(1, Math.floor(14 / width));
    const colour = (x: number, y: number): Colour => {
      const value = values[Math.floor(y / zoom) * width + Math.floor(x / zoom)];
      if (scale === "diverging") return diverging(0.5 + value / most / 2);
      return [value, value, value];
    };
    return {
      name: pick(caption, "en"),
      across: width * zoom,
      lines: halfBlocks(width * zoom, height * zoom, colour),
    };
  });
  const across = Math.max(...blocks.map(({ across, name }) => Math.max(across, Math.min(28, name.length))));
  const perRow = Math.max(1, Math.floor((outWidth() + 2) / (across + 2)));
  const lines: string[] = [];
  for (let i = 0; i < blocks.length; i += perRow) {
    const row = blocks
      .slice(i, i + perRow)
      .map(({ name, lines }) => [out.dim(name.slice(0, across)), ...lines]);
    lines.push(...sideBySide(row, new Array(row.length).fill(across)));
  }
  return lines;
}
