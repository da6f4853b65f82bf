import { real } from "../../core/fields.js";
import { defineAugmentation } from "./augmentation.js";

const factor = (help: string, fallback: number) => real({ help, min: 0.1, max: 10, fallback });

/** Makes the image larger or smaller about its centre, both axes alike. */
export const scale = defineAugmentation({
  kind: "scale",
  summary: "makes the image larger or smaller",
  fields: {
    from: factor("one end of the range of factors; 1 is no change", 0.9),
    to: factor("the other end", 1.1),
  },
  create:
    ({ from, to }, warp) =>
    (rng) => {
      const back = 1 / (from + (to - from) * rng.uniform());
      warp.compose(back, 0, 0, back);
    },
});
