import { percent } from "../numbers.js";
import { out } from "../terminal.js";
import { pad } from "./picture.js";

/** More classes than this are not drawn: the most probable are. */
const MOST = 10;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of up to `width` characters for a share from 0 to 1. */
export function bar(share: number, width: number): string {
  if (!out.colour) return "#".repeat(Math.round(share * width));
  const eighths = Math.round(share * width * 8);
  return "█".repeat(eighths >> 3) + EIGHTHS[eighths & 7];
}

export interface BarsOptions {
  readonly answer: number;
  readonly truth?: number;
  readonly width: number;
}

/** One line per class: its name, a bar, its probability. The answer stands out; the truth is marked. */
export function probabilityBars(
  probabilities: ArrayLike<number>,
  classes: readonly string[],
  { answer, truth, width }: BarsOptions,
): string[] {
  const all = classes.map((_, index) => index);
  const shown =
    classes.length <= MOST ? all : all.sort((a, b) => probabilities[b] - probabilities[a]).slice(0, MOST);
  const nameWidth = Math.min(12, Math.max(...shown.map((index) => classes[index].length)));
  return shown.map((index) => {
    const name = classes[index].slice(0, nameWidth).padStart(nameWidth);
    const line = `${name} ${pad(bar(probabilities[index], width), width)} ${percent(probabilities[index], 0).padStart(5)}`;
    if (index === answer) return truth === undefined || truth === answer ? out.green(line) : out.red(line);
    return index === truth ? out.green(line) : out.dim(line);
  });
}
