import type { Kernels } from "../spec.js";

export const scaleBytes: Kernels["scaleBytes"] = (bytes, x, n, factor) => {
  for (let i = 0; i < n; i++) x.data[i] = bytes.data[i] * factor;
};
