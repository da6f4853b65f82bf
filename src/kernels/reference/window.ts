import type { Geometry } from "../spec.js";

/** Where a tap lies when it lies in the padding. */
export const OUTSIDE = -1;

/** How many numbers there are in one plane of the input, in one of the output, and in one of a window. */
export const planes = (g: Geometry) => ({
  input: g.height * g.width,
  output: g.outputHeight * g.outputWidth,
  window: g.kernelHeight * g.kernelWidth,
});

/** Visits each place of one plane of the output with each tap of its window: `at` in the output, `under` in the input, or
 *  OUTSIDE of it, and `tap` in the window. Places in order, and for each the taps in order. */
export function forEachTap(g: Geometry, visit: (at: number, under: number, tap: number) => void): void {
  for (let i = 0; i < g.outputHeight; i++) {
    for (let j = 0; j < g.outputWidth; j++) {
      for (let u = 0; u < g.kernelHeight; u++) {
        for (let v = 0; v < g.kernelWidth; v++) {
          const row = i * g.strideHeight - g.padTop + u;
          const column = j * g.strideWidth - g.padLeft + v;
          const inside = row >= 0 && row < g.height && column >= 0 && column < g.width;
          visit(i * g.outputWidth + j, inside ? row * g.width + column : OUTSIDE, u * g.kernelWidth + v);
        }
      }
    }
  }
}
