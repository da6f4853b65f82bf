import { real } from "../../core/fields.js";
import { cos, sin } from "../../core/math.js";
import { defineAugmentation, radians, within } from "./augmentation.js";

/** Turns the image about its centre, in either direction. */
export const rotate = defineAugmentation({
  kind: "rotate",
  summary: "turns the image about its centre",
  fields: { degrees: real({ help: "how far at most, in degrees", min: 0, max: 180, fallback: 10 }) },
  create:
    ({ degrees }, warp) =>
    (rng) => {
      const angle = radians(within(rng, degrees));
      const [c, s] = [cos(angle), sin(angle)];
      warp.compose(c, -s, s, c);
    },
});
