import { Registry, type Spec } from "../core/registry.js";
import type { Moment, ScheduleDefinition } from "./schedule.js";

/** The kinds of schedule that are at hand. Each adds itself where it is defined, so that a program which was bundled with
 *  some of them does not carry the others. */
export const schedules = new Registry<ScheduleDefinition>("schedule", []);

/** The learning rate that a schedule gives at a moment. */
export const rateAt = (spec: Spec, moment: Moment): number =>
  schedules.get(spec.kind, "schedule").rate(spec, moment);
