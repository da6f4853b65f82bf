import type { Evaluation } from "chainrule";
import { usage } from "./errors.js";

/** The figures that `--min` can ask for, and where they are. */
const METRICS = {
  accuracy: ({ accuracy }: Evaluation) => accuracy,
  precision: ({ macro }: Evaluation) => macro?.precision,
  recall: ({ macro }: Evaluation) => macro?.recall,
  f1: ({ macro }: Evaluation) => macro?.f1,
} as const;

type Metric = keyof typeof METRICS;

export interface Minimum {
  readonly metric: Metric;
  readonly least: number;
}

/** Reads `accuracy=0.97` or `accuracy=97%`.
 *  Errors    E_FIELD */
export function parseMinimum(text: string): Minimum {
  const [, metric, number, sign] = /^(\w+)=([\d.]+)(%?)$/.exec(text) ?? [];
  const least = Number(number) / (sign ? 100 : 1);
  if (metric in METRICS && least >= 0 && least <= 1) return { metric: metric as Metric, least };
  return usage(
    "--min",
    `${Object.keys(METRICS).join(", ")}=share, from 0 to 1`,
    `"${text}"`,
    "Write for example --min accuracy=0.97.",
  );
}

/** Those that are not met, with what is the case instead.
 *  Errors    E_FIELD the model has no such figure */
export function unmet(
  minima: readonly Minimum[],
  result: Evaluation,
): readonly (Minimum & { actual: number })[] {
  return minima.flatMap((minimum) => {
    const actual = METRICS[minimum.metric](result);
    if (actual === undefined) {
      usage("--min", "a figure that this model has", minimum.metric, "A model of values has only a loss.");
    }
    return actual >= minimum.least ? [] : [{ ...minimum, actual }];
  });
}
