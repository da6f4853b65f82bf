import { real } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { elementwise } from "./elementwise.js";

/** Exponential linear unit: y = x where x > 0, else α·(eˣ − 1).
 *  Shapes    x[B,...] -> y[B,...]
 *  Backward  dx = dy where x > 0, else dy·(y + α)
 *  Source    Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by ELUs", 2015 */
export const eluLayer = elementwise({
  kind: "elu",
  summary: "Exponential linear unit: y = x where x > 0, else α·(eˣ − 1)",
  fields: { alpha: real({ help: "α: minus the value far below 0", fallback: 1 }) },
  alpha: ({ alpha }) => alpha,
});

/** The spec of a layer with y = x where x > 0, else α·(eˣ − 1). */
export const elu = (options: { alpha?: number } = {}): Spec => ({ kind: "elu", ...options });
