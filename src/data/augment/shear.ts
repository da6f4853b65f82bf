import { real } from "../../core/fields.js";
import { cos, sin } from "../../core/math.js";
import { defineAugmentation, radians, within } from "./augmentation.js";

/** Slants the image: rows above the centre move to one side, rows below to the other, as italics do. */
export const shear = defineAugmentation({
  kind: "shear",
  summary: "slants the image",
  fields: { degrees: real({ help: "how far at most, in degrees", min: 0, max: 60, fallback: 10 }) },
  create:
    ({ degrees }, warp) =>
    (rng) => {
      const angle = radians(within(rng, degrees));
      warp.compose(1, sin(angle) / cos(angle), 0, 1);
    },
});
