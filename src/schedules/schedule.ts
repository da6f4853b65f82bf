import type { Fields, Values } from "../core/fields.js";
import type { Definition, Spec } from "../core/registry.js";

/** Where a training run stands. */
export interface Moment {
  /** Steps done before this one. */
  readonly step: number;
  /** Epochs done before this one. */
  readonly epoch: number;
  /** Steps in the whole run. */
  readonly steps: number;
  /** How a schedule that goes by a metric stands; absent before the first epoch is done. */
  readonly plateau?: Plateau;
}

/** How a schedule that goes by a metric stands. */
export interface Plateau {
  /** The best value of the metric; null before there is one. */
  readonly best: number | null;
  /** Epochs since then that count. */
  readonly bad: number;
  /** Epochs to come that do not count. */
  readonly cooldown: number;
  readonly rate: number;
}

/** An entry of the schedule registry: the learning rate at a moment. */
export interface ScheduleDefinition extends Definition {
  rate(spec: Spec, moment: Moment): number;
}

export function defineSchedule<F extends Fields>(definition: {
  kind: string;
  summary: string;
  fields: F;
  rate(spec: Values<F>, moment: Moment): number;
}): ScheduleDefinition {
  return { ...definition, rate: (spec, moment) => definition.rate(spec as unknown as Values<F>, moment) };
}
