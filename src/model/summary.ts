import { type Shape, sizeOf } from "../core/shape.js";
import type { LayerPlan } from "../layers/layer.js";
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

/** How many numbers a layer learns, with its inner layers. */
const learned = ({ parameters, inner = [] }: LayerPlan): number =>
  parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0) +
  inner.reduce((sum, { plan }) => sum + learned(plan), 0);

/** What a network is made of, layer by layer. */
export const summarise = (plan: ModelPlan): readonly LayerSummary[] =>
  plan.layers.map(({ index, kind, plan: layer }) => ({
    index,
    kind,
    output: layer.output,
    parameters: learned(layer),
    multiplyAdds: layer.multiplyAdds,
  }));

/** How many numbers a network learns. */
export const parameterCount = (plan: ModelPlan): number =>
  summarise(plan).reduce((sum, layer) => sum + layer.parameters, 0);
