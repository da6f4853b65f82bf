import type { Spec } from "../core/registry.js";
import { defineLayer } from "./layer.js";
import { layers } from "./registry.js";
import { imageShape, windowGeometry } from "./window.js";

/** The mean of each channel: y[b,c] = Σ_ij x[b,c,i,j]/(H·W).
 *  Shapes    x[B,C,H,W] -> y[B,C]
 *  Backward  dx[b,c,i,j] = dy[b,c]/(H·W)
 *  Errors    E_SHAPE input not [C,H,W]
 *  Source    Lin, Chen and Yan, "Network in network", 2013 */
export const globalAvgPool2dLayer = layers.add(
  defineLayer({
    kind: "globalAvgPool2d",
    summary: "The mean of each channel",
    fields: {},
    plan(_spec, input, where) {
      const [channels, height, width] = imageShape(input, where);
      const g = windowGeometry({ kernel: [height, width], stride: 1, padding: 0 }, input, where);
      return {
        output: [channels],
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

/** The spec of a layer that takes the mean of each channel. */
export const globalAvgPool2d = (): Spec => ({ kind: "globalAvgPool2d" });
