import type { Spec } from "../core/registry.js";
import { sizeOf } from "../core/shape.js";
import { Activation } from "../kernels/spec.js";
import { defineLayer } from "./layer.js";
import { layers } from "./registry.js";

const linear = { f: Activation.linear, alpha: 0 };

/** The same numbers as one row: y = x under another shape.
 *  Shapes    x[B,...] -> y[B,N], N = the product of all axes but the batch's
 *  Backward  dx = dy */
export const flattenLayer = layers.add(
  defineLayer({
    kind: "flatten",
    summary: "All axes of a sample in one row",
    fields: {},
    plan(_spec, input) {
      const size = sizeOf(input);
      return {
        output: [size],
        parameters: [],
        sameNumbers: true,
        multiplyAdds: 0,
        create: ({ kernels }) => ({
          forward: (x, y, rows) => kernels.activate(linear, x, y, rows * size),
          backward(x, y, dy, dx, rows) {
            if (dx !== null) kernels.activateBackward(linear, x, y, dy, dx, rows * size);
          },
        }),
      };
    },
  }),
);

/** The spec of a layer that lays a sample's axes out in one row. */
export const flatten = (): Spec => ({ kind: "flatten" });
