import type { Kernels } from "../../src/kernels/spec.js";
import type { Case } from "./case.js";
import {
  convolutionActivateCases,
  convolutionCases,
  inputGradientCases,
  sumChannelsCases,
  weightGradientCases,
} from "./convolutions.js";
import { activateBackwardCases, activateCases, addCases, blendCases, dropoutCases } from "./elementwise.js";
import { gatherBytesCases, gatherFloatsCases } from "./gather.js";
import {
  binaryCrossEntropyCases,
  softmaxCases,
  softmaxCrossEntropyCases,
  squaredErrorCases,
} from "./losses.js";
import {
  momentsCases,
  normaliseChannelsBackwardCases,
  normaliseChannelsCases,
  normaliseRowsBackwardCases,
  normaliseRowsCases,
} from "./normalise.js";
import { clampCases, limitNormsCases, scaleCases, sumSquaresCases } from "./norms.js";
import { adagradCases, adamCases, momentumCases, rmspropCases, sgdCases } from "./optimizers.js";
import {
  avgPoolBackwardCases,
  avgPoolCases,
  maxPoolActivateBackwardCases,
  maxPoolBackwardCases,
  maxPoolCases,
} from "./pools.js";
import { affineActivateCases, affineCases, gemmCases, sumRowsCases } from "./products.js";

/** A kernel without an entry here fails the suite. */
export const cases: Record<keyof Kernels, () => Case[]> = {
  gemm: gemmCases,
  affine: affineCases,
  affineActivate: affineActivateCases,
  sumRows: sumRowsCases,
  conv2d: convolutionCases,
  conv2dActivate: convolutionActivateCases,
  conv2dWeightGradient: weightGradientCases,
  conv2dInputGradient: inputGradientCases,
  sumChannels: sumChannelsCases,
  maxPool2d: maxPoolCases,
  maxPool2dBackward: maxPoolBackwardCases,
  maxPool2dActivateBackward: maxPoolActivateBackwardCases,
  avgPool2d: avgPoolCases,
  avgPool2dBackward: avgPoolBackwardCases,
  activate: activateCases,
  activateBackward: activateBackwardCases,
  add: addCases,
  blend: blendCases,
  moments: momentsCases,
  normaliseChannels: normaliseChannelsCases,
  normaliseChannelsBackward: normaliseChannelsBackwardCases,
  normaliseRows: normaliseRowsCases,
  normaliseRowsBackward: normaliseRowsBackwardCases,
  dropout: dropoutCases,
  softmax: softmaxCases,
  softmaxCrossEntropy: softmaxCrossEntropyCases,
  binaryCrossEntropy: binaryCrossEntropyCases,
  squaredError: squaredErrorCases,
  sgd: sgdCases,
  momentum: momentumCases,
  adagrad: adagradCases,
  rmsprop: rmspropCases,
  adam: adamCases,
  sumSquares: sumSquaresCases,
  scale: scaleCases,
  clamp: clampCases,
  limitNorms: limitNormsCases,
  gatherBytes: gatherBytesCases,
  gatherFloats: gatherFloatsCases,
};
