import { ChainruleError } from "../core/errors.js";
import { Rng } from "../core/rng.js";
import { type Shape, showShape, sizeOf } from "../core/shape.js";
import type { Bytes, FloatArray, Tensor } from "../core/tensor.js";
import { initializers } from "../initializers/index.js";
import type { Backend, Penalty, Segment } from "../kernels/spec.js";
import { type Layer, layerName, type PlannedLayer } from "../layers/layer.js";
import { Sequence } from "../layers/sequence.js";
import type { ModelPlan } from "./plan.js";

/** A parameter with its memory. */
export interface NetworkParameter {
  readonly name: string;
  readonly shape: Shape;
  readonly value: Tensor;
  readonly grad: Tensor;
  /** Whether optimizers move it. */
  readonly trainable: boolean;
  readonly penalty: Penalty;
  readonly unitAxis?: number;
}

const NO_PENALTY: Penalty = { l1: 0, l2: 0 };

/** A buffer with its memory. */
export interface NetworkBuffer {
  readonly name: string;
  readonly shape: Shape;
  readonly value: Tensor;
}

/** A layer and all that it is made of, outermost first. */
const withInner = (layer: PlannedLayer): readonly PlannedLayer[] => [
  layer,
  ...(layer.plan.inner ?? []).flatMap(withInner),
];

/** The layers of a model and all the memory they work in. Parameters are one contiguous block, their gradients another;
 *  activations are sized for the largest batch. A pass over a batch that fits allocates nothing. */
export class Network {
  readonly plan: ModelPlan;
  readonly backend: Backend;
  readonly parameters: readonly NetworkParameter[];
  readonly buffers: readonly NetworkBuffer[];
  /** All parameters, and all gradients, end to end. */
  readonly values: Tensor;
  readonly gradients: Tensor;
  /** The random numbers of the layers that draw any. */
  readonly streams: readonly Rng[];
  readonly inputSize: number;
  readonly outputSize: number;
  /** By the first layer, and nothing else done with it. */
  readonly onlyMultiplied: boolean;
  /** What optimizers may move; another list whenever something has been frozen or unfrozen. */
  segments: readonly Segment[];
  /** A copy of all that is learned, buffers too, of the epoch that early stopping would go back to. */
  best: readonly FloatArray[] | undefined;
  readonly #sequence: Sequence;
  /** A layer that cannot be trained with few samples at once. */
  readonly #demanding: PlannedLayer | undefined;
  #capacity = 0;
  /** How many forward passes there have been: whoever wants to go back can tell whether the last one was its own. */
  passes = 0;
  x!: Tensor;
  dx: Tensor | undefined;
  pixels!: Bytes;
  targets!: Tensor;

  /** @param seed of all that is random in it: the initial weights, and what the layers draw */
  constructor(plan: ModelPlan, backend: Backend, seed: number) {
    this.plan = plan;
    this.backend = backend;
    this.inputSize = sizeOf(plan.input);
    this.outputSize = sizeOf(plan.output);
    const first = plan.layers.find(({ plan: { sameNumbers } }) => !sameNumbers);
    this.onlyMultiplied = first?.plan.onlyMultiplies === true;
    const all = plan.layers.flatMap(withInner);
    this.#demanding = all.find(({ plan: { leastRows = 1 } }) => leastRows > 1);
    const { arena } = backend;
    const wanted = all.flatMap((layer) => layer.plan.parameters.map((parameter) => ({ layer, parameter })));
    const count = wanted.reduce((sum, { parameter }) => sum + sizeOf(parameter.shape), 0);
    this.values = arena.allocate(count);
    this.gradients = arena.allocate(count);
    let start = 0;
    this.parameters = wanted.map(({ layer, parameter }, index) => {
      const { shape, init, penalty = NO_PENALTY, unitAxis } = parameter;
      const length = sizeOf(shape);
      const value = arena.view(this.values, start, length);
      const grad = arena.view(this.gradients, start, length);
      start += length;
      const random = new Rng(seed, "init", index);
      const sample = initializers.get(init.kind, "init").sampler(init, parameter, random);
      for (let i = 0; i < length; i++) value.data[i] = sample();
      return {
        name: `${layer.name}.${parameter.name}`,
        shape,
        value,
        grad,
        trainable: true,
        penalty,
        unitAxis,
      };
    });
    this.segments = segmentsOf(this.parameters);
    this.buffers = all.flatMap((layer) =>
      (layer.plan.buffers ?? []).map(({ name, shape, value: first }) => {
        const value = arena.allocate(sizeOf(shape));
        value.data.fill(first);
        return { name: `${layer.name}.${name}`, shape, value };
      }),
    );
    const streams = new Map(
      all.flatMap(({ name, plan: { random } }, i) =>
        random ? [[name, new Rng(seed, random, i)] as const] : [],
      ),
    );
    this.streams = [...streams.values()];
    this.#sequence = this.#create(plan.layers, streams);
  }

