import { real } from "../core/fields.js";
import { defineInitializer } from "./initializer.js";

/** Uniform on [min, max). */
export const uniformInitializer = defineInitializer({
  kind: "uniform",
  summary: "Uniform between min and max",
  fields: {
    min: real({ help: "the least value", fallback: -0.05 }),
    max: real({ help: "the largest value, itself not reached", fallback: 0.05 }),
  },
  sampler:
    ({ min, max }, _fans, rng) =>
    () =>
      min + (max - min) * rng.uniform(),
});
