import type { Geometry } from "../../src/kernels/spec.js";

// What Winograd's F(2×2, 3×3) comes to when every term of its sums is taken as a magnitude: how large its rounding errors can be.

type Matrix = readonly (readonly number[])[];
const Bt: Matrix = [
  [1, 0, 1, 0],
  [0, 1, 1, 0],
  [0, 1, 1, 0],
  [0, 1, 0, 1],
];
const G: Matrix = [
  [1, 0, 0],
  [0.5, 0.5, 0.5],
  [0.5, 0.5, 0.5],
  [0, 0, 1],
];
const At: Matrix = [
  [1, 1, 1, 0],
  [0, 1, 1, 1],
];

const transpose = (m: Matrix): Matrix => m[0].map((_, j) => m.map((row) => row[j]));
const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
/** a·m·aᵀ */
const around = (a: Matrix, m: Matrix): Matrix => product(product(a, m), transpose(a));
const square = (size: number, at: (i: number, j: number) => number): Matrix =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => Math.abs(at(i, j))));

/** One number of each plane that a convolution goes over, 0 outside of it. */
export interface Planes {
  readonly planes: number;
  readonly height: number;
  readonly width: number;
  readonly at: (sample: number, plane: number, i: number, j: number) => number;
}

export const planesOf = (
  data: ArrayLike<number>,
  planes: number,
  height: number,
  width: number,
  top = 0,
  left = 0,
): Planes => ({
  planes,
  height,
  width,
  at: (sample, plane, i, j) => {
    const [y, x] = [i - top, j - left];
    if (y < 0 || x < 0 || y >= height || x >= width) return 0;
    return data[((sample * planes + plane) * height + y) * width + x];
  },
});

/** @param filter the number at (u, v) of the filter from plane c to output f
 *  @param output its planes, and the size of each */
export function forwardMagnitude(
  input: Planes,
  filter: (f: number, c: number, u: number, v: number) => number,
  output: { planes: number; height: number; width: number },
  rows: number,
): Float64Array {
  const y = new Float64Array(rows * output.planes * output.height * output.width);
  const transformed = Array.from({ length: output.planes }, (_, f) =>
    Array.from({ length: input.planes }, (_, c) =>
      around(
        G,
        square(3, (u, v) => filter(f, c, u, v)),
      ),
    ),
  );
  for (let n = 0; n < rows; n++) {
    for (let i = 0; i < output.height; i += 2) {
      for (let j = 0; j < output.width; j += 2) {
        const tiles = Array.from({ length: input.planes }, (_, c) =>
          around(
            Bt,
            square(4, (u, v) => input.at(n, c, i + u, j + v)),
          ),
        );
        for (let f = 0; f < output.planes; f++) {
          const sum = square(4, (a, b) =>
            tiles.reduce((s, tile, c) => s + tile[a][b] * transformed[f][c][a][b], 0),
          );
          around(At, sum).forEach((row, a) => {
            row.forEach((value, b) => {
              if (i + a >= output.height || j + b >= output.width) return;
              y[((n * output.planes + f) * output.height + i + a) * output.width + j + b] = value;
            });
          });
        }
      }
    }
  }
  return y;
}

/** Of the gradient of the filters, dw[F,C,3,3]. */
export function filterMagnitude(input: Planes, dy: Planes, rows: number): Float64Array {
  const dw: number[] = [];
  for (let f = 0; f < dy.planes; f++) {
    for (let c = 0; c < input.planes; c++) {
      const sum = Array.from({ length: 4 }, () => new Array<number>(4).fill(0));
      for (let n = 0; n < rows; n++) {
        for (let i = 0; i < dy.height; i += 2) {
          for (let j = 0; j < dy.width; j += 2) {
            const tile = around(
              Bt,
              square(4, (u, v) => input.at(n, c, i + u, j + v)),
            );
            const gradient = around(
              transpose(At),
              square(2, (a, b) => dy.at(n, f, i + a, j + b)),
            );
            for (let a = 0; a < 4; a++) for (let b = 0; b < 4; b++) sum[a][b] += tile[a][b] * gradient[a][b];
          }
        }
      }
      dw.push(...around(transpose(G), sum).flat());
    }
  }
  return Float64Array.from(dw);
}

/** How many tiles all samples have. */
export const tilesOf = (g: Geometry, rows: number) =>
  rows * Math.ceil(g.outputHeight / 2) * Math.ceil(g.outputWidth / 2);
