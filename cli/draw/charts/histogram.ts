import { type HistogramChart, pick } from "../../../experiments/index.js";
import { out } from "../../terminal.js";
import { figure } from "./figures.js";

const LEVELS = " ▁▂▃▄▅▆▇█";
const HEIGHT = 4;

/** Columns of blocks, one panel below the other. */
export function histogramLines({ panels, x }: HistogramChart): string[] {
  const lines = panels.flatMap(({ name, range, counts, note }) => {
    const most = Math.max(1, ...counts);
    const rows = Array.from({ length: HEIGHT }, (_, row) =>
      counts
        .map((count) => {
          const eighths = Math.round((count / most) * HEIGHT * 8) - 8 * (HEIGHT - 1 - row);
          const least = row === HEIGHT - 1 && count > 0 ? 1 : 0;
          return LEVELS[Math.max(least, Math.min(8, eighths))];
        })
        .join(""),
    );
    const head = `  ${pick(name, "en")}${note === undefined ? "" : out.dim(`  ${pick(note, "en")}`)}`;
    const [from, to] = [figure(range[0]), figure(range[1])];
    return [
      head,
      ...rows.map((row) => `  ${row}`),
      out.dim(`  ${from}${to.padStart(counts.length - from.length)}`),
    ];
  });
  return [...lines, out.dim(`  ${pick(x.label, "en")}`)];
}
