import { normaliseDigit } from "chainrule/data";
import type { Point } from "./charts.js";

/** Lines that a pen draws without being lifted, in a box of 1 × 1 whose y points down. */
export type Stroke = readonly Point[];

const SIDE = 84;

/** How far a point is from the piece of a line between two others. */
function distance([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.max(0, Math.min(1, along));
  return Math.sqrt((px - ax - t * dx) ** 2 + (py - ay - t * dy) ** 2);
}

/** A drawing as a picture of one byte per pixel, brought to the form of MNIST.
 *  @param width of the pen, as a share of the box */
export function drawnDigit(strokes: readonly Stroke[], width = 0.11): Uint8Array {
  const pixels = new Uint8Array(SIDE * SIDE);
  const margin = 0.15;
  for (let i = 0; i < pixels.length; i++) {
    const place = (at: number) => ((at + 0.5) / SIDE) * (1 + 2 * margin) - margin;
    const point: Point = [place(i % SIDE), place(Math.floor(i / SIDE))];
    let nearest = Number.POSITIVE_INFINITY;
    for (const stroke of strokes)
      for (let k = 1; k < stroke.length; k++)
        nearest = Math.min(nearest, distance(point, stroke[k - 1], stroke[k]));
    const edge = (width / 2 - nearest) * SIDE + 0.5;
    pixels[i] = Math.round(255 * Math.max(0, Math.min(1, edge)));
  }
  return normaliseDigit({ width: SIDE, height: SIDE, pixels }).pixels;
}

const arc = (cx: number, cy: number, rx: number, ry: number, from: number, to: number): Stroke =>
  Array.from({ length: 25 }, (_, i) => {
    const angle = (Math.PI / 180) * (from + ((to - from) * i) / 24);
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)] as const;
  });

/** The digits 0 to 9 as one may draw them. */
export const penDigits: readonly (readonly Stroke[])[] = [
  [arc(0.5, 0.5, 0.32, 0.48, 0, 360)],
  [
    [
      [0.58, 0.02],
      [0.46, 0.98],
    ],
  ],
  [[...arc(0.5, 0.28, 0.3, 0.26, 190, 400), [0.15, 0.96], [0.86, 0.93]]],
  [[...arc(0.48, 0.26, 0.28, 0.24, 200, 430), ...arc(0.48, 0.72, 0.32, 0.26, 290, 520)]],
  [
    [
      [0.28, 0.05],
      [0.16, 0.55],
      [0.86, 0.5],
    ],
    [
      [0.72, 0.1],
      [0.64, 0.98],
    ],
  ],
  [[[0.82, 0.04], [0.3, 0.06], [0.26, 0.44], ...arc(0.46, 0.69, 0.32, 0.28, 240, 500)]],
  [[[0.66, 0.02], [0.36, 0.32], [0.24, 0.66], ...arc(0.5, 0.74, 0.26, 0.23, 180, 540)]],
  [
    [
      [0.14, 0.08],
      [0.84, 0.06],
      [0.44, 0.98],
    ],
  ],
  [[...arc(0.5, 0.26, 0.24, 0.23, 90, 450), ...arc(0.5, 0.74, 0.29, 0.25, 270, 630)]],
  [[...arc(0.48, 0.28, 0.25, 0.25, 0, 360), [0.73, 0.28], [0.66, 0.98]]],
];
