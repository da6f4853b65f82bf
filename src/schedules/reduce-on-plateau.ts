import { real, type Values, whole } from "../core/fields.js";
import { metric } from "../core/monitor.js";
import type { Spec } from "../core/registry.js";
import { schedules } from "./registry.js";
import { defineSchedule } from "./schedule.js";

const fields = {
  initial: real({ help: "the rate at the start", above: 0 }),
  factor: real({ help: "the rate is multiplied by this", above: 0, below: 1, fallback: 0.1 }),
  patience: whole({ help: "epochs without a better value that are let pass", min: 0, fallback: 10 }),
  threshold: real({ help: "by what share of the best a value must be better", min: 0, fallback: 1e-4 }),
  cooldown: whole({ help: "epochs after a reduction that do not count", min: 0, fallback: 0 }),
  minLr: real({ help: "the least rate", min: 0, fallback: 0 }),
  metric,
};

export type ReduceOnPlateau = Values<typeof fields>;

/** The same rate until a metric has not got better for more than `patience` epochs, then `factor` times that, and so on.
 *  Better is: by more than the share `threshold` of the best so far. */
export const reduceOnPlateauSchedule = schedules.add(
  defineSchedule({
    kind: "reduceOnPlateau",
    summary: "Multiplied by factor whenever a metric has stopped getting better",
    fields,
    rate: ({ initial }, { plateau }) => plateau?.rate ?? initial,
  }),
);

/** The spec of a rate that goes down whenever a metric has stopped getting better. */
export const reduceOnPlateau = (options: { initial: number } & Partial<ReduceOnPlateau>): Spec => ({
  kind: "reduceOnPlateau",
  ...options,
});
