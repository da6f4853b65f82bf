export { activateBackward, activateRow as activate } from "./activations";
export { add, blend } from "./arithmetic";
export { scaleBytes } from "./bytes";
export { dropout } from "./dropout";
export { gemm, sumRows } from "./gemm";
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
export { findNonzeros, sparseProduct, transposeNonzeros } from "./sparse";

/** Where the memory of the caller begins: all below is the kernels' own. In bytes. */
export function arenaStart(): usize {
  return (__heap_base + 63) & ~63;
}
