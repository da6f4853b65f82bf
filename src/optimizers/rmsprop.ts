import { real } from "../core/fields.js";
import { type LearningRate, learningRate } from "../schedules/index.js";
import { epsilon } from "./epsilon.js";
import { createOptimizer, defineOptimizer, type Optimizer, weightDecay } from "./optimizer.js";

/** The gradient over its recent size: s ← α·s + (1 − α)·g², then p ← p − η·g/(√s + ε).
 *  Source    Tieleman and Hinton, "Lecture 6.5: rmsprop", Neural Networks for Machine Learning, 2012 */
export const rmspropOptimizer = defineOptimizer({
  kind: "rmsprop",
  summary: "s ← α·s + (1 − α)·g²; p ← p − η·g/(√s + ε)",
  fields: {
    learningRate,
    alpha: real({ help: "the share α of the mean square that is kept", min: 0, below: 1, fallback: 0.99 }),
    eps: epsilon(1e-8),
    weightDecay,
  },
  slots: ["meanSquare"],
  update: (kernels, { p, g, slots, n, penalty }, rate, { alpha, eps }) =>
    kernels.rmsprop(p, g, slots[0], n, { rate, alpha, eps }, penalty),
});

/** RMSprop. */
export const rmsprop = (options: {
  learningRate: LearningRate;
  alpha?: number;
  eps?: number;
  weightDecay?: number;
}): Optimizer => createOptimizer(rmspropOptimizer, options);
