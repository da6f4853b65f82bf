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
export { scratchBytes, useScratch } from "./scratch";
export { columnRanges, findNonzeros, sparseProduct, sumRanges, transposeNonzeros } from "./sparse";
