export { activateBackward, activateRow as activate } from "./activations";
export { add, blend } from "./arithmetic";
export { scaleBytes } from "./bytes";
export { conv2d, conv2dInputGradient, conv2dWeightGradient, sumChannels } from "./conv";
export { dropout } from "./dropout";
export { gemm, sumRows } from "./gemm";
export { setGeometry } from "./geometry";
export { binaryCrossEntropy, softmax, softmaxCrossEntropy, squaredError } from "./losses";
export {
  moments,
  normaliseChannels,
  normaliseChannelsBackward,
  normaliseRows,
  normaliseRowsBackward,
} from "./normalise";
export { clamp, limitNorms, scale, sumSquares } from "./norms";
export { adagrad, adam, momentum, rmsprop, sgd } from "./optimizers";
export { avgPool2d, avgPool2dBackward, maxPool2d, maxPool2dBackward } from "./pool";
export { findNonzeros, sparseProduct, transposeNonzeros } from "./sparse";

/** Where the memory of the caller begins: all below is the kernels' own. In bytes. */
export function arenaStart(): usize {
  return (__heap_base + 63) & ~63;
}
