import { real } from "../core/fields.js";
import { cos } from "../core/math.js";
import type { Spec } from "../core/registry.js";
import { schedules } from "./registry.js";
import { defineSchedule } from "./schedule.js";

/** Half a cosine wave from one rate to another, at a share of the way. */
const between = (from: number, to: number, share: number): number =>
  to + ((from - to) / 2) * (1 + cos(Math.PI * share));

/** One rise and one fall over the whole run, each half a cosine wave: from maxLr/divFactor up to maxLr in the first
 *  pctStart of the steps, then down to maxLr/divFactor/finalDivFactor. The last step has the last rate.
 *  Source    Smith and Topin, "Super-convergence: very fast training of neural networks using large learning rates", 2018 */
export const oneCycleSchedule = schedules.add(
  defineSchedule({
    kind: "oneCycle",
    summary: "Rises to maxLr and falls to nearly 0 over the whole run, each in half a cosine wave",
    fields: {
      maxLr: real({ help: "the rate at the top", above: 0 }),
      pctStart: real({ help: "the share of the steps that it rises in", min: 0, max: 1, fallback: 0.3 }),
      divFactor: real({ help: "the top over the rate at the start", above: 0, fallback: 25 }),
      finalDivFactor: real({ help: "the rate at the start over that at the end", above: 0, fallback: 1e4 }),
    },
    rate({ maxLr, pctStart, divFactor, finalDivFactor }, { step, steps }) {
      const top = pctStart * steps - 1;
      const end = steps - 1;
      const initial = maxLr / divFactor;
      if (top > 0 && step <= top) return between(initial, maxLr, step / top);
      // nothing is left to fall in where the top is the end
      const share = end > top ? (Math.min(step, end) - top) / (end - top) : 0;
      return between(maxLr, initial / finalDivFactor, share);
    },
  }),
);

/** The spec of one rise and one fall over the whole run. */
export const oneCycle = (options: {
  maxLr: number;
  pctStart?: number;
  divFactor?: number;
  finalDivFactor?: number;
}): Spec => ({ kind: "oneCycle", ...options });
