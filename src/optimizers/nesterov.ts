import { real } from "../core/fields.js";
import { type LearningRate, learningRate } from "../schedules/index.js";
import { createOptimizer, defineOptimizer, type Optimizer, weightDecay } from "./optimizer.js";

/** Momentum that looks ahead: v ← μ·v + g, then p ← p − η·(g + μ·v).
 *  Source    Nesterov, "A method for unconstrained convex minimization problem with the rate of convergence O(1/k²)", 1983;
 *            in this form Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013 */
export const nesterovOptimizer = defineOptimizer({
  kind: "nesterov",
  summary: "v ← μ·v + g; p ← p − η·(g + μ·v)",
  fields: {
    learningRate,
    momentum: real({ help: "the share μ of the velocity that is kept", above: 0, below: 1, fallback: 0.9 }),
    weightDecay,
  },
  slots: ["velocity"],
  update: (kernels, { p, g, slots, n, penalty }, rate, { momentum }) =>
    kernels.momentum(p, g, slots[0], n, { rate, momentum, nesterov: true }, penalty),
});

/** Gradient descent with Nesterov's momentum. */
export const nesterov = (options: {
  learningRate: LearningRate;
  momentum?: number;
  weightDecay?: number;
}): Optimizer => createOptimizer(nesterovOptimizer, options);
