import { type LearningRate, learningRate } from "../schedules/index.js";
import { createOptimizer, defineOptimizer, type Optimizer } from "./optimizer.js";

/** Stochastic gradient descent: p ← p − η·g.
 *  Source    Robbins and Monro, "A stochastic approximation method", 1951 */
export const sgdOptimizer = defineOptimizer({
  kind: "sgd",
  summary: "p ← p − η·g",
  fields: { learningRate },
  slots: [],
  update: (kernels, p, g, _slots, rate) => kernels.sgd(p, g, p.length, rate),
});

/** Stochastic gradient descent with the given learning rate or schedule. */
export const sgd = (options: { learningRate: LearningRate }): Optimizer =>
  createOptimizer(sgdOptimizer, options);
