import { ChainruleError } from "../core/errors.js";
import { type Shape, showShape } from "../core/shape.js";
import type { FloatArray } from "../core/tensor.js";
import { gatherInputs, gatherTargets } from "../data/batches.js";
import { type OutputFunction, weightOf } from "../losses/loss.js";
import { type LossSpec, lossFor } from "../losses/registry.js";
import { setTrainable } from "./freeze.js";
import { saveModel } from "./model-file.js";
import type { Network } from "./network.js";
import { applyOutput } from "./output.js";
import type { ModelSpec } from "./plan.js";

/** Inputs as users have them: flat, row-major, whole samples end to end. Bytes are pixels and are scaled by 1/255. */
export type Inputs = FloatArray | Uint8Array | readonly number[];

/** Class indices (one per sample), or rows of as many numbers as the model has outputs. */
export type Targets = FloatArray | Int32Array | Uint8Array | readonly number[];

/** One parameter, as users see it. The arrays are the model's own memory: writing to them changes the model. They serve
 *  until the memory grows (a larger batch, the first step of an optimizer): take them from `model.parameters` anew. */
export interface Parameter {
  /** `<layer index>.<kind>.<W|b|gamma|beta>` */
  readonly name: string;
  readonly shape: Shape;
  readonly value: FloatArray;
  readonly grad: FloatArray;
  /** Whether training moves it; may be set, as `freeze` and `unfreeze` do for many. */
  trainable: boolean;
}

/** Numbers that a model keeps but does not learn by gradient, such as running statistics. */
export interface ModelBuffer {
  readonly name: string;
  readonly shape: Shape;
  readonly value: FloatArray;
}

/** What a model remembers of its making, stored with it. */
export interface ModelMetadata {
  /** What the outputs mean. */
  classes?: readonly string[];
  /** How a new sample is prepared: `"mnist-digit"` for pictures of digits. */
  preprocessing?: string;
}

/** The rows that `predict` computes at a time, when more are asked for than a batch holds. */
const CHUNK = 256;

/** A neural network that can be trained. Made by `build` or `load`. */
export class Model implements ModelMetadata {
  readonly spec: ModelSpec;
  readonly seed: number;
  /** @internal */
  readonly network: Network;
  classes?: readonly string[];
  preprocessing?: string;
  /** What `predict` makes of the logits; the loss that was last used decides. */
  output: OutputFunction = "none";
  #lastRows = 0;
  #lastPass = 0;
  #lossPending = false;

  /** @internal */
  constructor(spec: ModelSpec, network: Network, seed: number) {
    this.spec = spec;
    this.network = network;
    this.seed = seed;
  }

  /** Every parameter, in the order of the layers. */
  get parameters(): readonly Parameter[] {
    const { network } = this;
    return network.parameters.map((parameter) => ({
      name: parameter.name,
      shape: parameter.shape,
      value: parameter.value.data,
      grad: parameter.grad.data,
      get trainable() {
        return parameter.trainable;
      },
      set trainable(trainable) {
        network.setTrainable(trainable, (other) => other === parameter);
      },
    }));
  }

  /** Keeps parameters as they are in training; gradients are computed all the same. A `batchNorm` whose γ and β are both
   *  frozen keeps its running statistics, too, and normalises by them, in training as in evaluation: what is frozen goes on
   *  computing what it did.
   *  @param patterns names of parameters or layers, or with `*` for any part of one: "0.dense", "0.*", "*.conv2d.*", "*.b"
   *  Errors    E_FIELD for a pattern that nothing matches */
  freeze(patterns: string | readonly string[]): void {
    setTrainable(this.network, patterns, false);
  }

  /** Has training move parameters again.
   *  @param patterns as for `freeze`
   *  Errors    E_FIELD for a pattern that nothing matches */
  unfreeze(patterns: string | readonly string[]): void {
    setTrainable(this.network, patterns, true);
  }

  /** Every buffer, in the order of the layers. */
  get buffers(): readonly ModelBuffer[] {
    return this.network.buffers.map(({ name, shape, value }) => ({ name, shape, value: value.data }));
  }

  /** Logits of a batch.
   *  Shapes    x[n, ...input] -> [n, ...output], a fresh array
   *  Errors    E_SHAPE when x is not whole samples */
  forward(x: Inputs, { training = false }: { training?: boolean } = {}): FloatArray {
    const rows = this.#put(x);
    this.network.forward(rows, training);
    this.#passed(rows, false);
    return this.network.logits.data.slice(0, rows * this.network.outputSize);
  }

