import { type Field, list, real } from "../core/fields.js";
import { power } from "../core/power.js";
import type { Kernels } from "../kernels/spec.js";
import { type LearningRate, learningRate } from "../schedules/index.js";
import { epsilon } from "./epsilon.js";
import { type Block, createOptimizer, defineOptimizer, type Optimizer, weightDecay } from "./optimizer.js";

const share = real({ help: "the share of a mean that is kept", min: 0, below: 1 });

/** The fields of Adam and its kin, apart from the weight decay. */
export const adamFields = {
  learningRate,
  betas: list(share, {
    help: "β₁ and β₂: the shares of the mean gradient and of the mean square that are kept",
    least: 2,
    most: 2,
    fallback: [0.9, 0.999],
  }) as Field<readonly [number, number]>,
  eps: epsilon(1e-8),
};

/** The two slots: m and v. */
export const adamSlots = ["mean", "meanSquare"];

/** One step of Adam, with the corrections of both means drawn into the rate and ε:
 *  η·(m/(1 − β₁ᵗ))/(√(v/(1 − β₂ᵗ)) + ε) = (η·c/(1 − β₁ᵗ))·m/(√v + ε·c), where c = √(1 − β₂ᵗ).
 *  Source    Kingma and Ba 2015, the end of §2 */
export function adamStep(
  kernels: Kernels,
  { p, g, slots, n, penalty }: Block,
  rate: number,
  { betas: [beta1, beta2], eps }: { readonly betas: readonly [number, number]; readonly eps: number },
  steps: number,
  keep: number,
): void {
  const root = Math.sqrt(1 - power(beta2, steps));
  const settings = {
    rate: (rate * root) / (1 - power(beta1, steps)),
    beta1,
    beta2,
    eps: eps * root,
    keep,
  };
  kernels.adam(p, g, slots[0], slots[1], n, settings, penalty);
}

/** m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², then p ← p − η·m̂/(√v̂ + ε), where m̂ = m/(1 − β₁ᵗ) and
 *  v̂ = v/(1 − β₂ᵗ) make up for their start at 0.
 *  Source    Kingma and Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1 */
export const adamOptimizer = defineOptimizer({
  kind: "adam",
  summary: "mean gradient over the root of its mean square: p ← p − η·m̂/(√v̂ + ε)",
  fields: { ...adamFields, weightDecay },
  slots: adamSlots,
  update: (kernels, block, rate, spec, steps) => adamStep(kernels, block, rate, spec, steps, 1),
});

/** Adam. */
export const adam = (options: {
  learningRate: LearningRate;
  betas?: readonly [number, number];
  eps?: number;
  weightDecay?: number;
}): Optimizer => createOptimizer(adamOptimizer, options);
