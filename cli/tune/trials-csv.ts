import type { StudyFile, Trial } from "chainrule/tune";

/** A cell as RFC 4180 has it. */
const cell = (value: unknown): string => {
  const text = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** All trials as a table for other programs: a column for each objective and each parameter.
 *  Source    RFC 4180 */
export function trialsCsv(trials: readonly Trial[], { objective, space }: StudyFile): string {
  const names = space.map(({ name }) => name);
  const head = [
    "trial",
    "state",
    ...objective.map(({ metric }) => metric),
    ...names,
    "steps",
    "epochs",
    "seconds",
  ];
  const rows = trials.map(({ number, state, objectives, values, cost }) => [
    ...[number, state],
    ...objective.map((_, i) => objectives?.[i]),
    ...names.map((name) => values[name]),
    ...[cost?.steps, cost?.epochs, cost?.seconds],
  ]);
  return [head, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}
