// The kernels in which a window slides over images: a module of their own, for networks that have any.
export {
  conv2d,
  conv2dInputGradient,
  conv2dWeightGradient,
  convolutionRoom,
  gradientParts,
  packFilters,
  packTurnedFilters,
  passesOver,
  sharedRoom,
  sumChannels,
  survey,
  unpackGradient,
} from "./conv";
export { avgPool2d, avgPool2dBackward, maxPool2d, maxPool2dBackward } from "./pool";
