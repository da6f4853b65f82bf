import type { Fields, Values } from "../core/fields.js";
import type { Definition, Spec } from "../core/registry.js";
import type { Shape } from "../core/shape.js";
import type { Tensor } from "../core/tensor.js";
import type { Elementwise, Kernels } from "../kernels/spec.js";

/** A parameter that a layer wants, before there is memory for it. */
export interface ParameterPlan {
  readonly name: "W" | "b" | "gamma" | "beta";
  readonly shape: Shape;
  /** The spec of its initializer. */
  readonly init: Spec;
  /** Inputs and outputs per unit, which xavier, he and lecun scale by. */
  readonly fanIn: number;
  readonly fanOut: number;
}

/** What a layer will be for a given input: known without memory or a backend. */
export interface LayerPlan {
  readonly output: Shape;
  readonly parameters: readonly ParameterPlan[];
  /** Multiply-adds of one sample's forward pass. */
  readonly multiplyAdds: number;
  /** Makes the layer, once its parameters have memory (by name, as planned). */
  create(kernels: Kernels, parameters: Readonly<Record<string, { value: Tensor; grad: Tensor }>>): Layer;
}

/** A layer at work. It owns no activations: `x`, `y` and their gradients are handed to it, batch rows first.
 *  `backward` overwrites the gradients of its parameters and `dx`, and never writes `x`, `y` or `dy`. */
export interface Layer {
  /** y from x, for `rows` samples. */
  forward(x: Tensor, y: Tensor, rows: number, training: boolean): void;
  /** The gradients from dy; `dx` is null when nobody asks for it (the first layer in training). */
  backward(x: Tensor, y: Tensor, dy: Tensor, dx: Tensor | null, rows: number): void;
  /** Set by a layer that only names the numbers anew: x may then serve as y, and `forward` is not called. */
  readonly sameNumbers?: true;
  /** Set by a layer that works element by element. */
  readonly elementwise?: Elementwise;
  /** Set by a layer that can do the elementwise layer behind it in the same pass: z its own output, y = f(z). */
  forwardActivate?(x: Tensor, z: Tensor, y: Tensor, next: Elementwise, rows: number): void;
}

/** An entry of the layer registry: spec on one side, layer at work on the other. */
export interface LayerDefinition extends Definition {
  /** Errors    E_SHAPE when the layer cannot take this input; `where` names the layer */
  plan(spec: Spec, input: Shape, where: string): LayerPlan;
}

/** A layer definition whose `plan` sees the types that its fields parse to. */
export function defineLayer<F extends Fields>(definition: {
  kind: string;
  summary: string;
  fields: F;
  plan(spec: Values<F>, input: Shape, where: string): LayerPlan;
}): LayerDefinition {
  return {
    ...definition,
    plan: (spec, input, where) => definition.plan(spec as unknown as Values<F>, input, where),
  };
}
