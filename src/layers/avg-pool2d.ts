import type { Spec } from "../core/registry.js";
import { defineLayer } from "./layer.js";
import type { Pair } from "./pair.js";
import { poolFields, poolGeometry } from "./pool.js";
import { layers } from "./registry.js";
import { outputShape } from "./window.js";

/** The mean of each window: y[b,c,i,j] = Σ_u Σ_v x[b,c,i·s+u−p,j·s+v−p]/(KH·KW). The padding counts, as zeros.
 *  Shapes    x[B,C,H,W] -> y[B,C,OH,OW], OH = ⌊(H + 2p − KH)/s⌋ + 1, OW likewise
 *  Backward  dx = Σ dy of the windows over it, /(KH·KW)
 *  Errors    E_FIELD padding ≥ size; E_SHAPE input not [C,H,W], window larger than the padded input
 *  Source    LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998 */
export const avgPool2dLayer = layers.add(
  defineLayer({
    kind: "avgPool2d",
    summary: "The mean of each window",
    fields: poolFields,
    plan(spec, input, where) {
      const g = poolGeometry(spec, input, where);
      return {
        output: outputShape(g),
        parameters: [],
        windows: true,
        multiplyAdds: 0,
        create: ({ kernels }) => ({
          forward: (x, y, rows) => kernels.avgPool2d(x, y, g, rows),
          backward(_x, _y, dy, dx, rows) {
            if (dx !== null) kernels.avgPool2dBackward(dy, dx, g, rows);
          },
        }),
      };
    },
  }),
);

/** The spec of a layer that takes the mean of each window. */
export const avgPool2d = (size: Pair, options: { stride?: Pair; padding?: Pair } = {}): Spec => ({
  kind: "avgPool2d",
  size,
  ...options,
});
