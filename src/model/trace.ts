import type { FloatArray } from "../core/tensor.js";
import type { Inputs, Model } from "./model.js";

/** What one layer gave for a batch. */
export interface LayerTrace {
  /** `<layer index>.<kind>` */
  readonly name: string;
  /** [n, ...output of the layer], a fresh array */
  readonly output: FloatArray;
}

/** The output of every layer for a batch, in evaluation mode: what each neuron says.
 *  Shapes    x[n, ...input] -> per layer [n, ...its output]
 *  Errors    E_SHAPE when x is not whole samples */
export function trace(model: Model, x: Inputs): readonly LayerTrace[] {
  const { network } = model;
  const rows = model.forward(x).length / network.outputSize;
  const { outputs, plan, capacity } = network;
  return plan.layers.map(({ name }, i) => ({
    name,
    output: outputs[i].data.slice(0, (outputs[i].length / capacity) * rows),
  }));
}
