// Images, and windows of all sorts that slide over them.
import type { Geometry } from "../../src/kernels/spec.js";
import { windowGeometry } from "../../src/layers/window.js";
import { planesOf } from "../support/winograd.js";
import { combinations, normal, wild } from "./case.js";

/** Windows of all sorts: [channels, height, width], filters, kernel, stride, padding. The last are wider than one tile,
 *  deeper than one panel block, and larger than one row block of the product. */
const WINDOWS: readonly (readonly [number[], number, any, any?, any?])[] = [
  [[1, 1, 1], 1, 1],
  [[1, 2, 2], 1, 2],
  [[1, 4, 4], 3, 1],
  [[3, 5, 7], 4, 1],
  [[2, 5, 6], 5, 1, 2],
  [[2, 4, 5], 3, 1, 1, 1],
  [[1, 5, 5], 2, 3],
  [[2, 6, 7], 3, [2, 3], [2, 1]],
  [[2, 7, 6], 3, [3, 2], [1, 3], [1, 0]],
  [[3, 4, 9], 5, 3, 1, "same"],
  [[1, 9, 4], 2, [4, 1], 2, "same"],
  [[2, 8, 8], 3, 2, 2],
  [[2, 7, 9], 3, 2, 2],
  [[1, 6, 16], 3, 2, 2],
  [[1, 4, 27], 3, 2, 2],
  [[1, 5, 8], 2, 2, 2],
  [[2, 4, 12], 2, 2, 2],
  [[1, 3, 3], 2, 3, 1, 2],
  [[1, 3, 2], 2, [5, 4], 1, [2, 3]],
  [[1, 11, 11], 2, 3, 4, 1],
  [[1, 1, 40], 5, [1, 7], 3, [0, 2]],
  [[2, 17, 17], 33, 2, 1, 0],
  [[58, 5, 5], 6, 3, 1, 1],
  [[1, 24, 23], 35, 5, 1, 0],
  // with so many channels that a gradient which is mostly zeros is gone through number by number
  [[8, 6, 5], 5, [3, 2], 1, [1, 0]],
  [[9, 8, 6], 4, 3, [2, 3], 1],
  [[18, 5, 6], 3, 2, 2],
  [[33, 7, 5], 6, [2, 5], [3, 1], "same"],
];

/** Such as Winograd's algorithm takes: 3 × 3 by steps of 1, with many channels and filters; with rows and columns of tiles that
 *  fit, and that do not. */
const TILED: readonly (readonly [number[], number, any, any?, any?])[] = [
  [[8, 3, 3], 8, 3],
  [[8, 4, 10], 8, 3],
  [[9, 6, 7], 10, 3],
  [[8, 5, 5], 13, 3, 1, 1],
  [[12, 4, 16], 8, 3, 1, [1, 2]],
  [[11, 3, 21], 9, 3, 1, "same"],
  [[8, 1, 1], 8, 3, 1, 2],
];

export interface WindowCase {
  readonly g: Geometry;
  readonly rows: number;
  /** Of all images, of all outputs, of all filters. */
  readonly sizes: readonly [x: number, y: number, w: number];
  readonly values: (length: number) => Float32Array;
  readonly label: string;
}

/** Mostly zeros, as a picture is. */
const sparse = (length: number) => normal(length).map((value, i) => (i % 9 < 7 ? 0 : value));

/** @param share of the numbers that are NaN, infinite and so on, in half of the cases; half are mostly zeros */
export function windowCases(share: (length: number) => number): WindowCase[] {
  return combinations<any>(WINDOWS, [0, 1, 3]).map(
    ([[input, filters, kernel, stride = 1, padding = 0], rows], i) =>
      windowCase(
        input,
        filters,
        kernel,
        stride,
        padding,
        rows,
        [
          normal,
          sparse,
          (length: number) => wild(length, share(length)),
          (length: number) =>
            wild(length, share(length)).map((value, i) => (i % 9 < 7 && Number.isFinite(value) ? 0 : value)),
        ][(i + Math.floor(i / 3)) % 4],
      ),
  );
}

/** The last has more samples than one sum over tiles takes. Every third is mostly zeros. */
export const tiledCases = (): WindowCase[] =>
  combinations<any>(TILED, [0, 1, 3, 25]).map(
    ([[input, filters, kernel, stride = 1, padding = 0], rows], i) =>
      windowCase(input, filters, kernel, stride, padding, rows, i % 3 === 1 ? sparse : normal),
  );

function windowCase(
  input: number[],
  filters: number,
  kernel: any,
  stride: any,
  padding: any,
  rows: number,
  values: WindowCase["values"],
): WindowCase {
  const g = windowGeometry({ kernel, stride, padding }, input, "here", filters);
  const places = g.outputHeight * g.outputWidth;
  return {
    g,
    rows,
    sizes: [
      rows * g.channels * g.height * g.width,
      rows * filters * places,
      filters * g.channels * g.kernelHeight * g.kernelWidth,
    ],
    values,
    label: `${rows} × [${input}], ${filters} × [${kernel}] by ${stride}, padding ${padding}`,
  };
}

export const imagesOf = (x: ArrayLike<number>, g: Geometry) =>
  planesOf(x, g.channels, g.height, g.width, g.padTop, g.padLeft);

export const outputsOf = (g: Geometry) => ({
  planes: g.filters,
  height: g.outputHeight,
  width: g.outputWidth,
});

export const tap = (w: ArrayLike<number>, g: Geometry, f: number, c: number, u: number, v: number) =>
  w[(f * g.channels + c) * 9 + 3 * u + v];
