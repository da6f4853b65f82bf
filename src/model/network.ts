import { Rng } from "../core/rng.js";
import { sizeOf } from "../core/shape.js";
import type { Bytes, Tensor } from "../core/tensor.js";
import { initializers } from "../initializers/index.js";
import type { Backend } from "../kernels/spec.js";
import type { Layer } from "../layers/layer.js";
import { type ModelPlan, parameterName } from "./plan.js";

/** A parameter with its memory. */
export interface NetworkParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: Tensor;
  readonly grad: Tensor;
}

/** One layer, with its output, the gradient of that, and how wide a row of it is. */
interface Stage {
  readonly layer: Layer;
  readonly width: number;
  /** The layer does the next one, an activation, in the same pass. */
  readonly fused: boolean;
  y: Tensor;
  dy: Tensor;
}

/** The layers of a model and all the memory they work in. Parameters are one contiguous block, their gradients another;
 *  activations are sized for the largest batch. A pass over a batch that fits allocates nothing. */
export class Network {
  readonly plan: ModelPlan;
  readonly backend: Backend;
  readonly parameters: readonly NetworkParameter[];
  /** All parameters, and all gradients, end to end. */
  readonly values: Tensor;
  readonly gradients: Tensor;
  readonly inputSize: number;
  readonly outputSize: number;
  readonly #stages: readonly Stage[];
  #capacity = 0;
  /** How many forward passes there have been: whoever wants to go back can tell whether the last one was its own. */
  passes = 0;
  x!: Tensor;
  dx: Tensor | undefined;
  pixels!: Bytes;
  targets!: Tensor;

  /** @param seed of the stream that the initial weights come from */
  constructor(plan: ModelPlan, backend: Backend, seed: number) {
    this.plan = plan;
    this.backend = backend;
    this.inputSize = sizeOf(plan.input);
    this.outputSize = sizeOf(plan.output);
    const planned = plan.layers.flatMap((layer) =>
      layer.plan.parameters.map((parameter) => ({ layer, parameter })),
    );
    const count = planned.reduce((sum, { parameter }) => sum + sizeOf(parameter.shape), 0);
    const { arena, kernels } = backend;
    this.values = arena.allocate(count);
    this.gradients = arena.allocate(count);
    let start = 0;
    this.parameters = planned.map(({ layer, parameter }, index) => {
      const length = sizeOf(parameter.shape);
      const value = arena.view(this.values, start, length);
      const grad = arena.view(this.gradients, start, length);
      start += length;
      const { init } = parameter;
      const sample = initializers
        .get(init.kind, "init")
        .sampler(init, parameter, new Rng(seed, "init", index));
      for (let i = 0; i < length; i++) value.data[i] = sample();
      return { name: parameterName(layer, parameter), shape: parameter.shape, value, grad };
    });
    const created = plan.layers.map((layer) => {
      const own = layer.plan.parameters.map((parameter) => {
        const name = parameterName(layer, parameter);
        return [parameter.name, this.parameters.find((candidate) => candidate.name === name)!] as const;
      });
      return layer.plan.create(kernels, Object.fromEntries(own));
    });
    const nothing = arena.allocate(0);
    this.#stages = created.map((layer, i) => ({
      layer,
      width: sizeOf(plan.layers[i].plan.output),
      fused: layer.forwardActivate !== undefined && created[i + 1]?.elementwise !== undefined,
      y: nothing,
      dy: nothing,
    }));
  }

  /** How many samples fit at once. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Makes room for batches of `rows` samples. */
  reserve(rows: number): void {
    if (rows <= this.#capacity) return;
    const { arena } = this.backend;
    this.#capacity = rows;
    this.x = arena.allocate(rows * this.inputSize);
    this.dx = undefined;
    this.pixels = arena.allocateBytes(rows * this.inputSize);
    this.targets = arena.allocate(rows * this.outputSize);
    let x = this.x;
    for (const stage of this.#stages) {
      stage.y = stage.layer.sameNumbers ? x : arena.allocate(rows * stage.width);
      stage.dy = arena.allocate(rows * stage.width);
      x = stage.y;
    }
  }

  /** The output of each layer in the last forward pass. */
  get outputs(): readonly Tensor[] {
    return this.#stages.map((stage) => stage.y);
  }

  get logits(): Tensor {
    return this.#stages[this.#stages.length - 1].y;
  }

  /** The gradient of the loss with respect to the logits: a loss writes it, `backward` reads it. */
  get dlogits(): Tensor {
    return this.#stages[this.#stages.length - 1].dy;
  }

  /** From the first `rows` rows of `x` to `logits`. */
  forward(rows: number, training: boolean): void {
    const stages = this.#stages;
    this.passes += 1;
    let x = this.x;
    for (let i = 0; i < stages.length; i++) {
      const { layer, y, fused } = stages[i];
      if (fused) {
        const next = stages[i + 1];
        layer.forwardActivate!(x, y, next.y, next.layer.elementwise!, rows);
        x = next.y;
        i += 1;
      } else {
        if (x !== y) layer.forward(x, y, rows, training);
        x = y;
      }
    }
  }

  /** From `dlogits` to every gradient, and to `dx` if that is wanted. */
  backward(rows: number, wantInputGradient: boolean): void {
    const stages = this.#stages;
    if (wantInputGradient) this.dx ??= this.backend.arena.allocate(this.#capacity * this.inputSize);
    for (let i = stages.length - 1; i >= 0; i--) {
      const { layer, y, dy } = stages[i];
      const x = i === 0 ? this.x : stages[i - 1].y;
      const dx = i > 0 ? stages[i - 1].dy : wantInputGradient ? this.dx! : null;
      layer.backward(x, y, dy, dx, rows);
    }
  }
}
