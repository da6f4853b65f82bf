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

/** gammaⁿ by repeated multiplication, so that every engine gives the same bits. */
export function power(gamma: number, n: number): number {
  let product = 1;
  for (let i = 0; i < n; i++) product *= gamma;
  return product;
}
