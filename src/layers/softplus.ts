import type { Spec } from "../core/registry.js";
import { elementwise } from "./elementwise.js";

/** Smooth rectifier: y = ln(1 + eˣ).
 *  Shapes    x[B,...] -> y[B,...]
 *  Backward  dx = dy/(1 + e⁻ˣ)
 *  Source    Dugas et al., "Incorporating second-order functional knowledge", 2000 */
export const softplusLayer = elementwise({
  kind: "softplus",
  summary: "Smooth rectifier: y = ln(1 + eˣ)",
  fields: {},
});

/** The spec of a layer with y = ln(1 + eˣ). */
export const softplus = (): Spec => ({ kind: "softplus" });
