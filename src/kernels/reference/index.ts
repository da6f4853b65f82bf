import type { Arena, Tensor } from "../../core/tensor.js";
import type { Backend, Kernels } from "../spec.js";
import { activate, activateBackward } from "./activations.js";
import { add, blend } from "./arithmetic.js";
import { conv2d, conv2dActivate, conv2dInputGradient, conv2dWeightGradient, sumChannels } from "./conv.js";
import { dropout } from "./dropout.js";
import { gatherBytes, gatherFloats } from "./gather.js";
import { affine, affineActivate, gemm, sumRows } from "./gemm.js";
import { binaryCrossEntropy, softmax, softmaxCrossEntropy, squaredError } from "./losses.js";
import {
  moments,
  normaliseChannels,
  normaliseChannelsBackward,
  normaliseRows,
  normaliseRowsBackward,
} from "./normalise.js";
import { clamp, limitNorms, scale, sumSquares } from "./norms.js";
import { adagrad, adam, momentum, rmsprop, sgd } from "./optimizers.js";
import {
  avgPool2d,
  avgPool2dBackward,
  maxPool2d,
  maxPool2dActivateBackward,
  maxPool2dBackward,
} from "./pool.js";

const kernels: Kernels = {
  gemm,
  affine,
  affineActivate,
  sumRows,
  conv2d,
  conv2dActivate,
  conv2dWeightGradient,
  conv2dInputGradient,
  sumChannels,
  maxPool2d,
  maxPool2dBackward,
  maxPool2dActivateBackward,
  avgPool2d,
  avgPool2dBackward,
  activate,
  activateBackward,
  add,
  blend,
  moments,
  normaliseChannels,
  normaliseChannelsBackward,
  normaliseRows,
  normaliseRowsBackward,
  dropout,
  softmax,
  softmaxCrossEntropy,
  binaryCrossEntropy,
  squaredError,
  sgd,
  momentum,
  adagrad,
  rmsprop,
  adam,
  sumSquares,
  scale,
  clamp,
  limitNorms,
  gatherBytes,
  gatherFloats,
};

/** Each tensor is an array of its own; there is no memory that could grow under it. */
class ReferenceArena implements Arena {
  bytes = 0;

  allocate(length: number): Tensor {
    this.bytes += length * 8;
    return { data: new Float64Array(length), offset: 0, length };
  }

  allocateBytes(length: number) {
    this.bytes += length;
    return { data: new Uint8Array(length), offset: 0 };
  }

  view(tensor: Tensor, start: number, length: number): Tensor {
    return { data: tensor.data.subarray(start, start + length), offset: 0, length };
  }
}

/** The definition of what is right: float64, plain loops, no cleverness. */
export const referenceBackend = (): Backend => ({ name: "reference", kernels, arena: new ReferenceArena() });
