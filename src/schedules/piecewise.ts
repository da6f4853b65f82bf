import { list, real, whole } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { schedules } from "./registry.js";
import { defineSchedule } from "./schedule.js";

/** rates[0] for epochs[0] epochs, then rates[1] for epochs[1], and so on; the last rate stays. */
export const piecewiseSchedule = schedules.add(
  defineSchedule({
    kind: "piecewise",
    summary: "One rate after another, each for so many epochs",
    fields: {
      rates: list(real({ help: "a learning rate", above: 0 }), { help: "the rates, in order", least: 1 }),
      epochs: list(whole({ help: "epochs", min: 1 }), { help: "how many epochs each rate lasts", least: 1 }),
    },
    rate({ rates, epochs }, { epoch }) {
      let end = 0;
      for (let i = 0; i < rates.length - 1; i++) {
        end += epochs[i] ?? Number.POSITIVE_INFINITY;
        if (epoch < end) return rates[i];
      }
      return rates[rates.length - 1];
    },
  }),
);

/** The spec of one rate after another, each for so many epochs. */
export const piecewise = (options: { rates: readonly number[]; epochs: readonly number[] }): Spec => ({
  kind: "piecewise",
  ...options,
});
