import { availableParallelism } from "node:os";
import { type LoadedData, loadData } from "chainrule/node";
import { checkObjectives, type Trial, withValues } from "chainrule/tune";
import { aboutFile, EXIT, type ExitCode } from "../errors.js";
import { Interrupt } from "../interrupt.js";
import { count, duration, plural } from "../numbers.js";
import { program } from "../program.js";
import { StudyProgress } from "../sinks/study.js";
import { err, note, out, print, printJson } from "../terminal.js";
import { relative } from "../training-text.js";
import { drive } from "../tune/drive.js";
import type { Engine } from "../tune/engine.js";
import { beginStudy, type OpenStudy, resumeStudy } from "../tune/open-study.js";
import { studyDocument } from "../tune/study-document.js";
import { type FoundStudy, findStudy } from "../tune/study-source.js";
import { bestText, countsText } from "../tune/study-text.js";
import { keepBack } from "../tune/trial-data.js";
import type { TrialTask } from "../tune/trial-task.js";

export interface TuneCommandOptions {
  trials?: number;
  workers?: number;
  resume?: boolean;
  out?: string;
  queue?: string;
  json?: boolean;
}

/** `chainrule tune`. Returns what to exit with. */
export async function tuneCommand(path: string, options: TuneCommandOptions): Promise<ExitCode> {
  const found = findStudy(path, options.trials);
  const engine = await engineFor(options); // before the data, which may take long, as a queue may not be there
  let open: OpenStudy | undefined;
  const interrupt = new Interrupt(() => note("\nStopping; what is done is stored."));
  try {
    const data = await loadData(found.recipe.data, { seed: found.recipe.seed });
    const judged = keepBack(data, found.study.validation, found.recipe.seed);
    aboutFile(() => checkObjectives(found.study.objective, judged, `objective of ${path}`));
    open = (options.resume ? resumeStudy : beginStudy)(found, data, options.out ?? `studies/${found.name}`);
    return await follow(found, judged, open, engine, interrupt, options);
  } finally {
    await engine.close();
    open?.folder.close();
    interrupt.close();
  }
}

async function engineFor({ queue, workers }: TuneCommandOptions): Promise<Engine> {
  if (queue !== undefined) {
    const { QueueEngine } = await import("../tune/queue-engine.js");
    return QueueEngine.connect(queue, workers);
  }
  const { LocalEngine } = await import("../tune/local-engine.js");
  return new LocalEngine({ threads: workers ?? availableParallelism() });
}

async function follow(
  found: FoundStudy,
  data: LoadedData,
  { folder, study }: OpenStudy,
  engine: Engine,
  interrupt: Interrupt,
  { json, queue }: TuneCommandOptions,
): Promise<ExitCode> {
  const { objective, timeout, validation, patience, pruner } = found.study;
  const { recipe: base, data: origin } = folder.journal.head;
  note(beforeStudy(found, data, folder.dir, study.wanted, queue));
  const taskOf = ({ values }: Trial): TrialTask => ({
    recipe: withValues(base, values, "values") as TrialTask["recipe"],
    objectives: objective,
    data: origin,
    validation,
    patience,
    prunes: pruner.kind !== "none",
  });
  const began = performance.now() / 1000;
  const progress = new StudyProgress(study, objective);
  const { id } = folder.journal.head;
  const status = await drive(study, engine, {
    ...{ id, taskOf, timeout, signal: interrupt },
    wishes: (stop) =>
      folder.answerStops((what) => {
        if (what === "study") note("\nStopping, as was asked; what is done is stored.");
        stop(what);
      }),
    ended: (trial) => progress.ended(trial),
    turn: (running) => progress.draw(running),
  }).finally(() => progress.close());
  const seconds = performance.now() / 1000 - began;
  if (json) printJson({ ...studyDocument(folder.dir, study, found.study), status, seconds });
  else print(resultText(found, { folder, study }, status, seconds));
  return status === "stopped" ? EXIT.interrupted : EXIT.done;
}

function beforeStudy(
  { name, study, recipe }: FoundStudy,
  { train, test }: LoadedData,
  dir: string,
  wanted: number,
  queue: string | undefined,
): string {
  const judged = test ? ` + ${count(test.size)} to judge by` : "";
  const metrics = study.objective.map(({ metric, goal }) => `${goal} ${metric}`).join(", ");
  const pruner = study.pruner.kind === "none" ? "" : `, ${study.pruner.kind}`;
  return [
    err.bold(study.title ?? name),
    `  ${err.dim("data  ")} ${recipe.data}, ${count(train.size)} to learn from${judged}`,
    `  ${err.dim("search")} ${plural(wanted, "trial")} over ${plural(study.space.length, "parameter")}, ${study.sampler.kind}${pruner}: ${metrics}`,
    `  ${err.dim("study ")} ${relative(dir)}${queue === undefined ? "" : `; trials go to ${queue}`}`,
  ].join("\n");
}

function resultText(
  { study: file }: FoundStudy,
  { folder, study }: OpenStudy,
  status: "done" | "stopped" | "timeout",
  seconds: number,
): string {
  const dir = relative(folder.dir);
  const why = status === "timeout" ? ", then its time was over" : "";
  const next =
    status === "done"
      ? [out.dim("Next:"), `  ${program} tune best ${dir}`, `  ${program} tune show ${dir}`]
      : [out.dim("To go on, the same command with --resume.")];
  return [
    "",
    bestText(study, file),
    "",
    out.dim(`${countsText(study)} in ${duration(seconds)}${why}`),
    "",
    ...next,
  ].join("\n");
}
