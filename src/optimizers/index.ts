import { Registry, type Spec } from "../core/registry.js";
import { addEverySchedule } from "../schedules/all.js";
import { adagradOptimizer } from "./adagrad.js";
import { adamOptimizer } from "./adam.js";
import { adamwOptimizer } from "./adamw.js";
import { momentumOptimizer } from "./momentum.js";
import { nesterovOptimizer } from "./nesterov.js";
import { Optimizer } from "./optimizer.js";
import { rmspropOptimizer } from "./rmsprop.js";
import { sgdOptimizer } from "./sgd.js";

export { adagrad } from "./adagrad.js";
export { adam } from "./adam.js";
export { adamw } from "./adamw.js";
export { momentum } from "./momentum.js";
export { nesterov } from "./nesterov.js";
export { Optimizer } from "./optimizer.js";
export { rmsprop } from "./rmsprop.js";
export { sgd } from "./sgd.js";

/** Every optimizer there is. */
export const optimizers = new Registry("optimizer", [
  sgdOptimizer,
  momentumOptimizer,
  nesterovOptimizer,
  adagradOptimizer,
  rmspropOptimizer,
  adamOptimizer,
  adamwOptimizer,
]);

/** An optimizer from its spec, as a recipe has it.
 *  Errors    E_FIELD */
export function optimizerFrom(spec: unknown, where = "optimizer"): Optimizer {
  addEverySchedule();
  const parsed: Spec = optimizers.parse(spec, where);
  return new Optimizer(optimizers.get(parsed.kind, where), parsed);
}
