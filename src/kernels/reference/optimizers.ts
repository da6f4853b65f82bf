import type { Kernels } from "../spec.js";

export const sgd: Kernels["sgd"] = (p, g, n, rate) => {
  for (let i = 0; i < n; i++) p.data[i] -= rate * g.data[i];
};
