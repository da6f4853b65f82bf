// The kernels in which a window slides over images, and products of wide matrices with many zeros: a module of their own, for networks
// that have any.
export { conv2d, conv2dInputGradient, packFilters, packTurnedFilters } from "./conv";
export { countFew, fewInputGradient, fewRoom, fewWeightGradient, findFew } from "./conv-few-gradients";
export { conv2dWeightGradient, gradientParts, imageWeightGradient, passesOver, survey, unpackGradient } from "./conv-gradient";
export { convolutionRoom, sharedRoom } from "./conv-room";
export { avgPool2d, avgPool2dBackward, maxPool2d, maxPool2dBackward } from "./pool";
export { countNonzeros } from "./nonzeros";
export { matrixRoom, sparseLeft, sparseRight } from "./sparse-matrices";
export { sumChannels } from "./sum-channels";
