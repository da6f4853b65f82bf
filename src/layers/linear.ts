import type { Spec } from "../core/registry.js";
import { elementwise } from "./elementwise.js";

/** Identity: y = x.
 *  Shapes    x[B,...] -> y[B,...]
 *  Backward  dx = dy
 *  Source    the linear unit of Widrow and Hoff 1960 */
export const linearLayer = elementwise({ kind: "linear", summary: "Identity: y = x", fields: {} });

/** The spec of a layer with y = x. */
export const linear = (): Spec => ({ kind: "linear" });
