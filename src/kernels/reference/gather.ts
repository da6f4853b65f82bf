import type { Kernels } from "../spec.js";

const PIXEL = 1 / 255;

export const gatherBytes: Kernels["gatherBytes"] = (source, order, from, rows, columns, pixels, x) => {
  for (let r = 0; r < rows; r++) {
    const start = (order === null ? from + r : order[from + r]) * columns;
    for (let j = 0; j < columns; j++) {
      pixels.data[r * columns + j] = source[start + j];
      x.data[r * columns + j] = source[start + j] * PIXEL;
    }
  }
};

export const gatherFloats: Kernels["gatherFloats"] = (source, order, from, rows, columns, x) => {
  for (let r = 0; r < rows; r++) {
    const start = (order === null ? from + r : order[from + r]) * columns;
    for (let j = 0; j < columns; j++) x.data[r * columns + j] = source[start + j];
  }
};
