import type { Kernels } from "../spec.js";

export const add: Kernels["add"] = (a, b, y, n) => {
  for (let i = 0; i < n; i++) y.data[i] = a.data[i] + b.data[i];
};

export const blend: Kernels["blend"] = (a, value, n, share, scale) => {
  for (let i = 0; i < n; i++) a.data[i] = (1 - share) * a.data[i] + share * scale * value.data[i];
};
