import { real } from "../core/fields.js";
import type { LearningRate } from "../schedules/index.js";
import { adamFields, adamSlots, adamStep } from "./adam.js";
import { createOptimizer, defineOptimizer, type Optimizer } from "./optimizer.js";

/** Adam with weight decay beside the gradient, not in it: p ← (1 − η·λ)·p − η·m̂/(√v̂ + ε).
 *  Source    Loshchilov and Hutter, "Decoupled weight decay regularization", 2019, algorithm 2 */
export const adamwOptimizer = defineOptimizer({
  kind: "adamw",
  summary: "Adam with weight decay of its own: p ← (1 − η·λ)·p − η·m̂/(√v̂ + ε)",
  fields: {
    ...adamFields,
    weightDecay: real({ help: "λ: each step takes η·λ·p away", min: 0, fallback: 0.01 }),
  },
  slots: adamSlots,
  decoupled: true,
  update: (kernels, block, rate, spec, steps) =>
    adamStep(kernels, block, rate, spec, steps, 1 - rate * spec.weightDecay),
});

/** Adam with decoupled weight decay. */
export const adamw = (options: {
  learningRate: LearningRate;
  betas?: readonly [number, number];
  eps?: number;
  weightDecay?: number;
}): Optimizer => createOptimizer(adamwOptimizer, options);
