import type { Spec } from "../core/registry.js";
import { elementwise } from "./elementwise.js";

/** Gaussian error linear unit: y = x·Φ(x), Φ the normal distribution function (exact).
 *  Shapes    x[B,...] -> y[B,...]
 *  Backward  dx = dy·(Φ(x) + x·φ(x)), φ the normal density
 *  Source    Hendrycks and Gimpel, "Gaussian error linear units", 2016 */
export const geluLayer = elementwise({
  kind: "gelu",
  summary: "Gaussian error linear unit: y = x·Φ(x), Φ the normal distribution function (exact)",
  fields: {},
});

/** The spec of a layer with y = x·Φ(x). */
export const gelu = (): Spec => ({ kind: "gelu" });
