import { ChainruleError, display } from "../core/errors.js";
import type { Field } from "../core/fields.js";
import { Registry, type Spec } from "../core/registry.js";
import { constantSchedule } from "./constant.js";
import { cosineSchedule } from "./cosine.js";
import { exponentialSchedule } from "./exponential.js";
import { oneCycleSchedule } from "./one-cycle.js";
import { piecewiseSchedule } from "./piecewise.js";
import { type ReduceOnPlateau, reduceOnPlateauSchedule } from "./reduce-on-plateau.js";
import type { Moment } from "./schedule.js";
import { stepSchedule } from "./step.js";
import { warmupSchedule } from "./warmup.js";

export { afterEpoch } from "./reduce-on-plateau.js";
export type { Moment, Plateau } from "./schedule.js";

const plain = new Registry("schedule", [
  constantSchedule,
  stepSchedule,
  piecewiseSchedule,
  exponentialSchedule,
  cosineSchedule,
  oneCycleSchedule,
  reduceOnPlateauSchedule,
]);

/** Every way that a learning rate can change. */
export const schedules = new Registry("schedule", [
  ...plain.definitions,
  warmupSchedule(learningRateField(plain, "the schedule to rise to"), (spec, moment) => rateAt(spec, moment)),
]);

/** The learning rate that a schedule gives at a moment. */
export const rateAt = (spec: Spec, moment: Moment): number =>
  schedules.get(spec.kind, "schedule").rate(spec, moment);

/** The part of a schedule that goes by a metric, if there is one: itself, or what it warms up to. */
export function plateauIn({ kind, ...fields }: Spec): ReduceOnPlateau | undefined {
  if (kind === "warmup") return plateauIn(fields.then as Spec);
  return kind === reduceOnPlateauSchedule.kind ? (fields as unknown as ReduceOnPlateau) : undefined;
}

/** A field that takes a number or a schedule, and parses both to a schedule. */
function learningRateField(registry: Registry<any>, help: string): Field<Spec> {
  const schema = registry.schema() as { anyOf: readonly unknown[] };
  return {
    help,
    schema: { description: help, anyOf: [{ type: "number", exclusiveMinimum: 0 }, ...schema.anyOf] },
    parse(value, where) {
      if (typeof value === "object") return registry.parse(value, where);
      if (typeof value === "number" && value > 0 && Number.isFinite(value))
        return { kind: "constant", rate: value };
      throw new ChainruleError("E_FIELD", {
        where,
        expected: "a finite number > 0, or a schedule",
        got: display(value),
        remedy: 'Write 0.1, or for example { "kind": "exponential", "initial": 0.1, "gamma": 0.95 }.',
      });
    },
  };
}

/** A learning rate as users write it: a number, or the spec of a schedule. */
export type LearningRate = number | Spec;

export const learningRate = learningRateField(schedules, "the learning rate: a number, or a schedule");
