import type { TrainEvent } from "chainrule";

/** A table as CSV (RFC 4180): a line of names, then the rows. What is undefined is left empty; a text that a spreadsheet
 *  would take for a formula is given an apostrophe. */
export function csvOf(names: readonly string[], rows: Iterable<ArrayLike<unknown>>): string {
  const lines = [names, ...rows].map((row) => Array.from(row, cell).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "string" ? value.replace(/^[=+\-@\t\r]/, "'$&") : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const LOG_NAMES = [
  "epoch",
  "step",
  "learningRate",
  "trainLoss",
  "trainAccuracy",
  "testLoss",
  "testAccuracy",
] as const;

/** The epochs of a training run as CSV, one line each, every number with all its digits. */
export function logCsv(events: Iterable<TrainEvent>): string {
  const rows: unknown[][] = [];
  for (const event of events) {
    if (event.type !== "epoch") continue;
    const { epoch, step, learningRate, train, test } = event;
    rows.push([epoch, step, learningRate, train.loss, train.accuracy, test?.loss, test?.accuracy]);
  }
  return csvOf(LOG_NAMES, rows);
}
