import { type LearningRate, learningRate } from "../schedules/index.js";
import { epsilon } from "./epsilon.js";
import { createOptimizer, defineOptimizer, type Optimizer, weightDecay } from "./optimizer.js";

/** A rate of its own for every parameter, the smaller the more it has moved: s ← s + g², then p ← p − η·g/(√s + ε).
 *  Source    Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011 */
export const adagradOptimizer = defineOptimizer({
  kind: "adagrad",
  summary: "s ← s + g²; p ← p − η·g/(√s + ε)",
  fields: { learningRate, eps: epsilon(1e-10), weightDecay },
  slots: ["squares"],
  update: (kernels, { p, g, slots, n, penalty }, rate, { eps }) =>
    kernels.adagrad(p, g, slots[0], n, { rate, eps }, penalty),
});

/** Adagrad. */
export const adagrad = (options: {
  learningRate: LearningRate;
  eps?: number;
  weightDecay?: number;
}): Optimizer => createOptimizer(adagradOptimizer, options);
