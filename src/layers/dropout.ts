import { real } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { sizeOf } from "../core/shape.js";
import { defineLayer } from "./layer.js";
import { layers } from "./registry.js";

/** Dropout: in training y = x·mask/(1 − rate), where each number of the mask is 0 with probability `rate`, else 1; in
 *  evaluation y = x. The mask is a function of a key, drawn anew for each pass, and of the element's place, so that the
 *  way back computes it again instead of keeping it.
 *  Shapes    x[B,...] -> y[B,...]
 *  Backward  dx = dy·mask/(1 − rate)
 *  Errors    E_FIELD rate < 0 or ≥ 1
 *  Source    Srivastava et al., "Dropout", 2014, §10 (scaled in training: "inverted") */
export const dropoutLayer = layers.add(
  defineLayer({
    kind: "dropout",
    summary: "Dropout: sets a random share of the numbers to 0 in training, and scales up the others",
    fields: { rate: real({ help: "the share that is set to 0", min: 0, below: 1 }) },
    plan({ rate }, input) {
      const size = sizeOf(input);
      return {
        output: input,
        parameters: [],
        random: "dropout",
        multiplyAdds: 0,
        create({ kernels, random }) {
          let keep = 1;
          let key0 = 0;
          let key1 = 0;
          return {
            forward(x, y, rows, training) {
              keep = training ? 1 - rate : 1;
              if (training) {
                key0 = random.uint32();
                key1 = random.uint32();
              }
              kernels.dropout(x, y, rows * size, keep, key0, key1);
            },
            backward(_x, _y, dy, dx, rows) {
              if (dx !== null) kernels.dropout(dy, dx, rows * size, keep, key0, key1);
            },
          };
        },
      };
    },
  }),
);

/** The spec of a layer that drops a share of `rate` of its inputs in training. */
export const dropout = (rate: number): Spec => ({ kind: "dropout", rate });
