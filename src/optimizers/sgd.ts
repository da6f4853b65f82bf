import { type LearningRate, learningRate } from "../schedules/index.js";
import { createOptimizer, defineOptimizer, type Optimizer, weightDecay } from "./optimizer.js";

/** Stochastic gradient descent: p ← p − η·g.
 *  Source    Robbins and Monro, "A stochastic approximation method", 1951 */
export const sgdOptimizer = defineOptimizer({
  kind: "sgd",
  summary: "p ← p − η·g",
  fields: { learningRate, weightDecay },
  slots: [],
  update: (kernels, { p, g, n, penalty }, rate) => kernels.sgd(p, g, n, rate, penalty),
});

/** Stochastic gradient descent with the given learning rate or schedule. */
export const sgd = (options: { learningRate: LearningRate; weightDecay?: number }): Optimizer =>
  createOptimizer(sgdOptimizer, options);
