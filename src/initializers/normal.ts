import { real } from "../core/fields.js";
import { defineInitializer } from "./initializer.js";

/** Normal: mean + std·N(0, 1). */
export const normalInitializer = defineInitializer({
  kind: "normal",
  summary: "Normal with the given mean and standard deviation",
  fields: {
    mean: real({ help: "the mean", fallback: 0 }),
    std: real({ help: "the standard deviation", min: 0, fallback: 1 }),
  },
  sampler:
    ({ mean, std }, _fans, rng) =>
    () =>
      mean + std * rng.normal(),
});
