import { real } from "../../core/fields.js";
import { defineAugmentation } from "./augmentation.js";

/** Adds a normal number to every pixel of the result, whatever else is done to the image. Several add up as variances. */
export const noise = defineAugmentation({
  kind: "noise",
  summary: "adds noise to every pixel",
  fields: {
    std: real({
      help: "standard deviation, as a share of the full contrast",
      min: 0,
      max: 1,
      fallback: 0.05,
    }),
  },
  create:
    ({ std }, warp) =>
    () => {
      warp.variance += std * std;
    },
});
