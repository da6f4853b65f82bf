import type { Fields, Values } from "../core/fields.js";
import type { Definition, Spec } from "../core/registry.js";
import type { Rng, Stream } from "../core/rng.js";
import type { Shape } from "../core/shape.js";
import type { Arena, Tensor } from "../core/tensor.js";
import type { Elementwise, Kernels, Penalty } from "../kernels/spec.js";

/** A parameter that a layer wants, before there is memory for it. */
export interface ParameterPlan {
  readonly name: "W" | "b" | "gamma" | "beta";
  readonly shape: Shape;
  /** The spec of its initializer. */
  readonly init: Spec;
  /** Inputs and outputs per unit, which xavier, he and lecun scale by. */
  readonly fanIn: number;
  readonly fanOut: number;
  /** What pulls it towards 0 in every step; nothing, where it is not given. Not a part of the loss. */
  readonly penalty?: Penalty;
  /** The axis of its shape that counts the units, for weights: the others are one unit's incoming weights. */
  readonly unitAxis?: number;
}

/** Numbers that a layer keeps but does not learn by gradient, such as a running mean. */
export interface BufferPlan {
  readonly name: string;
  readonly shape: Shape;
  /** What every number of it starts as. */
  readonly value: number;
}

/** What a layer will be for a given input: known without memory or a backend. */
export interface LayerPlan {
  readonly output: Shape;
  readonly parameters: readonly ParameterPlan[];
  readonly buffers?: readonly BufferPlan[];
  /** The layers that it is made of, if it is made of layers. */
  readonly inner?: readonly PlannedLayer[];
  /** The stream that it draws random numbers from, if it does. */
  readonly random?: Stream;
  /** Set by a layer that only names the numbers anew: x may then serve as y, and `forward` is not called. */
  readonly sameNumbers?: true;
  /** Set by a layer that does nothing with x but multiply it. */
  readonly onlyMultiplies?: true;
  /** The fewest samples that a batch must have in training; 1 if absent. */
  readonly leastRows?: number;
  /** Set by a layer that asks for the kernels in which a window slides over images. */
  readonly windows?: true;
  /** Multiply-adds of one sample's forward pass, inner layers included. */
  readonly multiplyAdds: number;
  /** Makes the layer, once there is memory for it. */
  create(context: LayerContext): Layer;
}

/** One layer of a checked network. */
export interface PlannedLayer {
  readonly index: number;
  readonly kind: string;
  /** The first part of the names of its parameters: `0.dense`, within a block `3.residual.0.dense`. */
  readonly name: string;
  /** The spec with every default filled in. */
  readonly spec: Spec;
  readonly input: Shape;
  readonly plan: LayerPlan;
}

/** How a layer is called in messages: `layer 3 "dense"`. Layers count from 0, as in the names of parameters. */
export function layerName(name: string): string {
  const end = name.lastIndexOf(".");
  return `layer ${name.slice(0, end)} "${name.slice(end + 1)}"`;
}

/** Layers one after the other, with memory of their own for what passes between them. */
export interface Chain {
  /** Makes room for batches of `rows` samples, whose input will stand in x. */
  reserve(rows: number, x: Tensor): void;
  /** The output of the last layer. */
  readonly y: Tensor;
  /** From the first `rows` rows of x to y. */
  forward(rows: number, training: boolean): void;
  /** From the gradient of y to every parameter's, and to dx unless that is null. */
  backward(dy: Tensor, dx: Tensor | null, rows: number): void;
}

/** What a layer is made with. */
export interface LayerContext {
  readonly kernels: Kernels;
  /** Takes memory that does not depend on the batch. */
  readonly arena: Arena;
  /** By name, as planned; `trainable` may change at any time. */
  readonly parameters: Readonly<
    Record<string, { readonly value: Tensor; readonly grad: Tensor; readonly trainable: boolean }>
  >;
  readonly buffers: Readonly<Record<string, Tensor>>;
  /** The inner layers at work, as planned. */
  readonly inner: Chain;
  /** Its own random numbers; their state is stored in checkpoints. */
  readonly random: Rng;
}

/** A layer at work. It owns no activations: `x`, `y` and their gradients are handed to it, batch rows first.
 *  `backward` overwrites the gradients of its parameters and `dx`, and never writes `x`, `y` or `dy`; see `inPlace`. */
export interface Layer {
  /** Makes room for what the layer keeps per sample, for batches of `rows`; x is where its input will stand. */
  reserve?(rows: number, x: Tensor): void;
  /** y from x, for `rows` samples. */
  forward(x: Tensor, y: Tensor, rows: number, training: boolean): void;
  /** The gradients from dy; `dx` is null when nobody asks for it (the first layer in training). */
  backward(x: Tensor, y: Tensor, dy: Tensor, dx: Tensor | null, rows: number): void;
  /** Set by a layer that works element by element. */
  readonly elementwise?: Elementwise;
  /** Set by a layer that can go back through the elementwise layer before it, x = f(z), in the same pass, if that
   *  `tellsFromOutput`. */
  backwardActivate?(previous: Elementwise, x: Tensor, y: Tensor, dy: Tensor, dz: Tensor, rows: number): void;
  /** Whether `backwardActivate` may be given x for dz. */
  readonly inPlace?: boolean;
  /** Set by a layer that can do the elementwise layer behind it in the same pass: z its own output, y = f(z).
   *  z and y may be the same, for z is not asked for again. */
  forwardActivate?(x: Tensor, z: Tensor, y: Tensor, next: Elementwise, rows: number): void;
}

/** An entry of the layer registry: spec on one side, layer at work on the other. */
export interface LayerDefinition extends Definition {
  /** @param where the layer as messages call it
   *  @param name the layer's name, with which those of its parameters and of its inner layers begin
   *  Errors    E_SHAPE when the layer cannot take this input */
  plan(spec: Spec, input: Shape, where: string, name: string): LayerPlan;
}

/** A layer definition whose `plan` sees the types that its fields parse to. */
export function defineLayer<F extends Fields>(definition: {
  kind: string;
  summary: string;
  fields: F;
  plan(spec: Values<F>, input: Shape, where: string, name: string): LayerPlan;
}): LayerDefinition {
  return {
    ...definition,
    plan: (spec, input, where, name) => definition.plan(spec as unknown as Values<F>, input, where, name),
  };
}
