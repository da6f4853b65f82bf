import { real } from "../../core/fields.js";
import { defineAugmentation, within } from "./augmentation.js";

const extent = (axis: string) =>
  real({ help: `how far at most, ${axis}, in pixels`, min: 0, max: 1000, fallback: 2 });

/** Moves the image by up to x and y, also by parts of a pixel. */
export const shift = defineAugmentation({
  kind: "shift",
  summary: "moves the image",
  fields: { x: extent("to the left or right"), y: extent("up or down") },
  create:
    ({ x, y }, warp) =>
    (rng) =>
      warp.compose(1, 0, 0, 1, within(rng, x), within(rng, y)),
});
