import { varianceScaling } from "./initializer.js";

/** Variance 2/(fanIn + fanOut): keeps the variance of signals and of gradients through sigmoid and tanh layers.
 *  Source    Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010 */
export const xavierInitializer = varianceScaling(
  "xavier",
  "Variance 2/(fanIn + fanOut), for sigmoid and tanh",
  ({ fanIn, fanOut }) => 2 / (fanIn + fanOut),
);
