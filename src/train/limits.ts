import { optional, real } from "../core/fields.js";
import type { Network } from "../model/network.js";

/** What keeps gradients and weights from growing too large. */
export interface Limits {
  /** Each number of the gradient is kept within ± this. */
  readonly clipValue?: number;
  /** The gradient of all parameters, taken as one vector, is shortened to this length. */
  readonly clipNorm?: number;
  /** After a step, the incoming weights of each unit are shortened to this length. */
  readonly maxNorm?: number;
}

export const limitFields = {
  clipValue: optional(real({ help: "each number of the gradient is kept within ± this", above: 0 })),
  clipNorm: optional(real({ help: "the whole gradient is shortened to this length", above: 0 })),
  maxNorm: optional(
    real({ help: "the incoming weights of each unit are shortened to this length", above: 0 }),
  ),
};

/** Clips the gradients of what is trained, in place; by value first if both are asked for. Penalties and weight decay
 *  come in the step itself, so they are not clipped.
 *  Source    Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013, algorithm 1;
 *            the 10⁻⁶ that keeps from dividing by 0 is PyTorch's */
export function clipGradients({ parameters, backend }: Network, { clipValue, clipNorm }: Limits): void {
  const { kernels } = backend;
  if (clipValue !== undefined) {
    for (const { trainable, grad } of parameters) if (trainable) kernels.clamp(grad, grad.length, clipValue);
  }
  if (clipNorm === undefined) return;
  let sum = 0;
  for (const { trainable, grad } of parameters) if (trainable) sum += kernels.sumSquares(grad, grad.length);
  const factor = clipNorm / (Math.sqrt(sum) + 1e-6);
  if (factor >= 1) return;
  for (const { trainable, grad } of parameters) if (trainable) kernels.scale(grad, grad.length, factor);
}

/** Shortens the incoming weights of each unit, where they are trained.
 *  Source    Srivastava et al., "Dropout", 2014, §5.1 */
export function limitWeights({ parameters, backend }: Network, { maxNorm }: Limits): void {
  if (maxNorm === undefined) return;
  for (const { trainable, value, shape, unitAxis } of parameters) {
    if (!trainable || unitAxis === undefined) continue;
    let inner = 1;
    for (let axis = unitAxis + 1; axis < shape.length; axis++) inner *= shape[axis];
    const units = shape[unitAxis];
    backend.kernels.limitNorms(value, value.length / (units * inner), units, inner, maxNorm);
  }
}
