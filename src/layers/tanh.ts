import type { Spec } from "../core/registry.js";
import { elementwise } from "./elementwise.js";

/** Hyperbolic tangent: y = tanh x.
 *  Shapes    x[B,...] -> y[B,...]
 *  Backward  dx = dy·(1 − y²)
 *  Source    LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, §4.4 */
export const tanhLayer = elementwise({ kind: "tanh", summary: "Hyperbolic tangent: y = tanh x", fields: {} });

/** The spec of a layer with y = tanh x. */
export const tanh = (): Spec => ({ kind: "tanh" });
