export { binaryCrossEntropy } from "./binary-cross-entropy.js";
export { halfSquaredError } from "./half-squared-error.js";
export { meanSquaredError } from "./mean-squared-error.js";
export { type LossSpec, losses, lossFor } from "./registry.js";
export { softmaxCrossEntropy } from "./softmax-cross-entropy.js";
