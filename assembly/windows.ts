// The kernels in which a window slides over images: a module of their own, for networks that have any.
export { conv2d, conv2dInputGradient, packFilters, packTurnedFilters } from "./conv";
export { conv2dWeightGradient, gradientParts, passesOver, survey, unpackGradient } from "./conv-gradient";
export { convolutionRoom, sharedRoom } from "./conv-room";
export { avgPool2d, avgPool2dBackward, maxPool2d, maxPool2dBackward } from "./pool";
export { sumChannels } from "./sum-channels";
