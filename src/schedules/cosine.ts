import { real } from "../core/fields.js";
import { cos } from "../core/math.js";
import type { Spec } from "../core/registry.js";
import { schedules } from "./registry.js";
import { defineSchedule } from "./schedule.js";

/** final + ½(initial − final)(1 + cos(π·step/steps)): half a wave over the whole run.
 *  Source    Loshchilov and Hutter, "SGDR", 2017, eq. 5, without restarts */
export const cosineSchedule = schedules.add(
  defineSchedule({
    kind: "cosine",
    summary: "Half a cosine wave from initial to final over the whole run",
    fields: {
      initial: real({ help: "the rate at the start", above: 0 }),
      final: real({ help: "the rate at the end", min: 0, fallback: 0 }),
    },
    rate: ({ initial, final }, { step, steps }) =>
      final + 0.5 * (initial - final) * (1 + cos(Math.PI * Math.min(1, step / Math.max(1, steps)))),
  }),
);

/** The spec of half a cosine wave over the whole run. */
export const cosine = (options: { initial: number; final?: number }): Spec => ({
  kind: "cosine",
  ...options,
});
