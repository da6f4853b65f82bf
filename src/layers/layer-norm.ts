import { real } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { sizeOf } from "../core/shape.js";
import { type InitializerSpec, initializers } from "../initializers/index.js";
import { defineLayer } from "./layer.js";
import { layers } from "./registry.js";

/** Layer normalisation: y = γ·x̂ + β, x̂ = (x − mean)/√(variance + ε), mean and (biased) variance over all N numbers of
 *  a sample. The same in training and in evaluation.
 *  Shapes    x[B,...], γ[...], β[...] -> y[B,...]
 *  Backward  dβ = Σ_B dy   dγ = Σ_B dy·x̂   dx = (g − (Σ g + x̂·Σ g·x̂)/N)/√(variance + ε), g = γ·dy, Σ over the sample
 *  Source    Ba, Kiros and Hinton, "Layer normalization", 2016 */
export const layerNormLayer = layers.add(
  defineLayer({
    kind: "layerNorm",
    summary: "Layer normalisation: mean 0 and variance 1 over each sample, then γ·x̂ + β",
    fields: {
      epsilon: real({ help: "ε, added to the variance", above: 0, fallback: 1e-5 }),
      weightInit: initializers.field({
        help: "what γ starts as",
        fallback: { kind: "constant", value: 1 },
      }),
      biasInit: initializers.field({ help: "what β starts as", fallback: { kind: "zeros" } }),
    },
    plan({ epsilon, weightInit, biasInit }, input) {
      const n = sizeOf(input);
      const fans = { fanIn: 1, fanOut: 1 };
      return {
        output: input,
        parameters: [
          { name: "gamma", shape: input, init: weightInit, ...fans },
          { name: "beta", shape: input, init: biasInit, ...fans },
        ],
        multiplyAdds: n,
        create({ kernels, arena, parameters: { gamma, beta } }) {
          let mean = arena.allocate(0);
          let variance = mean;
          return {
            reserve(rows) {
              mean = arena.allocate(rows);
              variance = arena.allocate(rows);
            },
            forward(x, y, rows) {
              kernels.moments(x, mean, variance, 1, rows, n); // each sample is a channel of its own
              kernels.normaliseRows(x, mean, variance, epsilon, gamma.value, beta.value, y, rows, n);
            },
            backward(x, _y, dy, dx, rows) {
              kernels.normaliseRowsBackward(
                x,
                mean,
                variance,
                epsilon,
                gamma.value,
                dy,
                gamma.grad, // dγ = Σ_B dy·x̂
                beta.grad, //  dβ = Σ_B dy
                dx, //         dx = (g − (Σ g + x̂·Σ g·x̂)/N)/√(variance + ε), g = γ·dy
                rows,
                n,
              );
            },
          };
        },
      };
    },
  }),
);

/** The spec of a layer that gives every sample mean 0 and variance 1 over its own numbers. */
export const layerNorm = (
  options: { epsilon?: number; weightInit?: InitializerSpec; biasInit?: InitializerSpec } = {},
): Spec => ({ kind: "layerNorm", ...options });
