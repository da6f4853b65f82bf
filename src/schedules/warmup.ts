import { whole } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { type LearningRate, learningRateField } from "./learning-rate.js";
import { rateAt, schedules } from "./registry.js";
import { defineSchedule } from "./schedule.js";

/** From nearly 0 up to the rate of another schedule in equal steps: rate · min(1, (step + 1)/steps).
 *  Source    Goyal et al., "Accurate, large minibatch SGD", 2017, §2.2 */
export const warmupSchedule = schedules.add(
  defineSchedule({
    kind: "warmup",
    summary: "Rises to another schedule's rate over the first steps",
    fields: {
      steps: whole({ help: "steps until the full rate", min: 1 }),
      to: learningRateField("the rate, or schedule, to rise to", "warmup"),
    },
    rate: ({ steps, to }, moment) => rateAt(to, moment) * Math.min(1, (moment.step + 1) / steps),
  }),
);

/** The spec of a rise to another rate over the first steps. */
export const warmup = (options: { steps: number; to: LearningRate }): Spec => ({
  kind: "warmup",
  ...options,
});
