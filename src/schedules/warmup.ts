import type { Field } from "../core/fields.js";
import { whole } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { defineSchedule, type ScheduleDefinition } from "./schedule.js";

/** From nearly 0 up to the rate of another schedule in equal steps: rate · min(1, (step + 1)/steps).
 *  `then` and `rateOf` are that other schedule's, handed in because it comes from the registry that this one is in.
 *  Source    Goyal et al., "Accurate, large minibatch SGD", 2017, §2.2 */
export const warmupSchedule = (
  then: Field<Spec>,
  rateOf: (spec: Spec, moment: Parameters<ScheduleDefinition["rate"]>[1]) => number,
): ScheduleDefinition =>
  defineSchedule({
    kind: "warmup",
    summary: "Rises to another schedule's rate over the first steps",
    fields: { steps: whole({ help: "steps until the full rate", min: 1 }), then },
    rate: (spec, moment) => rateOf(spec.then, moment) * Math.min(1, (moment.step + 1) / spec.steps),
  });
