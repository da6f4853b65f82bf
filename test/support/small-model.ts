// A small net and a batch for it.
import { dense, tanh } from "../../src/layers/index.js";

export const spec = { input: [3], layers: [dense(5), tanh(), dense(4)] };
export const x = [0.5, -1, 2, 1, 0.25, -0.75];
export const backends = ["reference", "wasm"] as const;
