import type { Kernels } from "../spec.js";
import { activate } from "./activations.js";

export const gemm: Kernels["gemm"] = (a, transposeA, b, transposeB, c, m, n, k) => {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) {
        sum += a.data[transposeA ? p * m + i : i * k + p] * b.data[transposeB ? j * k + p : p * n + j];
      }
      c.data[i * n + j] = sum;
    }
  }
};

export const affine: Kernels["affine"] = (x, w, b, y, rows, n, m) => {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < m; j++) {
      let sum = b === null ? 0 : b.data[j];
      for (let p = 0; p < n; p++) sum += x.data[i * n + p] * w.data[p * m + j];
      y.data[i * m + j] = sum;
    }
  }
};

export const affineActivate: Kernels["affineActivate"] = (x, w, b, z, y, activation, rows, n, m) => {
  affine(x, w, b, z, rows, n, m);
  activate(activation, z, y, rows * m);
};

export const sumRows: Kernels["sumRows"] = (x, y, rows, columns) => {
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += x.data[i * columns + j];
    y.data[j] = sum;
  }
};
