import type { Kernels } from "../spec.js";

export const sumSquares: Kernels["sumSquares"] = (x, n) => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x.data[i] * x.data[i];
  return sum;
};

export const scale: Kernels["scale"] = (x, n, factor) => {
  for (let i = 0; i < n; i++) x.data[i] *= factor;
};

export const clamp: Kernels["clamp"] = (x, n, limit) => {
  for (let i = 0; i < n; i++) x.data[i] = Math.max(-limit, Math.min(limit, x.data[i]));
};

export const limitNorms: Kernels["limitNorms"] = ({ data }, outer, units, inner, limit) => {
  for (let unit = 0; unit < units; unit++) {
    let sum = 0;
    for (let o = 0; o < outer; o++) {
      const start = (o * units + unit) * inner;
      for (let i = start; i < start + inner; i++) sum += data[i] * data[i];
    }
    if (!(sum > limit * limit)) continue;
    const factor = limit / Math.sqrt(sum);
    for (let o = 0; o < outer; o++) {
      const start = (o * units + unit) * inner;
      for (let i = start; i < start + inner; i++) data[i] *= factor;
    }
  }
};
