import { real } from "../core/fields.js";
import { type LearningRate, learningRate } from "../schedules/index.js";
import { createOptimizer, defineOptimizer, type Optimizer, weightDecay } from "./optimizer.js";

/** Gradient descent with inertia: v ← μ·v + g, then p ← p − η·v.
 *  Source    Polyak, "Some methods of speeding up the convergence of iteration methods", 1964 */
export const momentumOptimizer = defineOptimizer({
  kind: "momentum",
  summary: "v ← μ·v + g; p ← p − η·v",
  fields: {
    learningRate,
    momentum: real({ help: "the share μ of the velocity that is kept", min: 0, below: 1, fallback: 0.9 }),
    weightDecay,
  },
  slots: ["velocity"],
  update: (kernels, { p, g, slots, n, penalty }, rate, { momentum }) =>
    kernels.momentum(p, g, slots[0], n, { rate, momentum, nesterov: false }, penalty),
});

/** Gradient descent with momentum. */
export const momentum = (options: {
  learningRate: LearningRate;
  momentum?: number;
  weightDecay?: number;
}): Optimizer => createOptimizer(momentumOptimizer, options);
