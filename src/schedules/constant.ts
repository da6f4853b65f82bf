import { real } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { schedules } from "./registry.js";
import { defineSchedule } from "./schedule.js";

/** The same rate throughout. */
export const constantSchedule = schedules.add(
  defineSchedule({
    kind: "constant",
    summary: "The same rate throughout",
    fields: { rate: real({ help: "the learning rate", above: 0 }) },
    rate: ({ rate }) => rate,
  }),
);

/** The spec of the same rate throughout. */
export const constant = (rate: number): Spec => ({ kind: "constant", rate });
