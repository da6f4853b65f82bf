import type { Definition } from "../../core/registry.js";
import type { Rng } from "../../core/rng.js";
import { dimensionOf } from "../dimension.js";
import type { Goal } from "../objective.js";
import { isActive, type Json, type Parameter, type Space, type Values } from "../space.js";
import type { Trial } from "../trial.js";

/** What is known when a trial is to be suggested. */
export interface Known {
  readonly space: Space;
  readonly goals: readonly Goal[];
  /** All before, in order of their numbers; some may still be running. */
  readonly trials: readonly Trial[];
}

/** A way to choose what to try next. It keeps no state: what it suggests follows from the trials so far, the number of the
 *  one that is wanted and the random numbers of that; so a study goes on tomorrow as it would have today. */
export interface SamplerDefinition extends Definition {
  /** @returns undefined when there is nothing left to try */
  suggest(options: any, known: Known, number: number, rng: Rng): Values | undefined;
  /** How many trials there are at all, where that is limited. */
  readonly limit?: (options: any, space: Space) => number;
}

/** A value anywhere in its range. */
export function drawValue(parameter: Parameter, rng: Rng): Json {
  if (parameter.kind === "choice") return parameter.options[rng.below(parameter.options.length)];
  return dimensionOf(parameter).valueAt(rng.uniform());
}

/** Goes through the parameters in order and gives each that is active what `choose` says. */
export function fill(space: Space, choose: (parameter: Parameter, before: Values) => Json): Values {
  const values: Record<string, Json> = {};
  for (const parameter of space)
    if (isActive(parameter, values)) values[parameter.name] = choose(parameter, values);
  return values;
}
