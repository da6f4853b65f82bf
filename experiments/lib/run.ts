import type { TrainTest } from "chainrule/data";
import type { Chart } from "./charts.js";
import type { Expectation, Experiment, ExperimentEvent, Figures } from "./experiment.js";
import { judge } from "./judge.js";
import { checkSettings } from "./settings.js";

export interface RunOptions {
  readonly set?: Readonly<Record<string, number | string>>;
  /** Of the document's own size, where that is larger. */
  readonly full?: boolean;
  readonly seed?: number;
  data(spec: string, seed?: number): Promise<TrainTest>;
  now(): number;
}

/** An expectation, and what has come out. */
export interface JudgedExpectation extends Expectation {
  readonly value: number;
  readonly holds: boolean;
}

/** A run of an experiment, as far as it has come. */
export interface Outcome {
  readonly experiment: string;
  readonly status: "done" | "stopped";
  readonly size: "default" | "full" | "changed";
  readonly seed: number;
  readonly settings: Readonly<Record<string, number | string>>;
  readonly plan: unknown;
  readonly charts: readonly Chart[];
  /** Absent when it was stopped. */
  readonly figures?: Figures;
  /** Empty where settings are not those that the ranges are for. */
  readonly expectations: readonly JudgedExpectation[];
}

/** A run under way: `events` computes as it is asked, `outcome` tells how far it has come. */
export interface ExperimentRun {
  readonly events: AsyncGenerator<ExperimentEvent, void, void>;
  readonly outcome: Outcome;
}

/** Checks what is asked for, and makes the run; nothing is computed before its first event is asked for.
 *  Errors    E_FIELD a setting that there is not, or out of its range */
export function startExperiment(experiment: Experiment, options: RunOptions): ExperimentRun {
  const { set = {}, full = false, seed = experiment.seeds[0], data, now } = options;
  const base = full ? { ...experiment.full?.settings } : {};
  const settings = checkSettings(
    experiment.settings,
    { ...base, ...set } as Record<string, number | string>,
    experiment.id,
  );
  const plan = experiment.plan(settings, seed);
  const charts = new Map<string, Chart>();
  let figures: Figures | undefined;
  const usual = checkSettings(experiment.settings, base as Record<string, number | string>, experiment.id);
  const changed = Object.keys(set).some((name) => settings[name] !== usual[name]);
  const size = changed ? "changed" : full && experiment.full ? "full" : "default";

  async function* events() {
    const inner = experiment.run({ settings, plan, seed, data, now });
    try {
      for (;;) {
        const { done, value } = await inner.next();
        if (done) {
          figures = value;
          return;
        }
        if (value.type === "chart") charts.set(value.chart.id, value.chart);
        yield value;
      }
    } finally {
      await inner.return(undefined as unknown as Figures);
    }
  }

  return {
    events: events(),
    get outcome(): Outcome {
      return {
        experiment: experiment.id,
        status: figures === undefined ? "stopped" : "done",
        size,
        seed,
        settings,
        plan,
        charts: [...charts.values()],
        figures,
        expectations: figures === undefined || size === "changed" ? [] : judged(experiment, size, figures),
      };
    },
  };
}

const judged = (
  { expectations }: Experiment,
  size: "default" | "full",
  figures: Figures,
): readonly JudgedExpectation[] =>
  expectations
    .filter((expectation) => (expectation.size ?? "default") === size)
    .map((expectation) => {
      const value = figures[expectation.figure] ?? Number.NaN;
      return { ...expectation, value, holds: judge([value], expectation).holds };
    });
