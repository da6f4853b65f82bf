import { finalise } from "../../core/rng.js";
import type { Kernels } from "../spec.js";

export const dropout: Kernels["dropout"] = (x, y, n, keep, key0, key1) => {
  const threshold = Math.round(keep * 2 ** 32);
  for (let i = 0; i < n; i++) {
    const kept = finalise(finalise(i ^ key0) ^ key1) >>> 0 < threshold;
    y.data[i] = kept ? x.data[i] / keep : 0;
  }
};
