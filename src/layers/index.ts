import type { Field } from "../core/fields.js";
import { Registry, type Spec } from "../core/registry.js";
import type { Shape } from "../core/shape.js";
import { avgPool2dLayer } from "./avg-pool2d.js";
import { batchNormLayer } from "./batch-norm.js";
import { conv2dLayer } from "./conv2d.js";
import { denseLayer } from "./dense.js";
import { dropoutLayer } from "./dropout.js";
import { eluLayer } from "./elu.js";
import { flattenLayer } from "./flatten.js";
import { geluLayer } from "./gelu.js";
import { globalAvgPool2dLayer } from "./global-avg-pool2d.js";
import { layerName, type PlannedLayer } from "./layer.js";
import { layerNormLayer } from "./layer-norm.js";
import { leakyReluLayer } from "./leaky-relu.js";
import { linearLayer } from "./linear.js";
import { maxPool2dLayer } from "./max-pool2d.js";
import { reluLayer } from "./relu.js";
import { residualLayer } from "./residual.js";
import { sigmoidLayer } from "./sigmoid.js";
import { softplusLayer } from "./softplus.js";
import { stepLayer } from "./step.js";
import { tanhLayer } from "./tanh.js";

export { avgPool2d } from "./avg-pool2d.js";
export { batchNorm } from "./batch-norm.js";
export { conv2d } from "./conv2d.js";
export { dense } from "./dense.js";
export { dropout } from "./dropout.js";
export { elu } from "./elu.js";
export { flatten } from "./flatten.js";
export { gelu } from "./gelu.js";
export { globalAvgPool2d } from "./global-avg-pool2d.js";
export { layerNorm } from "./layer-norm.js";
export { leakyRelu } from "./leaky-relu.js";
export { linear } from "./linear.js";
export { maxPool2d } from "./max-pool2d.js";
export { relu } from "./relu.js";
export { residual } from "./residual.js";
export { sigmoid } from "./sigmoid.js";
export { softplus } from "./softplus.js";
export { step } from "./step.js";
export { tanh } from "./tanh.js";

/** A layer within a layer. The schema refers to that of all layers, which `recipeSchema` defines under this name: one
 *  that held itself would have no end. */
const innerLayer: Field<Spec> = {
  help: "a layer",
  schema: { $ref: "#/definitions/layer" },
  parse: (value, where) => layers.parse(value, where),
};

/** Every kind of layer there is. */
export const layers = new Registry("layer", [
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
  residualLayer(innerLayer, (specs, input, where, prefix) => planLayers(specs, input, where, prefix)),
]);

/** Checks layers one after the other: every field, every default, and that each can follow the one before.
 *  @param prefix of the names of their parameters
 *  Errors    E_FIELD, E_SHAPE, naming the layer */
export function planLayers(
  specs: readonly unknown[],
  input: Shape,
  where: string,
  prefix = "",
): readonly PlannedLayer[] {
  const planned: PlannedLayer[] = [];
  specs.forEach((layer, index) => {
    const place = `${where}[${index}]`;
    const spec = layers.parse(layer, place);
    const { kind } = spec;
    const name = `${prefix}${index}.${kind}`;
    const shape = planned.at(-1)?.plan.output ?? input;
    const plan = layers.get(kind, place).plan(spec, shape, layerName(name), name);
    planned.push({ index, kind, name, spec, input: shape, plan });
  });
  return planned;
}
