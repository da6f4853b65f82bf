import { Registry, type Spec } from "../core/registry.js";
import { Optimizer } from "./optimizer.js";
import { sgdOptimizer } from "./sgd.js";

export { Optimizer } from "./optimizer.js";
export { sgd } from "./sgd.js";

/** Every optimizer there is. */
export const optimizers = new Registry("optimizer", [sgdOptimizer]);

/** An optimizer from its spec, as a recipe has it.
 *  Errors    E_FIELD */
export function optimizerFrom(spec: unknown, where = "optimizer"): Optimizer {
  const parsed: Spec = optimizers.parse(spec, where);
  return new Optimizer(optimizers.get(parsed.kind, where), parsed);
}
