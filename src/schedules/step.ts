import { real, whole } from "../core/fields.js";
import { power } from "../core/power.js";
import { defineSchedule } from "./schedule.js";

/** initial · γ^⌊epoch/every⌋: smaller by γ after every so many epochs. */
export const stepSchedule = defineSchedule({
  kind: "step",
  summary: "Multiplied by gamma after every so many epochs",
  fields: {
    initial: real({ help: "the rate at the start", above: 0 }),
    gamma: real({ help: "the factor", above: 0 }),
    every: whole({ help: "epochs between two changes", min: 1 }),
  },
  rate: ({ initial, gamma, every }, { epoch }) => initial * power(gamma, Math.floor(epoch / every)),
});
