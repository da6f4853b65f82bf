import { out } from "../terminal.js";

/** Red, green, blue, each from 0 to 1. */
export type Colour = readonly [number, number, number];

const trueColour = /truecolor|24bit/i.test(process.env.COLORTERM ?? "");
const RESET = "\x1b[0m";

/** From nothing to full, for a pipe or a person who wants no colours. */
const PLAIN = " .:-=+*#%@";

const byte = (value: number): number => Math.max(0, Math.min(255, Math.round(255 * value)));

/** The escape code of a colour, as foreground (38) or background (48): 24-bit where the terminal says it can, otherwise the
 *  nearest of the 24 greys or of the 6×6×6 cube. */
function code(layer: 38 | 48, [r, g, b]: Colour): string {
  if (trueColour) return `${layer};2;${byte(r)};${byte(g)};${byte(b)}`;
  if (r === g && g === b) {
    const level = Math.round(25 * r);
    return `${layer};5;${level === 0 ? 16 : level === 25 ? 231 : 231 + level}`;
  }
  const step = (value: number) => Math.round(5 * Math.max(0, Math.min(1, value)));
  return `${layer};5;${16 + 36 * step(r) + 6 * step(g) + step(b)}`;
}

/** Lines of text that show a picture, two rows of pixels to a line: in colours the upper half block ▀, with the upper pixel
 *  as its foreground and the lower as its background; otherwise a letter for how bright the two are. */
export function halfBlocks(width: number, height: number, at: (x: number, y: number) => Colour): string[] {
  const lines: string[] = [];
  for (let y = 0; y < height; y += 2) {
    let line = "";
    let before = "";
    for (let x = 0; x < width; x++) {
      const upper = at(x, y);
      const lower = y + 1 < height ? at(x, y + 1) : upper;
      if (!out.colour) {
        const bright = (sum(upper) + sum(lower)) / 6;
        line += PLAIN[Math.min(PLAIN.length - 1, Math.floor(bright * PLAIN.length))];
        continue;
      }
      const codes = `${code(38, upper)};${code(48, lower)}`;
      line += `${codes === before ? "" : `\x1b[${codes}m`}▀`;
      before = codes;
    }
    lines.push(out.colour ? line + RESET : line);
  }
  return lines;
}

const sum = ([r, g, b]: Colour): number => r + g + b;
