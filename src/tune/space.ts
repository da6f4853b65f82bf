import { ChainruleError, display } from "../core/errors.js";
import { type Field, type JsonSchema, optional, real, whole } from "../core/fields.js";
import { suggestion } from "../core/nearest.js";
import { type Definition, Registry } from "../core/registry.js";
import { registrySchema } from "../core/schema.js";

/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What a trial tries: a value for each parameter that is active, by its name. */
export type Values = { readonly [name: string]: Json };

/** The other parameters that a parameter is there for, and their values with which it is. */
export type Condition = { readonly [name: string]: readonly Json[] };

interface Named {
  readonly name: string;
  readonly when?: Condition;
}

/** One of several values, of whatever kind. */
export interface Choice extends Named {
  readonly kind: "choice";
  readonly options: readonly Json[];
}

/** A number from `low` to `high`, both included; of the log kinds, its logarithm is what is evenly spread. */
export interface Numeric extends Named {
  readonly kind: "float" | "logFloat" | "int" | "logInt";
  readonly low: number;
  readonly high: number;
}

/** Something that a study varies. */
export type Parameter = Choice | Numeric;

/** What is searched, each parameter after those that its condition names. */
export type Space = readonly Parameter[];

export const sameJson = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** Whether a parameter is there, beside the values of those before it. */
export const isActive = ({ when = {} }: Parameter, values: Values): boolean =>
  Object.entries(when).every(([name, wanted]) => wanted.some((value) => sameJson(value, values[name])));

/** The conditions that are written with a parameter: `{ "optimizer.kind": ["momentum"] }`. */
const condition: Field<Condition | undefined> = optional({
  help: "other parameters, and which of their values this one is there for",
  schema: {
    type: "object",
    description: "other parameters, and which of their values this one is there for",
    additionalProperties: { type: "array", minItems: 1 },
  },
  parse(value, where) {
    const lists = typeof value === "object" && value !== null && !Array.isArray(value);
    if (lists && Object.values(value).every((list) => Array.isArray(list) && list.length > 0))
      return value as Condition;
    return refuse(where, "the values of other parameters, each a list", display(value), EXAMPLE_WHEN);
  },
});

const EXAMPLE_WHEN = 'Write for example "when": { "optimizer.kind": ["momentum"] }.';

const options: Field<readonly Json[]> = {
  help: "what there is to choose from, values of any kind",
  schema: { type: "array", minItems: 1, description: "what there is to choose from, values of any kind" },
  parse(value, where) {
    if (!Array.isArray(value)) refuse(where, "a list of values", display(value), "Write it as [ … ].");
    if (value.length === 0)
      refuse(where, "at least one value", "none", "Name the values to choose from, or leave it out.");
    const twice = value.findIndex((option, i) => value.slice(0, i).some((other) => sameJson(other, option)));
    if (twice >= 0) refuse(where, "each value once", `${display(value[twice])} twice`, "Remove one.");
    return value;
  },
};

const range = (bound: typeof real, extra: { above?: number; min?: number } = {}) => ({
  low: bound({ help: "the least value", ...extra }),
  high: bound({ help: "the largest value, which is included", ...extra }),
  when: condition,
});

const kinds = new Registry<Definition>("parameter", [
  { kind: "float", summary: "a number, evenly spread", fields: range(real) },
  {
    kind: "logFloat",
    summary: "a positive number whose logarithm is evenly spread",
    fields: range(real, { above: 0 }),
  },
  { kind: "int", summary: "a whole number, evenly spread", fields: range(whole) },
  {
    kind: "logInt",
    summary: "a whole number from 1 whose logarithm is evenly spread",
    fields: range(whole, { min: 1 }),
  },
  { kind: "choice", summary: "one of several values", fields: { options, when: condition } },
]);

/** Checks a search space, an object of parameters by their names, and puts what others depend on first.
 *  Errors    E_FIELD low > high, the log of what is not positive, a choice of none, conditions that cannot be met */
export function parseSpace(value: unknown, where: string): Space {
  if (typeof value !== "object" || value === null || Array.isArray(value) || Object.keys(value).length === 0)
    refuse(where, "parameters by their names", display(value), EXAMPLE);
  const parameters = Object.entries(value).map(([name, spec]) => parseParameter(name, spec, where));
  return inOrder(parameters, where);
}

const EXAMPLE =
  'Write for example { "optimizer.learningRate": { "kind": "logFloat", "low": 0.001, "high": 1 } }.';

function parseParameter(name: string, spec: unknown, where: string): Parameter {
  const place = `${where} "${name}"`;
  const parsed = { name, ...kinds.parse(spec, place) } as Parameter;
  if (parsed.kind !== "choice" && parsed.low > parsed.high)
    refuse(place, "low ≤ high", `${parsed.low} > ${parsed.high}`, "Swap them.");
  return parsed;
}

/** Parameters after those that they depend on, and otherwise as they are written. */
function inOrder(parameters: readonly Parameter[], where: string): Space {
  const names = parameters.map(({ name }) => name);
  const sorted: Parameter[] = [];
  const visit = (parameter: Parameter, trail: readonly string[]): void => {
    if (sorted.includes(parameter)) return;
    const { name, when = {} } = parameter;
    const place = `${where} "${name}".when`;
    if (trail.includes(name))
      refuse(place, "conditions without a circle", [...trail, name].join(" from "), "Drop one of them.");
    for (const [above, wanted] of Object.entries(when)) {
      const parent = parameters.find((other) => other.name === above);
      if (parent === undefined)
        refuse(place, "the name of another parameter", `"${above}"`, suggestion(above, names));
      checkReachable(parent, wanted, place);
      visit(parent, [...trail, name]);
    }
    sorted.push(parameter);
  };
  for (const parameter of parameters) visit(parameter, []);
  return sorted;
}

function checkReachable(parent: Parameter, wanted: readonly Json[], place: string): void {
  for (const value of wanted) {
    if (includes(parent, value)) continue;
    const expected =
      parent.kind === "choice"
        ? `one of ${parent.options.map(display).join(", ")}`
        : `a whole number from ${parent.low} to ${parent.high}`;
    refuse(`${place} "${parent.name}"`, expected, display(value), "Name a value that it can have.");
  }
}

/** Whether a parameter can have a value; of a number that is not whole, no single one is ever met. */
function includes(parameter: Parameter, value: Json): boolean {
  if (parameter.kind === "choice") return parameter.options.some((option) => sameJson(option, value));
  const whole = parameter.kind === "int" || parameter.kind === "logInt";
  return (
    whole && Number.isInteger(value) && Number(value) >= parameter.low && Number(value) <= parameter.high
  );
}

/** A search space as a field of a study file. */
export const spaceField: Field<Space> = {
  help: "what is searched: parameters by their path in the recipe",
  schema: {
    type: "object",
    description: "what is searched: parameters by their path in the recipe, such as optimizer.learningRate",
    additionalProperties: kinds.reference,
    minProperties: 1,
  },
  parse: parseSpace,
};

/** The schema of one parameter, which `spaceField` refers to. */
export const parameterSchema = (): JsonSchema => registrySchema(kinds);

function refuse(where: string, expected: string, got: string, remedy: string): never {
  throw new ChainruleError("E_FIELD", { where, expected, got, remedy });
}
