import { ChainruleError } from "../core/errors.js";
import { parseRecipe, type Recipe } from "../train/recipe.js";
import { pathKeys, setAtPath } from "../train/recipe-path.js";
import { fill } from "./samplers/sampler.js";
import type { Json, Parameter, Space, Values } from "./space.js";

/** A recipe's JSON with values at their paths, whole parts before what is inside them; null leaves a field out. */
export function withValues(
  recipe: Record<string, unknown>,
  values: Values,
  where: string,
): Record<string, unknown> {
  const copy = structuredClone(recipe);
  const depth = (path: string) => pathKeys(path, where).length;
  const paths = Object.keys(values).sort((a, b) => depth(a) - depth(b));
  for (const path of paths) setAtPath(copy, path, structuredClone(values[path]), where);
  return copy;
}

/** Checks that every parameter is a place in the recipe, and that it may have its least and largest value or any of its
 *  options there. Values that only do not go together are left to the trial that has them.
 *  @returns the recipe by itself
 *  Errors    E_FIELD an unknown path or a value that is not allowed; and of the recipe alone as parseRecipe */
export function checkSpace(recipe: Record<string, unknown>, space: Space, where: string): Recipe {
  const alone = parseRecipe(recipe, where);
  for (const parameter of space)
    for (const value of extremes(parameter)) checkValue(recipe, space, parameter, value, where);
  return alone;
}

const extremes = (parameter: Parameter): readonly Json[] =>
  parameter.kind === "choice" ? parameter.options : [parameter.low, parameter.high];

function checkValue(
  recipe: Record<string, unknown>,
  space: Space,
  parameter: Parameter,
  value: Json,
  where: string,
): void {
  const forced = new Map<string, Json>([[parameter.name, value]]);
  const meet = ({ when = {} }: Parameter): void => {
    for (const [name, [first]] of Object.entries(when)) {
      forced.set(name, first);
      meet(space.find((other) => other.name === name)!);
    }
  };
  meet(parameter);
  const values = fill(space, (one) => forced.get(one.name) ?? extremes(one)[0]);
  try {
    parseRecipe(withValues(recipe, values, `space of ${where}`), `space of ${where}`);
  } catch (error) {
    if (error instanceof ChainruleError && error.code !== "E_FIELD") return;
    throw error;
  }
}
