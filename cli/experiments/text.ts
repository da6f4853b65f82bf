import { type Experiment, type Outcome, pick, rangeOf, topics } from "../../experiments/index.js";
import { figure } from "../draw/charts/figures.js";
import { duration } from "../numbers.js";
import { table } from "../table.js";
import { out, outWidth } from "../terminal.js";
import { rangeText } from "./range.js";

/** A run, and how long it took. */
export type TimedOutcome = Outcome & { readonly seconds: number };

/** The experiments by topic. */
export function listText(shown: readonly Experiment[]): string {
  const blocks = Object.entries(topics).flatMap(([topic, name]) => {
    const own = shown.filter((experiment) => experiment.topic === topic);
    if (own.length === 0) return [];
    const rows = own.map(({ id, title, documents, seconds, full }) => [
      id,
      pick(title, "en"),
      documents.join(" "),
      `${seconds} s${full ? `; --full ${full.seconds} s` : ""}`,
    ]);
    return [
      `${out.bold(pick(name, "en"))} ${out.dim(`--topic ${topic}`)}`,
      table(["", "", "", ""], rows).trimEnd(),
      "",
    ];
  });
  return blocks.join("\n").trimEnd();
}

/** What is said before a run: what it is, and what to look for. */
export const introText = ({ title, summary, expect }: Experiment): string =>
  [
    out.bold(pick(title, "en")),
    wrapped(pick(summary, "en")),
    "",
    out.dim("What to look for"),
    wrapped(pick(expect, "en")),
  ].join("\n");

/** What has come out, and why. */
export function outcomeText(experiment: Experiment, outcome: TimedOutcome): string {
  const { status, seconds } = outcome;
  const parts = [checkText(experiment, outcome)];
  if (status === "stopped") {
    parts.push(`Stopped after ${duration(seconds)}; what it had shown by then is above.`);
    return parts.filter(Boolean).join("\n\n");
  }
  parts.push(`${out.dim("Why")}\n${wrapped(pick(experiment.explanation, "en"))}`);
  if (experiment.formulas.length > 0)
    parts.push(experiment.formulas.map(({ plain }) => `  ${plain}`).join("\n"));
  const settings = Object.entries(experiment.settings).map(([name, setting]) => [
    `--set ${name}=${setting.default}`,
    pick(setting.label, "en"),
    rangeOf(setting),
  ]);
  if (settings.length > 0)
    parts.push(`${out.dim("Change it, and run it again")}\n${table(["", "", ""], settings).trimEnd()}`);
  parts.push(out.dim(`seed ${outcome.seed}, ${duration(seconds)}`));
  return parts.join("\n\n");
}

/** Each figure beside its range; of changed settings the figures alone. */
function checkText({ seeds }: Experiment, { expectations, figures, size, seed }: Outcome): string {
  if (figures === undefined) return "";
  if (size === "changed") {
    const rows = Object.entries(figures).map(([name, value]) => [name, figure(value)]);
    return `${out.dim("Figures (the ranges are for the default settings)")}\n${table(["", ">"], rows).trimEnd()}`;
  }
  const rows = expectations.map((one) => [
    one.holds ? out.green("✓") : out.red("✗"),
    pick(one.label, "en"),
    figure(one.value, one.digits),
    rangeText(one),
    one.printed ?? "",
  ]);
  const foreign = seeds.includes(seed)
    ? ""
    : `\n  ${out.dim(`The ranges have been measured with the seeds ${seeds.join(", ")}.`)}`;
  return `${table(["", "", ">", "must be", rows.some((row) => row[4] !== "") ? "document" : ""], rows)}${foreign}`;
}

/** Paragraphs broken where the terminal ends. */
function wrapped(text: string): string {
  const width = Math.min(100, outWidth()) - 2;
  return text
    .split("\n\n")
    .map((paragraph) =>
      (paragraph.match(new RegExp(`\\S.{0,${width - 1}}(?=\\s|$)|\\S+`, "g")) ?? [paragraph])
        .map((line) => `  ${line}`)
        .join("\n"),
    )
    .join("\n\n");
}
