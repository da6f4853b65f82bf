import { ChainruleError, display } from "../core/errors.js";
import type { Field, JsonSchema } from "../core/fields.js";

/** One number for both axes of an image, or one for each. */
export type Pair = number | readonly [height: number, width: number];

export const heightAndWidth = (pair: Pair): readonly [height: number, width: number] =>
  typeof pair === "number" ? [pair, pair] : pair;

/** No image has a side as long as this; larger numbers could overflow what kernels count with. */
const MAX = 2 ** 16;

/** A field that takes a `Pair` of whole numbers ≥ `min`, or one of `words`. */
export function pair<const W extends string = never>(about: {
  help: string;
  min: number;
  fallback?: Pair | NoInfer<W>;
  words?: readonly W[];
}): Field<Pair | W> {
  const { help, min, fallback, words = [] } = about;
  const number: JsonSchema = { type: "integer", minimum: min, maximum: MAX };
  const two: JsonSchema = { type: "array", items: number, minItems: 2, maxItems: 2 };
  const inside = (value: unknown) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= MAX;
  return {
    help,
    fallback,
    schema: {
      anyOf: [number, two, ...(words.length > 0 ? [{ enum: words }] : [])],
      description: help,
      default: fallback,
    },
    parse(value, where) {
      const word = words.find((known) => known === value);
      if (word !== undefined) return word;
      if (inside(value)) return value as number;
      if (Array.isArray(value) && value.length === 2 && value.every(inside))
        return value as unknown as readonly [number, number];
      throw new ChainruleError("E_FIELD", {
        where,
        expected: [
          `a whole number ≥ ${min} and ≤ ${MAX}`,
          "[height, width] of such",
          ...words.map(display),
        ].join(", or "),
        got: value === undefined ? "nothing" : display(value),
        remedy: `It means: ${help}.`,
      });
    },
  };
}
