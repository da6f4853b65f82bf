import { exp, log, sigmoid, softplus } from "../../core/math.js";
import type { FloatArray } from "../../core/tensor.js";
import type { Kernels } from "../spec.js";

/** p = softmax of the row of z at `start`; returns ln Σ e^z. Subtracting the maximum keeps every exponent ≤ 0. */
function softmaxRow(z: FloatArray, p: FloatArray, start: number, columns: number): number {
  let top = z[start];
  for (let j = 1; j < columns; j++) if (z[start + j] > top) top = z[start + j];
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += p[start + j] = exp(z[start + j] - top);
  for (let j = 0; j < columns; j++) p[start + j] /= sum;
  return top + log(sum);
}

export const softmax: Kernels["softmax"] = (z, p, rows, columns) => {
  for (let i = 0; i < rows; i++) softmaxRow(z.data, p.data, i * columns, columns);
};

export const softmaxCrossEntropy: Kernels["softmaxCrossEntropy"] = (z, t, dz, rows, columns, scale) => {
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const start = i * columns;
    const logSum = softmaxRow(z.data, dz.data, start, columns);
    let mass = 0;
    for (let j = start; j < start + columns; j++) {
      mass += t.data[j];
      if (t.data[j] !== 0) total += t.data[j] * (logSum - z.data[j]);
    }
    for (let j = start; j < start + columns; j++) dz.data[j] = (dz.data[j] * mass - t.data[j]) * scale;
  }
  return total;
};

export const binaryCrossEntropy: Kernels["binaryCrossEntropy"] = (z, t, dz, n, scale) => {
  let total = 0;
  for (let i = 0; i < n; i++) {
    total += softplus(z.data[i]) - z.data[i] * t.data[i];
    dz.data[i] = (sigmoid(z.data[i]) - t.data[i]) * scale;
  }
  return total;
};

export const squaredError: Kernels["squaredError"] = (y, t, dy, n, scale) => {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const difference = y.data[i] - t.data[i];
    total += difference * difference;
    dy.data[i] = difference * scale;
  }
  return total;
};
