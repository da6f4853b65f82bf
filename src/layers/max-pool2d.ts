import type { Spec } from "../core/registry.js";
import { defineLayer } from "./layer.js";
import type { Pair } from "./pair.js";
import { isTiled, poolFields, poolGeometry } from "./pool.js";
import { layers } from "./registry.js";
import { outputShape } from "./window.js";

/** The largest number of each window: y[b,c,i,j] = max x[b,c,i·s+u−p,j·s+v−p] over u < KH, v < KW. The padding is −∞.
 *  Shapes    x[B,C,H,W] -> y[B,C,OH,OW], OH = ⌊(H + 2p − KH)/s⌋ + 1, OW likewise
 *  Backward  dx = Σ dy of the windows whose largest it is; of several as large, the first, row by row
 *  Errors    E_FIELD padding ≥ size; E_SHAPE input not [C,H,W], window larger than the padded input
 *  Source    Ranzato, Huang, Boureau and LeCun, "Unsupervised learning of invariant feature hierarchies", 2007 */
export const maxPool2dLayer = layers.add(
  defineLayer({
    kind: "maxPool2d",
    summary: "The largest number of each window",
    fields: poolFields,
    plan(spec, input, where) {
      const g = poolGeometry(spec, input, where);
      return {
        output: outputShape(g),
        parameters: [],
        windows: true,
        multiplyAdds: 0,
        create: ({ kernels }) => ({
          forward: (x, y, rows) => kernels.maxPool2d(x, y, g, rows),
          backward(x, y, dy, dx, rows) {
            if (dx !== null) kernels.maxPool2dBackward(x, y, dy, dx, g, rows);
          },
          backwardActivate: (previous, x, y, dy, dz, rows) =>
            kernels.maxPool2dActivateBackward(previous, x, y, dy, dz, g, rows),
          inPlace: isTiled(g),
        }),
      };
    },
  }),
);

/** The spec of a layer that takes the largest number of each window. */
export const maxPool2d = (size: Pair, options: { stride?: Pair; padding?: Pair } = {}): Spec => ({
  kind: "maxPool2d",
  size,
  ...options,
});
