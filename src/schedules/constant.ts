import { real } from "../core/fields.js";
import { defineSchedule } from "./schedule.js";

/** The same rate throughout. */
export const constantSchedule = defineSchedule({
  kind: "constant",
  summary: "The same rate throughout",
  fields: { rate: real({ help: "the learning rate", above: 0 }) },
  rate: ({ rate }) => rate,
});
