import { real } from "../core/fields.js";
import { power } from "../core/power.js";
import type { Spec } from "../core/registry.js";
import { schedules } from "./registry.js";
import { defineSchedule } from "./schedule.js";

/** initial · γ^epoch. */
export const exponentialSchedule = schedules.add(
  defineSchedule({
    kind: "exponential",
    summary: "Multiplied by gamma after every epoch",
    fields: {
      initial: real({ help: "the rate in the first epoch", above: 0 }),
      gamma: real({ help: "the factor per epoch", above: 0 }),
    },
    rate: ({ initial, gamma }, { epoch }) => initial * power(gamma, epoch),
  }),
);

/** The spec of a rate that is multiplied by gamma after every epoch. */
export const exponential = (options: { initial: number; gamma: number }): Spec => ({
  kind: "exponential",
  ...options,
});
