import { type Shape, sizeOf } from "../core/shape.js";
import type { FloatArray } from "../core/tensor.js";
import type { LossSpec } from "../losses/registry.js";
import type { Inputs, Model, Targets } from "./model.js";
import { applyOutput } from "./output.js";

/** What one layer got and gave, forward and backward. All arrays are copies, samples end to end. */
export interface LayerStep {
  /** `<layer index>.<kind>` */
  readonly name: string;
  readonly kind: string;
  /** Of one sample. */
  readonly input: Shape;
  readonly output: Shape;
  readonly x: FloatArray;
  readonly y: FloatArray;
  /** The gradients of the loss with respect to y and x. */
  readonly dy: FloatArray;
  readonly dx: FloatArray;
  readonly parameters: readonly {
    /** `W`, `b`, …; of a layer within a block with its place there. */
    readonly name: string;
    readonly shape: Shape;
    readonly value: FloatArray;
    readonly grad: FloatArray;
  }[];
}

/** All numbers of one forward and one backward pass. */
export interface StepTrace {
  readonly samples: number;
  readonly layers: readonly LayerStep[];
  readonly loss: number;
  readonly logits: FloatArray;
  /** What `predict` makes of the logits. */
  readonly outputs: FloatArray;
}

/** The numbers behind an explanation: one forward pass in training mode, the loss, one backward pass, with what each layer
 *  got and gave. The model's gradients are those of this pass afterwards; its parameters stay as they are.
 *  Shapes    x[n, ...input]; targets as for `Model.loss`
 *  Errors    E_SHAPE, E_DATA, as `Model.loss`
 *
 *  @example
 *  const { layers } = traceStep(model, [0.1, 0.2], [0.01, 0.99], halfSquaredError());
 *  layers[0].y; // what the first layer gave */
export function traceStep(model: Model, x: Inputs, targets: Targets, loss: LossSpec): StepTrace {
  const { network } = model;
  const value = model.loss(x, targets, loss);
  const samples = x.length / network.inputSize;
  network.backward(samples, true, true);
  const { kernels } = network.backend;
  const copy = (data: FloatArray, rows: number): FloatArray => data.slice(0, rows);
  const layers = network.plan.layers.map(({ name, kind, input, plan: { output } }, i): LayerStep => {
    const before = i === 0 ? network.x : network.outputs[i - 1];
    const dxOf = i === 0 ? network.dx! : network.outputGradients[i - 1];
    const [wide, narrow] = [samples * sizeOf(input), samples * sizeOf(output)];
    return {
      name,
      kind,
      input,
      output,
      x: copy(before.data, wide),
      y: copy(network.outputs[i].data, narrow),
      dy: copy(network.outputGradients[i].data, narrow),
      dx: copy(dxOf.data, wide),
      parameters: network.parameters
        .filter((parameter) => parameter.name.startsWith(`${name}.`))
        .map((parameter) => ({
          name: parameter.name.slice(name.length + 1),
          shape: parameter.shape,
          value: parameter.value.data.slice(),
          grad: parameter.grad.data.slice(),
        })),
    };
  });
  const { logits, dlogits, outputSize } = network;
  const own = copy(logits.data, samples * outputSize);
  const made = applyOutput(model.output, kernels, logits, dlogits, samples, outputSize);
  const outputs = copy(made.data, samples * outputSize);
  dlogits.data.set(layers[layers.length - 1].dy); // the output may have been computed in its place
  return { samples, layers, loss: value, logits: own, outputs };
}
