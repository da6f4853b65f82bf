import { constantSchedule } from "./constant.js";
import { cosineSchedule } from "./cosine.js";
import { exponentialSchedule } from "./exponential.js";
import { oneCycleSchedule } from "./one-cycle.js";
import { piecewiseSchedule } from "./piecewise.js";
import { reduceOnPlateauSchedule } from "./reduce-on-plateau.js";
import { schedules } from "./registry.js";
import type { ScheduleDefinition } from "./schedule.js";
import { stepSchedule } from "./step.js";
import { warmupSchedule } from "./warmup.js";

/** Every way that a learning rate can change. */
const everySchedule: readonly ScheduleDefinition[] = [
  constantSchedule,
  stepSchedule,
  piecewiseSchedule,
  exponentialSchedule,
  cosineSchedule,
  oneCycleSchedule,
  reduceOnPlateauSchedule,
  warmupSchedule,
];

/** Puts every schedule at hand, for whoever reads recipes that others wrote: without this, a bundler leaves out those
 *  that a program does not name. */
export function addEverySchedule(): void {
  for (const definition of everySchedule) schedules.add(definition);
}
