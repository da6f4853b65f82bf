import { ChainruleError } from "../core/errors.js";
import { flag, whole } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { MAX_ELEMENTS, showShape } from "../core/shape.js";
import { type InitializerSpec, initializers } from "../initializers/index.js";
import { defineLayer } from "./layer.js";
import { type Pair, pair } from "./pair.js";
import { type PenaltyOptions, penaltyFields, penaltyOf } from "./penalty.js";
import { layers } from "./registry.js";
import { outputShape, windowGeometry } from "./window.js";

/** Convolution, as the field calls it (a cross-correlation: no filter is turned around):
 *  y[b,f,i,j] = b[f] + Σ_c Σ_u Σ_v W[f,c,u,v]·x[b,c,i·s+u−p,j·s+v−p], with zeros for the padding.
 *  Shapes    x[B,C,H,W], W[F,C,KH,KW], b[F] -> y[B,F,OH,OW], OH = ⌊(H + 2p − KH)/s⌋ + 1, OW likewise;
 *            ⌈H/s⌉ with padding "same"
 *  Backward  dW[f,c,u,v] = Σ_b Σ_ij dy[b,f,i,j]·x[b,c,i·s+u−p,j·s+v−p]   db[f] = Σ_b Σ_ij dy[b,f,i,j]
 *            dx[b,c,·,·] = Σ W[f,c,u,v]·dy[b,f,i,j] over all f, i, j, u, v that have read it
 *  Errors    E_FIELD; E_SHAPE input not [C,H,W], kernel larger than the padded input, or too many numbers
 *  Source    LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998 */
export const conv2dLayer = layers.add(
  defineLayer({
    kind: "conv2d",
    summary: "Convolution: each filter slides over the image",
    fields: {
      filters: whole({ help: "how many filters, F: the channels that come out", min: 1, max: 2 ** 20 }),
      kernel: pair({ help: "the size of a filter, or its [height, width], in pixels", min: 1 }),
      stride: pair({
        help: "how far a filter moves, or how far [down, right], in pixels",
        min: 1,
        fallback: 1,
      }),
      padding: pair({
        help: 'zeros around the image, or [above and below, left and right], in pixels; "same" for an output of ⌈H/stride⌉ × ⌈W/stride⌉',
        min: 0,
        fallback: 0,
        words: ["same"],
      }),
      bias: flag({ help: "whether to add b", fallback: true }),
      weightInit: initializers.field({
        help: "what W starts as",
        fallback: { kind: "xavier", distribution: "uniform" },
      }),
      biasInit: initializers.field({ help: "what b starts as", fallback: { kind: "zeros" } }),
      ...penaltyFields,
    },
    plan(spec, input, where) {
      const { filters, bias, weightInit, biasInit } = spec;
      const g = windowGeometry(spec, input, where, filters);
      const shape = [filters, g.channels, g.kernelHeight, g.kernelWidth];
      const taps = g.kernelHeight * g.kernelWidth;
      const places = g.outputHeight * g.outputWidth;
      if (Math.max(filters, places) * g.channels * taps > MAX_ELEMENTS) {
        throw new ChainruleError("E_SHAPE", {
          where,
          expected: `at most ${MAX_ELEMENTS} weights, and as many numbers under the kernel at all of its places`,
          got: `weights ${showShape(shape)} at ${g.outputHeight} × ${g.outputWidth} places`,
          remedy: "Use a smaller kernel, fewer filters, or a larger stride.",
        });
      }
      const fans = { fanIn: g.channels * taps, fanOut: filters * taps };
      const weights = {
        name: "W",
        shape,
        init: weightInit,
        ...fans,
        penalty: penaltyOf(spec),
        unitAxis: 0,
      } as const;
      const biases = { name: "b", shape: [filters], init: biasInit, ...fans } as const;
      return {
        output: outputShape(g),
        parameters: bias ? [weights, biases] : [weights],
        windows: true,
        multiplyAdds: filters * places * g.channels * taps,
        create: ({ kernels, parameters: { W, b } }) => ({
          forward: (x, y, rows) => kernels.conv2d(x, W.value, b?.value ?? null, y, g, rows),
          forwardActivate: (x, z, y, next, rows) =>
            kernels.conv2dActivate(x, W.value, b?.value ?? null, z, y, next, g, rows),
          backward(x, _y, dy, dx, rows) {
            if (b !== undefined) kernels.sumChannels(dy, b.grad, rows, filters, places); //      db = Σ dy
            kernels.conv2dWeightGradient(x, dy, b?.grad ?? null, W.grad, g, rows); //            dW = Σ dy·x
            if (dx !== null) kernels.conv2dInputGradient(W.value, dy, dx, g, rows); // dx = Σ W·dy
          },
        }),
      };
    },
  }),
);

/** The spec of a convolution with `filters` filters of size `kernel`. */
export const conv2d = (
  filters: number,
  kernel: Pair,
  options: {
    stride?: Pair;
    padding?: Pair | "same";
    bias?: boolean;
    weightInit?: InitializerSpec;
    biasInit?: InitializerSpec;
  } & PenaltyOptions = {},
): Spec => ({ kind: "conv2d", filters, kernel, ...options });
