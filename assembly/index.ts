export { activateBackward, activateRow as activate } from "./activations";
export { scaleBytes } from "./bytes";
export { gemm, sumRows } from "./gemm";
export { binaryCrossEntropy, softmax, softmaxCrossEntropy, squaredError } from "./losses";
export { sgd } from "./optimizers";
export { findNonzeros, sparseProduct, transposeNonzeros } from "./sparse";

/** Where the memory of the caller begins: all below is the kernels' own. In bytes. */
export function arenaStart(): usize {
  return (__heap_base + 63) & ~63;
}
