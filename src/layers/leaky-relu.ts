import { real } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { elementwise } from "./elementwise.js";

/** Leaky rectifier: y = x where x > 0, else slope·x.
 *  Shapes    x[B,...] -> y[B,...]
 *  Backward  dx = dy where x > 0, else slope·dy
 *  Source    Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013 */
export const leakyReluLayer = elementwise({
  kind: "leakyRelu",
  summary: "Leaky rectifier: y = x where x > 0, else slope·x",
  fields: { slope: real({ help: "the slope below 0", fallback: 0.01 }) },
  alpha: ({ slope }) => slope,
});

/** The spec of a layer with y = x where x > 0, else slope·x. */
export const leakyRelu = (options: { slope?: number } = {}): Spec => ({ kind: "leakyRelu", ...options });
