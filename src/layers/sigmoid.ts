import type { Spec } from "../core/registry.js";
import { elementwise } from "./elementwise.js";

/** Logistic function: y = 1/(1 + e⁻ˣ).
 *  Shapes    x[B,...] -> y[B,...]
 *  Backward  dx = dy·y·(1 − y)
 *  Source    Verhulst 1838; as a unit's output, Rumelhart, Hinton and Williams 1986 */
export const sigmoidLayer = elementwise({
  kind: "sigmoid",
  summary: "Logistic function: y = 1/(1 + e⁻ˣ)",
  fields: {},
});

/** The spec of a layer with y = 1/(1 + e⁻ˣ). */
export const sigmoid = (): Spec => ({ kind: "sigmoid" });
