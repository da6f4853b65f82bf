import { type Colour, halfBlocks } from "./shade.js";

/** A picture as data has it: planes one after the other, row by row, from 0 to 1 (or bytes from 0 to 255). */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly values: Uint8Array | Float32Array;
}

/** Characters that one picture may take across. */
const MOST = 28;

/** Lines of text that show a picture, made smaller where it is wider than 28 characters. */
export function drawPicture({ width, height, channels, values }: Picture): string[] {
  const factor = Math.max(1, Math.ceil(width / MOST));
  const scale = values instanceof Uint8Array ? 1 / 255 : 1;
  const plane = width * height;
  const mean = (x: number, y: number, channel: number): number => {
    let total = 0;
    let pixels = 0;
    for (let dy = 0; dy < factor; dy++) {
      for (let dx = 0; dx < factor; dx++) {
        const [px, py] = [x * factor + dx, y * factor + dy];
        if (px >= width || py >= height) continue;
        total += values[channel * plane + py * width + px];
        pixels += 1;
      }
    }
    return (scale * total) / pixels;
  };
  const colour = (x: number, y: number): Colour => {
    if (channels === 3) return [mean(x, y, 0), mean(x, y, 1), mean(x, y, 2)];
    const grey = mean(x, y, 0);
    return [grey, grey, grey];
  };
  return halfBlocks(Math.ceil(width / factor), Math.ceil(height / factor), colour);
}

/** What is cut out of a picture, in pixels: all that a digit of MNIST takes, with a margin above and below. */
const WINDOW = { width: 20, height: 22 };

/** A window about what a picture shows, so that more pictures stand side by side; the whole picture where that does not
 *  fit. Black is nothing, as in MNIST. */
export function cropToInk(picture: Picture): Picture {
  const { width, height, channels, values } = picture;
  const x = [width, -1];
  const y = [height, -1];
  for (let i = 0; i < width * height; i++) {
    if (values[i] <= 0) continue;
    grow(x, i % width);
    grow(y, Math.floor(i / width));
  }
  const fits = x[1] - x[0] < WINDOW.width && y[1] - y[0] < WINDOW.height;
  if (channels !== 1 || !fits || width <= WINDOW.width || height <= WINDOW.height) return picture;
  const left = startOf(x, WINDOW.width, width);
  const top = startOf(y, WINDOW.height, height);
  const cropped = values.slice(0, WINDOW.width * WINDOW.height);
  for (let row = 0; row < WINDOW.height; row++) {
    const from = (top + row) * width + left;
    cropped.set(values.subarray(from, from + WINDOW.width), row * WINDOW.width);
  }
  return { ...WINDOW, channels, values: cropped };
}

function grow(range: number[], value: number): void {
  range[0] = Math.min(range[0], value);
  range[1] = Math.max(range[1], value);
}

/** Where a window of `side` begins that has the range in its middle and lies within `size`. */
const startOf = ([from, to]: number[], side: number, size: number): number =>
  Math.max(0, Math.min(size - side, Math.round((from + to + 1 - side) / 2)));

/** Blocks of lines, side by side; `widths` are in characters, since colours make a line longer than it looks. */
export function sideBySide(
  blocks: readonly (readonly string[])[],
  widths: readonly number[],
  gap = 2,
): string[] {
  const height = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: height }, (_, row) =>
    blocks
      .map((block, i) => (row < block.length ? pad(block[row], widths[i]) : " ".repeat(widths[i])))
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}

/** Fills a line up to `width` characters as they are seen. */
export function pad(line: string, width: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what colours are made of
  const seen = [...line.replace(/\x1b\[[\d;]*m/g, "")].length;
  return line + " ".repeat(Math.max(0, width - seen));
}