  /** The loss of a batch, after a forward pass in training mode.
   *  Errors    E_SHAPE when x or targets are not whole samples; E_DATA for a label outside the outputs */
  loss(x: Inputs, targets: Targets, loss: LossSpec): number {
    const { network } = this;
    const { spec, definition } = lossFor(loss, network.outputSize);
    const { kernels } = network.backend;
    const rows = this.#put(x);
    this.#putTargets(targets, rows);
    network.forward(rows, true);
    const { logits, targets: t, dlogits, outputSize } = network;
    const weight = weightOf(spec, definition.weigh?.(spec, t.data, rows, outputSize) ?? rows);
    const sum = definition.evaluate(kernels, logits, t, dlogits, rows, outputSize, weight);
    this.output = definition.output;
    this.#passed(rows, true);
    return sum * weight;
  }

  /** Overwrites the gradient of every parameter and returns dx.
   *  @param dlogits [n, ...output]; without it, the gradient of the last `loss`
   *  Errors    E_SHAPE when there was no forward pass, or dlogits has not its shape */
  backward(dlogits?: FloatArray | readonly number[]): FloatArray {
    const { network } = this;
    // another pass, of an evaluation say, has left other numbers behind than those of the last loss
    const rows = network.passes === this.#lastPass ? this.#lastRows : 0;
    const length = rows * network.outputSize;
    if (rows === 0 || (dlogits === undefined ? !this.#lossPending : dlogits.length !== length)) {
      throw new ChainruleError("E_SHAPE", {
        where: "backward",
        expected:
          rows === 0 ? "a forward pass before it" : `${length} numbers, one per logit of the last pass`,
        got:
          dlogits === undefined ? "no dlogits, and no loss since the last pass" : `${dlogits.length} numbers`,
        remedy: "Call loss(x, targets, loss) first, or give backward the gradient of the logits.",
      });
    }
    if (dlogits !== undefined) {
      network.dlogits.data.set(dlogits);
      this.#lossPending = false;
    }
    network.backward(rows, true);
    return network.dx!.data.slice(0, rows * network.inputSize);
  }

  /** Probabilities, or values, of a batch of any size.
   *  Shapes    x[n, ...input] -> [n, ...output], a fresh array
   *  Errors    E_SHAPE when x is not whole samples */
  predict(x: Inputs): FloatArray {
    const { network } = this;
    const { inputSize, outputSize } = network;
    const total = this.#rowsOf(x.length);
    const Floats = network.values.data.constructor as Float64ArrayConstructor;
    const result: FloatArray = new Floats(total * outputSize);
    for (let from = 0; from < total; from += CHUNK) {
      const rows = Math.min(CHUNK, total - from);
      this.#put(x.slice(from * inputSize, (from + rows) * inputSize), true);
      network.forward(rows, false, true);
      const { logits, dlogits } = network;
      const y = applyOutput(this.output, network.backend.kernels, logits, dlogits, rows, outputSize);
      result.set(y.data.subarray(0, rows * outputSize), from * outputSize);
    }
    return result;
  }

  /** The model as a safetensors file: weights, spec, classes, preprocessing, seed, version. */
  save(): Uint8Array<ArrayBuffer> {
    return saveModel(this);
  }

  #rowsOf(length: number): number {
    const { inputSize, plan } = this.network;
    const rows = length / inputSize;
    if (Number.isInteger(rows) && rows > 0) return rows;
    throw new ChainruleError("E_SHAPE", {
      where: "x",
      expected: `whole samples of ${showShape(plan.input)}, that is a multiple of ${inputSize} numbers`,
      got: `${length} numbers`,
      remedy: "Give the samples end to end in one flat array.",
    });
  }

  /** Notes what there is now to go back from. */
  #passed(rows: number, lossPending: boolean): void {
    this.#lastRows = rows;
    this.#lastPass = this.network.passes;
    this.#lossPending = lossPending;
  }

  #put(x: Inputs, lean = false): number {
    const { network } = this;
    const rows = this.#rowsOf(x.length);
    this.#lastRows = 0;
    network.reserve(rows);
    const inputs = ArrayBuffer.isView(x) ? x : Float64Array.from(x);
    gatherInputs(
      network.backend.kernels,
      network,
      { inputs, shape: network.plan.input },
      null,
      0,
      rows,
      lean,
    );
    return rows;
  }

  #putTargets(targets: Targets, rows: number): void {
    const { network } = this;
    const width = network.outputSize;
    const whole = targets.length === rows * width;
    if (!whole && targets.length !== rows) {
      throw new ChainruleError("E_SHAPE", {
        where: "targets",
        expected: `${rows} class indices, or ${rows} rows of ${width} numbers`,
        got: `${targets.length} numbers`,
        remedy: "Give one class index per sample, or one row per sample.",
      });
    }
    if (whole) {
      network.targets.data.set(targets);
      return;
    }
    const bad = Array.from(targets).find((label) => !Number.isInteger(label) || label < 0 || label >= width);
    if (bad !== undefined) {
      throw new ChainruleError("E_DATA", {
        where: "targets",
        expected: `class indices from 0 to ${width - 1}`,
        got: String(bad),
        remedy: "The model has one output per class; check the labels.",
      });
    }
    gatherTargets(network, { targets: Int32Array.from(targets), size: rows }, null, 0, rows, width);
  }
}
