import { real, whole } from "../core/fields.js";
import { power } from "../core/power.js";
import type { Spec } from "../core/registry.js";
import { schedules } from "./registry.js";
import { defineSchedule } from "./schedule.js";

/** initial · γ^⌊epoch/every⌋: smaller by γ after every so many epochs. */
export const stepSchedule = schedules.add(
  defineSchedule({
    kind: "step",
    summary: "Multiplied by gamma after every so many epochs",
    fields: {
      initial: real({ help: "the rate at the start", above: 0 }),
      gamma: real({ help: "the factor", above: 0 }),
      every: whole({ help: "epochs between two changes", min: 1 }),
    },
    rate: ({ initial, gamma, every }, { epoch }) => initial * power(gamma, Math.floor(epoch / every)),
  }),
);

/** The spec of a rate that is multiplied by gamma after every so many epochs. */
export const stepDecay = (options: { initial: number; gamma: number; every: number }): Spec => ({
  kind: "step",
  ...options,
});
