import { real } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { sizeOf } from "../core/shape.js";
import { type InitializerSpec, initializers } from "../initializers/index.js";
import { defineLayer } from "./layer.js";
import { layers } from "./registry.js";

/** Batch normalisation: y = γ·x̂ + β, x̂ = (x − mean)/√(variance + ε), per feature, or per channel C of images. Mean and
 *  (biased) variance are those of the batch in training, and their running averages in evaluation:
 *  running ← (1 − momentum)·running + momentum·(the batch's), with the unbiased variance. With γ and β both frozen it
 *  works in training as in evaluation: its running averages stay, and it goes on computing what it did.
 *  Shapes    x[B,N], γ[N], β[N] -> y[B,N]; x[B,C,H,W], γ[C], β[C] -> y[B,C,H,W]
 *  Backward  dβ = Σ dy   dγ = Σ dy·x̂   dx = γ/√(variance + ε)·(dy − (dβ + x̂·dγ)/n), Σ over the n numbers of a channel;
 *            in evaluation dx = γ/√(variance + ε)·dy
 *  Errors    E_SHAPE a training batch with one value per feature
 *  Source    Ioffe and Szegedy, "Batch normalization", 2015 */
export const batchNormLayer = layers.add(
  defineLayer({
    kind: "batchNorm",
    summary: "Batch normalisation: mean 0 and variance 1 over the batch, then γ·x̂ + β",
    fields: {
      momentum: real({
        help: "the new batch's share in the running averages",
        min: 0,
        max: 1,
        fallback: 0.1,
      }),
      epsilon: real({ help: "ε, added to the variance", above: 0, fallback: 1e-5 }),
      weightInit: initializers.field({
        help: "what γ starts as",
        fallback: { kind: "constant", value: 1 },
      }),
      biasInit: initializers.field({ help: "what β starts as", fallback: { kind: "zeros" } }),
    },
    plan({ momentum, epsilon, weightInit, biasInit }, input) {
      const [channels] = input;
      const size = sizeOf(input) / channels;
      const shape = [channels];
      const fans = { fanIn: 1, fanOut: 1 };
      return {
        output: input,
        parameters: [
          { name: "gamma", shape, init: weightInit, ...fans },
          { name: "beta", shape, init: biasInit, ...fans },
        ],
        buffers: [
          { name: "runningMean", shape, value: 0 },
          { name: "runningVariance", shape, value: 1 },
        ],
        leastRows: size === 1 ? 2 : 1,
        multiplyAdds: channels * size,
        create({ kernels, arena, parameters: { gamma, beta }, buffers: { runningMean, runningVariance } }) {
          const batchMean = arena.allocate(channels);
          const batchVariance = arena.allocate(channels);
          let fromBatch = false;
          let mean = runningMean;
          let variance = runningVariance;
          return {
            forward(x, y, rows, training) {
              fromBatch = training && (gamma.trainable || beta.trainable);
              mean = fromBatch ? batchMean : runningMean;
              variance = fromBatch ? batchVariance : runningVariance;
              if (fromBatch) {
                const n = rows * size;
                kernels.moments(x, mean, variance, rows, channels, size);
                kernels.blend(runningMean, mean, channels, momentum, 1);
                kernels.blend(runningVariance, variance, channels, momentum, n / (n - 1));
              }
              kernels.normaliseChannels(
                x,
                mean,
                variance,
                epsilon,
                gamma.value,
                beta.value,
                y,
                rows,
                channels,
                size,
              );
            },
            backward(x, _y, dy, dx, rows) {
              kernels.normaliseChannelsBackward(
                x,
                mean,
                variance,
                epsilon,
                gamma.value,
                fromBatch,
                dy,
                gamma.grad, // dγ = Σ dy·x̂
                beta.grad, //  dβ = Σ dy
                dx, //         dx = γ/√(variance + ε)·(dy − (dβ + x̂·dγ)/n)
                rows,
                channels,
                size,
              );
            },
          };
        },
      };
    },
  }),
);

/** The spec of a layer that gives every feature, or every channel, mean 0 and variance 1 over the batch. */
export const batchNorm = (
  options: {
    momentum?: number;
    epsilon?: number;
    weightInit?: InitializerSpec;
    biasInit?: InitializerSpec;
  } = {},
): Spec => ({ kind: "batchNorm", ...options });
