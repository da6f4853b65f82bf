import { ChainruleError, display } from "./errors.js";
import { suggestion } from "./nearest.js";

/** The part of JSON Schema that fields are described in; editors read it from `recipe.schema.json`. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** One field of a spec: how to check it, what it means, and what it is when it is not given.
 *  `parse` throws E_FIELD, naming `where`, or returns the value with every default filled in. */
export interface Field<T> {
  readonly help: string;
  readonly schema: JsonSchema;
  /** Absent for a field that must be given. */
  readonly fallback?: T;
  parse(value: unknown, where: string): T;
}

export type Fields = { readonly [name: string]: Field<any> };
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** What every field function takes: a line of help, and the default if there is one. */
interface About<T> {
  readonly help: string;
  readonly fallback?: T;
}

function refuse(where: string, expected: string, value: unknown, remedy: string): never {
  const got = value === undefined ? "nothing" : display(value);
  throw new ChainruleError("E_FIELD", { where, expected, got, remedy });
}

interface Range {
  readonly min?: number;
  readonly max?: number;
  /** The value itself is not allowed, only what lies beyond: `above: 0` for a learning rate. */
  readonly above?: number;
  readonly below?: number;
}

function showRange({ min, max, above, below }: Range): string {
  const parts = [];
  if (min !== undefined) parts.push(`≥ ${min}`);
  if (above !== undefined) parts.push(`> ${above}`);
  if (max !== undefined) parts.push(`≤ ${max}`);
  if (below !== undefined) parts.push(`< ${below}`);
  return parts.length === 0 ? "" : ` ${parts.join(" and ")}`;
}

function numeric(noun: string, type: string, whole: boolean, about: About<number> & Range): Field<number> {
  const { min, max, above, below } = about;
  const schema: JsonSchema = {
    type,
    description: about.help,
    minimum: min,
    maximum: max,
    exclusiveMinimum: above,
    exclusiveMaximum: below,
    default: about.fallback,
  };
  return {
    help: about.help,
    fallback: about.fallback,
    schema,
    parse(value, where) {
      const inside =
        typeof value === "number" &&
        (whole ? Number.isSafeInteger(value) : Number.isFinite(value)) &&
        value >= (min ?? Number.NEGATIVE_INFINITY) &&
        value <= (max ?? Number.POSITIVE_INFINITY) &&
        value > (above ?? Number.NEGATIVE_INFINITY) &&
        value < (below ?? Number.POSITIVE_INFINITY);
      if (!inside) refuse(where, `${noun}${showRange(about)}`, value, `It means: ${about.help}.`);
      return value;
    },
  };
}

export const whole = (about: About<number> & Range): Field<number> =>
  numeric("a whole number", "integer", true, about);

export const real = (about: About<number> & Range): Field<number> =>
  numeric("a finite number", "number", false, about);

export const flag = (about: About<boolean>): Field<boolean> => ({
  ...about,
  schema: { type: "boolean", description: about.help, default: about.fallback },
  parse(value, where) {
    if (typeof value !== "boolean") refuse(where, "true or false", value, `It means: ${about.help}.`);
    return value;
  },
});

export const text = (about: About<string>): Field<string> => ({
  ...about,
  schema: { type: "string", description: about.help, default: about.fallback },
  parse(value, where) {
    if (typeof value !== "string") refuse(where, "a text", value, `It means: ${about.help}.`);
    return value;
  },
});

export const choice = <const T extends string>(options: readonly T[], about: About<T>): Field<T> => ({
  ...about,
  schema: { enum: options, description: about.help, default: about.fallback },
  parse(value, where) {
    const found = options.find((option) => option === value);
    if (found !== undefined) return found;
    return refuse(where, `one of ${options.join(", ")}`, value, suggestion(String(value), options));
  },
});

export const list = <T>(
  item: Field<T>,
  about: About<readonly T[]> & { least?: number; most?: number },
): Field<readonly T[]> => ({
  help: about.help,
  fallback: about.fallback,
  schema: {
    type: "array",
    items: item.schema,
    minItems: about.least,
    maxItems: about.most,
    description: about.help,
    default: about.fallback,
  },
  parse(value, where) {
    const { least = 0, most = Number.POSITIVE_INFINITY } = about;
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      const length = least === most ? `${least}` : `at least ${least}`;
      refuse(where, `a list of ${length}`, value, `It means: ${about.help}.`);
    }
    return value.map((entry, i) => item.parse(entry, `${where}[${i}]`));
  },
});

/** Checks an object against its fields: unknown names are refused with the nearest known one, defaults filled in.
 *  Errors    E_FIELD for anything else than a plain object with the right fields */
export function parseFields<F extends Fields>(fields: F, value: unknown, where: string): Values<F> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    refuse(
      where,
      `an object with ${Object.keys(fields).join(", ") || "no fields"}`,
      value,
      "Write it as { … }.",
    );
  }
  const given = value as Record<string, unknown>;
  const names = Object.keys(fields);
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(fields, name)) continue;
    const known = names.length === 0 ? "no fields" : `the fields ${names.join(", ")}`;
    const remedy = names.length === 0 ? "Remove it." : suggestion(name, names);
    throw new ChainruleError("E_FIELD", { where, expected: known, got: `"${name}"`, remedy });
  }
  const parsed: Record<string, unknown> = {};
  for (const name of names) {
    const field = fields[name];
    const place = `${where}.${name}`;
    if (Object.hasOwn(given, name) && given[name] !== undefined)
      parsed[name] = field.parse(given[name], place);
    else if (Object.hasOwn(field, "fallback") && field.fallback !== undefined) parsed[name] = field.fallback;
    else if (!("optional" in field)) refuse(place, "a value", undefined, `It means: ${field.help}.`);
  }
  return parsed as Values<F>;
}

/** Fields within a field. Their schema is defined once, under the given name. */
export const object = <F extends Fields>(
  fields: F,
  about: { readonly help: string; readonly definition: string },
): Field<Values<F>> => ({
  help: about.help,
  schema: { anyOf: [{ $ref: `#/definitions/${about.definition}` }], description: about.help },
  parse: (value, where) => parseFields(fields, value, where),
});

/** A field that may be left out without a default. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return { ...field, optional: true } as Field<T | undefined>;
}
