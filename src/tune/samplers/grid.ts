import { whole } from "../../core/fields.js";
import { dimensionOf } from "../dimension.js";
import { isActive, type Json, type Parameter, type Space, type Values } from "../space.js";
import type { SamplerDefinition } from "./sampler.js";

interface GridOptions {
  readonly points: number;
}

/** Every combination of some values of each parameter: all options of a choice, and of a number as many as `points`, evenly
 *  on its scale with both ends; the last parameter changes fastest. The study ends with the last combination. */
export const grid: SamplerDefinition = {
  kind: "grid",
  summary: "every combination of some values of each parameter",
  fields: { points: whole({ help: "values of each number, both ends included", min: 1, fallback: 5 }) },
  suggest: ({ points }: GridOptions, { space }, number) => combination(space, points, number - 1),
  limit: ({ points }: GridOptions, space) => countFrom(space, points, 0, {}),
};

/** The values that a grid has of a parameter. */
function pointsOf(parameter: Parameter, points: number): readonly Json[] {
  if (parameter.kind === "choice") return parameter.options;
  const { unitOf, valueAt } = dimensionOf(parameter);
  const [first, last] = [unitOf(parameter.low), unitOf(parameter.high)];
  const at = (i: number) => (points === 1 ? 0.5 : first + (i * (last - first)) / (points - 1));
  const values = Array.from({ length: points }, (_, i) => valueAt(at(i)));
  return [...new Set(values)]; // a short range of whole numbers has fewer
}

/** How many combinations the parameters from `at` on have, beside the values of those before. */
function countFrom(space: Space, points: number, at: number, values: Values): number {
  if (at === space.length) return 1;
  const parameter = space[at];
  if (!isActive(parameter, values)) return countFrom(space, points, at + 1, values);
  const options = pointsOf(parameter, points);
  if (!space.some(({ when }) => when !== undefined && Object.hasOwn(when, parameter.name)))
    return options.length * countFrom(space, points, at + 1, values);
  return options.reduce<number>(
    (sum, value) => sum + countFrom(space, points, at + 1, { ...values, [parameter.name]: value }),
    0,
  );
}

/** The combination of that index, counted from 0, or undefined beyond the last. */
function combination(space: Space, points: number, index: number): Values | undefined {
  const values: Record<string, Json> = {};
  for (const [at, parameter] of space.entries()) {
    if (!isActive(parameter, values)) continue;
    let found = false;
    for (const value of pointsOf(parameter, points)) {
      values[parameter.name] = value;
      const below = countFrom(space, points, at + 1, values);
      found = index < below;
      if (found) break;
      index -= below;
    }
    if (!found) return undefined;
  }
  return values;
}
