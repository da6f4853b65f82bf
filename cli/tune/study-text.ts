import type { Json, Objective, Study, StudyFile, Trial, Values } from "chainrule/tune";
import { count, duration, loss, percent, plural } from "../numbers.js";
import { program } from "../program.js";
import { table } from "../table.js";
import { out } from "../terminal.js";

/** A value of an objective as a person reads it. */
export function objectiveText({ metric }: Objective, value: number): string {
  if (metric.endsWith("accuracy")) return percent(value);
  return metric === "parameters" ? count(value) : loss(value);
}

/** A value that is tried: numbers to four digits. */
export const valueText = (value: Json): string =>
  typeof value === "number" && !Number.isInteger(value)
    ? String(Number(value.toPrecision(4)))
    : typeof value === "string"
      ? value
      : JSON.stringify(value);

/** `learningRate 0.01234  units 64`: by the last part of their paths, where that is clear. */
export function valuesText(values: Values): string {
  const paths = Object.keys(values);
  const short = (path: string) => {
    const last = path.split(".").at(-1)!;
    return paths.filter((other) => other.split(".").at(-1) === last).length === 1 ? last : path;
  };
  return paths.map((path) => `${short(path)} ${valueText(values[path])}`).join("  ");
}

/** How a trial ended, in its own column. */
export function endText(trial: Trial, objectives: readonly Objective[]): string {
  if (trial.objectives !== undefined)
    return objectives.map((one, i) => objectiveText(one, trial.objectives![i])).join("  ");
  const last = trial.reports.at(-1);
  if (trial.state === "pruned") return `given up after epoch ${last?.step}`;
  if (trial.state === "stopped") return `stopped by hand${last ? ` after epoch ${last.step}` : ""}`;
  return trial.state === "failed" ? trial.failures.at(-1)!.reason : "running";
}

/** How many trials there are of each state. */
export function countsOf({ trials }: Study) {
  const counts = { done: 0, pruned: 0, stopped: 0, failed: 0, running: 0 };
  for (const { state } of trials) counts[state] += 1;
  return counts;
}

export function countsText(study: Study): string {
  const { done, pruned, stopped, failed, running } = countsOf(study);
  const parts = [`${plural(done, "trial")} done`];
  if (pruned > 0) parts.push(`${count(pruned)} given up early`);
  if (stopped > 0) parts.push(`${count(stopped)} stopped by hand`);
  if (failed > 0) parts.push(`${count(failed)} failed`);
  if (running > 0) parts.push(`${count(running)} not at their end`);
  return parts.join(", ");
}

/** The best of a study, or all that are best in their own way. */
export function bestText(study: Study, { objective }: StudyFile): string {
  const { best, front } = study;
  if (best === undefined) return "No trial is done yet.";
  if (objective.length > 1) {
    const rows = front.map(({ number, objectives, values }) => [
      number,
      ...objective.map((one, i) => objectiveText(one, objectives![i])),
      valuesText(values),
    ]);
    const head = [">trial", ...objective.map(({ metric }) => `>${metric}`), "values"];
    return `${out.bold(plural(front.length, "trial"))} that no other is better than in everything:\n${table(head, rows)}`;
  }
  const [value] = best.objectives!;
  const paths = Object.keys(best.values);
  const width = Math.max(...paths.map((path) => path.length));
  return [
    `${objective[0].metric} ${out.bold(out.green(objectiveText(objective[0], value)))}, trial ${best.number}`,
    ...paths.map((path) => `  ${out.dim(path.padEnd(width))}  ${valueText(best.values[path])}`),
  ].join("\n");
}

/** The command that trains the recipe with the values of a trial. */
export function trainCommandOf({ recipe, set }: StudyFile, { values }: Trial): string | undefined {
  if (typeof recipe !== "string") return undefined;
  const settings = Object.entries({ ...(set as Values), ...values }).map(([path, value]) => {
    const text = `${path}=${typeof value === "string" ? value : JSON.stringify(value)}`;
    return `--set ${/^[\w.=,:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`}`;
  });
  return [`${program} train ${recipe}`, ...settings].join(" ");
}

/** All trials, one a line. */
export function trialsTable({ trials }: Study, { objective }: StudyFile): string {
  const rows = trials.map((trial) => [
    trial.number,
    trial.state,
    endText(trial, objective),
    trial.cost === undefined ? "" : duration(trial.cost.seconds),
    valuesText(trial.values),
  ]);
  return table(
    [">trial", "", `>${objective.map(({ metric }) => metric).join("  ")}`, ">time", "values"],
    rows,
  );
}
