// A trial as a run: its recipe, and how it stood after each epoch, to be compared with other runs.
import { parseRecipe } from "chainrule";
import { type Entry, type Trial, withValues } from "chainrule/tune";
import type { KeptRun } from "../kept.ts";
import type { ReadStudy } from "./read-study.ts";

/** The recipe that a trial trained. */
export const trialRecipe = ({ journal }: ReadStudy, { values }: Trial): Record<string, unknown> =>
  withValues(journal.head.recipe, values, "values");

/** Errors    E_FIELD, E_SHAPE: its values do not go together */
export function trialRun(read: ReadStudy, trial: Trial, study: string): KeptRun {
  const { head } = read.journal;
  const config = parseRecipe(trialRecipe(read, trial), "recipe");
  return {
    id: `trial:${head.id}:${trial.number}`,
    name: `${study} #${trial.number}`,
    record: {
      format: "chainrule-run",
      ...{ version: head.version, config, seed: config.seed, data: head.data },
      created: timesOf(read, trial).began ?? head.created,
    },
    events: eventsOf(read, trial, config.epochs),
  };
}

const REASONS = { done: "done", pruned: "stopped", stopped: "stopped" } as const;

/** The lines of a run, as far as the study was told: its objectives, epoch by epoch. */
function eventsOf(read: ReadStudy, trial: Trial, epochs: number): string {
  const { reports, objectives, cost, state, failures } = trial;
  const times = timesOf(read, trial);
  const epoch = (step: number, values: readonly number[], time?: string) => ({
    type: "epoch",
    epoch: step,
    ...measured(read, values),
    ...(time && { time }),
  });
  const reason =
    state === "failed" && failures.at(-1)?.reason === "diverged"
      ? "diverged"
      : REASONS[state as keyof typeof REASONS];
  const lines = [
    { type: "run-start", epochs, time: times.began },
    ...reports.map(({ step, values }) => epoch(step, values, times.reports.get(step))),
    ...(objectives && cost ? [epoch(cost.epochs, objectives, times.ended)] : []),
    ...(reason === undefined ? [] : [{ type: "run-end", reason, time: times.ended }]),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** What the objectives say of the two parts of the data. */
function measured({ file }: ReadStudy, values: readonly number[]): Record<string, Record<string, number>> {
  const found: Record<string, Record<string, number>> = {};
  for (const [i, { metric }] of file.objective.entries()) {
    const [part, name] = metric.split(".");
    if (name !== undefined) found[part] = { ...found[part], [name]: values[i] };
  }
  return found;
}

/** When it began, the last time if it was begun again, and when it told what. */
function timesOf({ journal }: ReadStudy, { number }: Trial) {
  let began: string | undefined;
  let ended: string | undefined;
  const reports = new Map<number, string>();
  for (const entry of journal.entries as readonly (Entry & { readonly time?: string })[]) {
    if (entry.number !== number || entry.time === undefined) continue;
    if (entry.type === "trial" || entry.type === "failure") began = entry.time;
    else if (entry.type === "report") reports.set(entry.step, entry.time);
    else ended = entry.time;
  }
  return { began, reports, ended };
}
