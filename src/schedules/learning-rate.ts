import { ChainruleError, display } from "../core/errors.js";
import type { Field } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { constant } from "./constant.js";
import { schedules } from "./registry.js";

/** A learning rate as users write it: a number, or the spec of a schedule. */
export type LearningRate = number | Spec;

/** A field that takes a number or a schedule, and parses both to a schedule.
 *  @param not a kind of schedule that it does not take */
export const learningRateField = (help: string, not?: string): Field<Spec> => ({
  help,
  schema: {
    description: help,
    anyOf: [{ type: "number", exclusiveMinimum: 0 }, schedules.reference],
  },
  parse(value, where) {
    const kind = (value as Spec | null)?.kind;
    if (typeof value === "object" && (kind === undefined || kind !== not))
      return schedules.parse(value, where);
    if (typeof value === "number" && value > 0 && Number.isFinite(value)) return constant(value);
    throw new ChainruleError("E_FIELD", {
      where,
      expected: "a finite number > 0, or a schedule",
      got: display(value),
      remedy: 'Write 0.1, or for example { "kind": "exponential", "initial": 0.1, "gamma": 0.95 }.',
    });
  },
});

export const learningRate = learningRateField("the learning rate: a number, or a schedule");
