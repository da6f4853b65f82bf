import type { Spec } from "../core/registry.js";
import { elementwise } from "./elementwise.js";

/** Rectifier: y = max(x, 0).
 *  Shapes    x[B,...] -> y[B,...]
 *  Backward  dx = dy where x > 0, else 0 (0 also at x = 0)
 *  Source    Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", 2010 */
export const reluLayer = elementwise({ kind: "relu", summary: "Rectifier: y = max(x, 0)", fields: {} });

/** The spec of a layer with y = max(x, 0). */
export const relu = (): Spec => ({ kind: "relu" });
