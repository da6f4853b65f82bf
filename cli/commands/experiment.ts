import {
  defaultsOf,
  documents,
  type Experiment,
  experiments,
  type Outcome,
  startExperiment,
  topics,
} from "../../experiments/index.js";
import { drawChart } from "../draw/charts/index.js";
import { EXIT, type ExitCode, usage } from "../errors.js";
import { findExperiment, readSettings } from "../experiments/ask.js";
import { follow, host } from "../experiments/follow.js";
import { introText, listText, outcomeText } from "../experiments/text.js";
import { Interrupt } from "../interrupt.js";
import { nearest } from "../nearest.js";
import { note, out, print, printJson } from "../terminal.js";

export interface ListOptions {
  topic?: string;
  document?: string;
  json?: boolean;
}

export interface RunOptions {
  set?: readonly string[];
  full?: boolean;
  seed?: number;
  report?: string;
  all?: boolean;
  out?: string;
  json?: boolean;
}

/** `chainrule experiment list`. Returns what to exit with. */
export function listCommand({ topic, document, json }: ListOptions): ExitCode {
  if (topic !== undefined) oneOf("--topic", topic, Object.keys(topics));
  if (document !== undefined) oneOf("--document", document, Object.keys(documents));
  const shown = experiments.filter(
    (experiment) =>
      (topic === undefined || experiment.topic === topic) &&
      (document === undefined || experiment.documents.some((id) => id === document)),
  );
  if (json) printJson(shown.map(described));
  else print(listText(shown));
  return EXIT.done;
}

function oneOf(option: string, value: string, names: readonly string[]): void {
  if (names.includes(value)) return;
  const near = nearest(value, names);
  usage(
    option,
    `one of ${names.join(", ")}`,
    `"${value}"`,
    near ? `Did you mean "${near}"?` : "Take one of these.",
  );
}

/** All of an experiment that is data. */
const described = ({ run: _run, plan, ...rest }: Experiment) => ({
  ...rest,
  plan: plan(defaultsOf(rest.settings), rest.seeds[0]),
});

/** `chainrule experiment run`. Returns what to exit with. */
export async function runCommand(id: string | undefined, options: RunOptions): Promise<ExitCode> {
  if (options.all) {
    const { runAll } = await import("../experiments/all.js");
    return runAll(id, options);
  }
  const experiment = findExperiment(id);
  const { full, seed } = options;
  const set = readSettings(experiment, options.set ?? []);
  if (full && experiment.full === undefined) {
    usage(
      "--full",
      "an experiment that has a size beyond its default",
      `"${experiment.id}"`,
      "Leave it out.",
    );
  }
  const run = startExperiment(experiment, { set, full, seed, ...host });
  note(`${introText(experiment)}\n`);
  const interrupt = new Interrupt(() => note("\nStopping; once more to stop at once."));
  let seconds: number;
  try {
    seconds = await follow(run, interrupt);
  } finally {
    interrupt.close();
  }
  const outcome = { ...run.outcome, seconds };
  if (options.report !== undefined) {
    const { writeExperimentReport } = await import("../experiments/report.js");
    writeExperimentReport(options.report, experiment, outcome);
  }
  if (options.json) printJson(outcome);
  else {
    for (const chart of outcome.charts) print(`${drawChart(chart)}\n`);
    print(outcomeText(experiment, outcome));
    if (options.report !== undefined) print(out.dim(`The report is ${options.report}.`));
  }
  return exitCodeOf(outcome);
}

function exitCodeOf({ status, expectations }: Outcome): ExitCode {
  if (status === "stopped") return EXIT.interrupted;
  return expectations.every(({ holds }) => holds) ? EXIT.done : EXIT.belowMinimum;
}
