import { type Shape, sizeOf } from "../core/shape.js";
import type { LayerPlan } from "../layers/layer.js";
import type { ModelPlan } from "./plan.js";

/** Bytes of a number, as a model is trained under WebAssembly and stored: float32. */
const FLOAT = 4;

/** One layer in numbers. */
export interface LayerSummary {
  readonly index: number;
  readonly kind: string;
  readonly output: Shape;
  readonly parameters: number;
  /** Of its parameters and its running statistics, in bytes. Training takes as much again for the gradients of the
   *  parameters, and for each of the optimizer's slots. */
  readonly weightBytes: number;
  /** Of all its outputs for one sample, in bytes, those of inner layers too; none where the output is the input under
   *  another name. A batch takes that many times its samples, and training as much again for the gradients. */
  readonly activationBytes: number;
  /** Of one sample's forward pass. */
  readonly multiplyAdds: number;
}

/** Adds up a number of a layer and of those that it is made of. */
const total = (layer: LayerPlan, of: (layer: LayerPlan) => number): number =>
  (layer.inner ?? []).reduce((sum, { plan }) => sum + total(plan, of), of(layer));

const sizes = (tensors: readonly { readonly shape: Shape }[]): number =>
  tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/** How many numbers a layer learns, with its inner layers. */
const learned = (layer: LayerPlan): number => total(layer, ({ parameters }) => sizes(parameters));

/** What a network is made of, layer by layer. */
export const summarise = (plan: ModelPlan): readonly LayerSummary[] =>
  plan.layers.map(({ index, kind, plan: layer }) => ({
    index,
    kind,
    output: layer.output,
    parameters: learned(layer),
    weightBytes: FLOAT * (learned(layer) + total(layer, ({ buffers = [] }) => sizes(buffers))),
    activationBytes: FLOAT * total(layer, ({ output, sameNumbers }) => (sameNumbers ? 0 : sizeOf(output))),
    multiplyAdds: layer.multiplyAdds,
  }));

/** How many numbers a network learns. */
export const parameterCount = (plan: ModelPlan): number =>
  plan.layers.reduce((sum, { plan: layer }) => sum + learned(layer), 0);