  #create(planned: readonly PlannedLayer[], streams: ReadonlyMap<string, Rng>): Sequence {
    const { arena, kernels } = this.backend;
    const ownOf = <T extends { name: string }>(layer: PlannedLayer, from: readonly T[]) =>
      from
        .filter(({ name }) => name.startsWith(`${layer.name}.`))
        .map((own) => [own.name.slice(layer.name.length + 1), own] as const);
    const layers = planned.map((layer) => ({
      width: sizeOf(layer.plan.output),
      sameNumbers: layer.plan.sameNumbers === true,
      layer: layer.plan.create({
        kernels,
        arena,
        parameters: Object.fromEntries(ownOf(layer, this.parameters)),
        buffers: Object.fromEntries(ownOf(layer, this.buffers).map(([name, { value }]) => [name, value])),
        inner: this.#create(layer.plan.inner ?? [], streams),
        random: streams.get(layer.name)!,
      }) as Layer,
    }));
    return new Sequence(arena, layers);
  }

  /** Freezes or unfreezes the parameters for which `which` holds. */
  setTrainable(trainable: boolean, which: (parameter: NetworkParameter) => boolean): void {
    for (const parameter of this.parameters)
      if (which(parameter)) (parameter as { trainable: boolean }).trainable = trainable;
    this.segments = segmentsOf(this.parameters);
  }

  /** All that training changes: the parameters as one, and each buffer. */
  get learned(): readonly Tensor[] {
    return [this.values, ...this.buffers.map(({ value }) => value)];
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
    this.#sequence.reserve(rows, this.x);
  }

  /** The output of each layer in the last forward pass. */
  get outputs(): readonly Tensor[] {
    return this.#sequence.outputs;
  }

  /** The gradient of each layer's output, after a backward pass with the layers apart. */
  get outputGradients(): readonly Tensor[] {
    return this.#sequence.outputGradients;
  }

  get logits(): Tensor {
    return this.#sequence.y;
  }

  /** The gradient of the loss with respect to the logits: a loss writes it, `backward` reads it. */
  get dlogits(): Tensor {
    return this.#sequence.dy;
  }

  /** Checks that a batch of `rows` samples can be trained with.
   *  Errors    E_SHAPE, naming the layer that needs more of them */
  requireRows(rows: number): void {
    const leastRows = this.#demanding?.plan.leastRows ?? 1;
    if (rows >= leastRows) return;
    const { name, input } = this.#demanding!;
    throw new ChainruleError("E_SHAPE", {
      where: layerName(name),
      expected: `at least ${leastRows} samples of ${showShape(input)} in every training batch`,
      got: `a batch of ${rows}`,
      remedy: "Use a larger batch size, or one that leaves no single sample over for the last batch.",
    });
  }

  /** From the first `rows` rows of `x` to `logits`.
   *  @param lean as for `Sequence.forward`
   *  Errors    E_SHAPE, as `requireRows`, in training */
  forward(rows: number, training: boolean, lean = false): void {
    if (training) this.requireRows(rows);
    this.passes += 1;
    this.#sequence.forward(rows, training, lean);
  }

  /** From `dlogits` to every gradient, and to `dx` if that is wanted.
   *  @param apart as for `Sequence.backward` */
  backward(rows: number, wantInputGradient: boolean, apart = false): void {
    if (wantInputGradient) this.dx ??= this.backend.arena.allocate(this.#capacity * this.inputSize);
    this.#sequence.backward(this.dlogits, wantInputGradient ? this.dx! : null, rows, apart);
  }
}

/** The parameters that are trained, those that can be done at once as one. They stand end to end, in this order. */
function segmentsOf(parameters: readonly NetworkParameter[]): readonly Segment[] {
  const segments: { start: number; length: number; penalty: Penalty }[] = [];
  let start = 0;
  for (const { value, trainable, penalty } of parameters) {
    const last = segments.at(-1);
    const goesOn =
      last !== undefined &&
      last.start + last.length === start &&
      last.penalty.l1 === penalty.l1 &&
      last.penalty.l2 === penalty.l2;
    if (trainable && goesOn) last.length += value.length;
    else if (trainable) segments.push({ start, length: value.length, penalty });
    start += value.length;
  }
  return segments;
}
