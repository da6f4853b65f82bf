import { Registry } from "../core/registry.js";
import { denseLayer } from "./dense.js";
import { eluLayer } from "./elu.js";
import { flattenLayer } from "./flatten.js";
import { geluLayer } from "./gelu.js";
import { leakyReluLayer } from "./leaky-relu.js";
import { linearLayer } from "./linear.js";
import { reluLayer } from "./relu.js";
import { sigmoidLayer } from "./sigmoid.js";
import { softplusLayer } from "./softplus.js";
import { stepLayer } from "./step.js";
import { tanhLayer } from "./tanh.js";

export { dense } from "./dense.js";
export { elu } from "./elu.js";
export { flatten } from "./flatten.js";
export { gelu } from "./gelu.js";
export { leakyRelu } from "./leaky-relu.js";
export { linear } from "./linear.js";
export { relu } from "./relu.js";
export { sigmoid } from "./sigmoid.js";
export { softplus } from "./softplus.js";
export { step } from "./step.js";
export { tanh } from "./tanh.js";

/** Every kind of layer there is. */
export const layers = new Registry("layer", [
  denseLayer,
  flattenLayer,
  sigmoidLayer,
  tanhLayer,
  reluLayer,
  leakyReluLayer,
  eluLayer,
  geluLayer,
  softplusLayer,
  linearLayer,
  stepLayer,
]);
