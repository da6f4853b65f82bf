import type { Spec } from "../core/registry.js";
import { elementwise } from "./elementwise.js";

/** Threshold: y = 1 where x > 0, else 0.
 *  Shapes    x[B,...] -> y[B,...]
 *  Backward  dx = 0: nothing behind it learns
 *  Source    McCulloch and Pitts 1943 */
export const stepLayer = elementwise({
  kind: "step",
  summary: "Threshold: y = 1 where x > 0, else 0",
  fields: {},
});

/** The spec of a layer with y = 1 where x > 0, else 0. */
export const step = (): Spec => ({ kind: "step" });
