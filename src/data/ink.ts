import type { GrayImage } from "./gray-image.js";

/** How much ink there is at each pixel of a picture. */
export interface Ink {
  /** 0 for paper; otherwise the difference from the paper, in grey values, up to 255. */
  readonly amount: Float32Array;
  /** The difference of the darkest ink from the paper, stray pixels apart. */
  readonly contrast: number;
  /** The ink is darker than the paper. */
  readonly dark: boolean;
}

/** Grey values by which opposite sides may miss the middle of the other two, and still show one slope of light. */
const SLOPE_TOLERANCE = 16;
/** Noise of this many standard deviations is taken for paper: of a million pixels at most some 60 go beyond. */
const NOISE_DEVIATIONS = 4;
/** This share of the pixels may be stray, such as a dead pixel of a camera. */
const STRAY = 1e-4;

/** Tells ink from paper. The paper is what the edge of the picture mostly shows; it may be lit from one side. Whether the
 *  ink is darker or lighter follows from which differs more. Noise as seen along the edge is taken off. */
export function findInk(image: GrayImage): Ink {
  const { width, height, pixels } = image;
  const paper = paperOf(image);
  const amount = new Float32Array(pixels.length);
  let balance = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      amount[i] = pixels[i] - paper(x, y);
      balance += amount[i] * Math.abs(amount[i]);
    }
  }
  const noise = NOISE_DEVIATIONS * deviationAlongEdge(amount, width, height);
  const sign = balance < 0 ? -1 : 1;
  for (let i = 0; i < amount.length; i++) amount[i] = Math.max(0, sign * amount[i] - noise);
  return { amount, contrast: highest(amount, Math.floor(amount.length * STRAY)), dark: sign < 0 };
}

/** The grey of blank paper at (x, y): a plane through the medians of the four sides, or, where those do not lie in a
 *  plane because a stroke runs along a side, the median of the whole edge. */
function paperOf({ width, height, pixels }: GrayImage): (x: number, y: number) => number {
  const row = (y: number) => Array.from({ length: width }, (_, x) => pixels[y * width + x]);
  const column = (x: number) => Array.from({ length: height }, (_, y) => pixels[y * width + x]);
  const sides = [row(0), row(height - 1), column(0), column(width - 1)];
  const [top, bottom, left, right] = sides.map(median);
  const level = (top + bottom + left + right) / 4;
  if (Math.abs((top + bottom) / 2 - (left + right) / 2) > SLOPE_TOLERANCE) {
    const flat = median(sides.flat());
    return () => flat;
  }
  const across = (right - left) / Math.max(1, width - 1);
  const down = (bottom - top) / Math.max(1, height - 1);
  return (x, y) => level + across * (x - (width - 1) / 2) + down * (y - (height - 1) / 2);
}

/** The standard deviation of the paper, from the median distance, which a stroke that crosses the edge does not move.
 *  Source    Hampel, "The influence curve and its role in robust estimation", 1974 */
function deviationAlongEdge(amount: Float32Array, width: number, height: number): number {
  const distances: number[] = [];
  for (let x = 0; x < width; x++) distances.push(amount[x], amount[(height - 1) * width + x]);
  for (let y = 0; y < height; y++) distances.push(amount[y * width], amount[y * width + width - 1]);
  return 1.4826 * median(distances.map(Math.abs));
}

function median(values: number[]): number {
  const sorted = Float32Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The highest value that more than `stray` values reach, to a whole number. */
function highest(amount: Float32Array, stray: number): number {
  const counts = new Uint32Array(256);
  for (const value of amount) counts[Math.min(255, Math.round(value))]++;
  let value = 255;
  for (let reached = counts[255]; reached <= stray; reached += counts[value]) value--;
  return value;
}
