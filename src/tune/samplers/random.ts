import { drawValue, fill, type SamplerDefinition } from "./sampler.js";

/** Every parameter drawn by itself, evenly over its range. Where only few of many parameters matter, it tries more values
 *  of those than a grid of as many points.
 *  Source    Bergstra and Bengio, "Random search for hyper-parameter optimization", 2012 */
export const random: SamplerDefinition = {
  kind: "random",
  summary: "each parameter drawn by itself",
  fields: {},
  suggest: (_options, { space }, _number, rng) => fill(space, (parameter) => drawValue(parameter, rng)),
};
