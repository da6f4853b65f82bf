import { avgPool2dLayer } from "./avg-pool2d.js";
import { batchNormLayer } from "./batch-norm.js";
import { conv2dLayer } from "./conv2d.js";
import { denseLayer } from "./dense.js";
import { dropoutLayer } from "./dropout.js";
import { eluLayer } from "./elu.js";
import { flattenLayer } from "./flatten.js";
import { geluLayer } from "./gelu.js";
import { globalAvgPool2dLayer } from "./global-avg-pool2d.js";
import type { LayerDefinition } from "./layer.js";
import { layerNormLayer } from "./layer-norm.js";
import { leakyReluLayer } from "./leaky-relu.js";
import { linearLayer } from "./linear.js";
import { maxPool2dLayer } from "./max-pool2d.js";
import { layers } from "./registry.js";
import { reluLayer } from "./relu.js";
import { residualLayer } from "./residual.js";
import { sigmoidLayer } from "./sigmoid.js";
import { softplusLayer } from "./softplus.js";
import { stepLayer } from "./step.js";
import { tanhLayer } from "./tanh.js";

/** Every kind of layer there is. */
const everyLayer: readonly LayerDefinition[] = [
  denseLayer,
  conv2dLayer,
  maxPool2dLayer,
  avgPool2dLayer,
  globalAvgPool2dLayer,
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
  batchNormLayer,
  layerNormLayer,
  dropoutLayer,
  residualLayer,
];

/** Puts every kind of layer at hand, for whoever reads networks that others wrote: without this, a bundler leaves out
 *  those that a program does not name. */
export function addEveryLayer(): void {
  for (const definition of everyLayer) layers.add(definition);
}
