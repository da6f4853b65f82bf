import { sizeOf } from "../core/shape.js";
import type { Tensor } from "../core/tensor.js";
import { layerName } from "../layers/layer.js";
import type { Model } from "../model/model.js";
import type { Divergence } from "./events.js";

const hasNonFinite = (tensor: Tensor, length: number): boolean => {
  for (let i = 0; i < length; i++) if (!Number.isFinite(tensor.data[i])) return true;
  return false;
};

/** Finds where NaN or ∞ first stands: in the inputs of the batch, in the weights of a layer or in its output.
 *  @param rows of the batch that was computed last; 0 if only the weights are to be looked at
 *  @param floats whether the inputs came as such: bytes are finite */
export function explainDivergence(
  model: Model,
  rows: number,
  floats: boolean,
  restoredStep: number,
): Divergence {
  const { network } = model;
  if (floats && hasNonFinite(network.x, rows * network.inputSize)) {
    return {
      where: "the inputs of the batch",
      cause: "the data hold NaN or ∞",
      remedy: "Remove or fill in the missing values.",
      restoredStep,
    };
  }
  return {
    where: firstNonFinite(model, rows) ?? "the loss",
    cause: "the steps are too large, so that the weights grow without bound",
    remedy: "Lower the learning rate (a tenth is a good try), or start with smaller weights.",
    restoredStep,
  };
}

function firstNonFinite({ network }: Model, rows: number): string | undefined {
  if (rows > 0) network.forward(rows, true); // training keeps no outputs that it can do without
  for (const [i, { name, plan }] of network.plan.layers.entries()) {
    const own = network.parameters.filter(({ name: parameter }) => parameter.startsWith(`${i}.`));
    if (own.some(({ value }) => hasNonFinite(value, value.length)))
      return `the weights of ${layerName(name)}`;
    if (hasNonFinite(network.outputs[i], rows * sizeOf(plan.output)))
      return `the output of ${layerName(name)}`;
  }
  return undefined;
}
