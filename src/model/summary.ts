import { type Shape, sizeOf } from "../core/shape.js";
import type { ModelPlan } from "./plan.js";

/** One layer in numbers. */
export interface LayerSummary {
  readonly index: number;
  readonly kind: string;
  readonly output: Shape;
  readonly parameters: number;
  /** Of one sample's forward pass. */
  readonly multiplyAdds: number;
}

/** What a network is made of, layer by layer. */
export const summarise = (plan: ModelPlan): readonly LayerSummary[] =>
  plan.layers.map(({ index, kind, plan: layer }) => ({
    index,
    kind,
    output: layer.output,
    parameters: layer.parameters.reduce((sum, parameter) => sum + sizeOf(parameter.shape), 0),
    multiplyAdds: layer.multiplyAdds,
  }));

/** How many numbers a network learns. */
export const parameterCount = (plan: ModelPlan): number =>
  summarise(plan).reduce((sum, layer) => sum + layer.parameters, 0);
