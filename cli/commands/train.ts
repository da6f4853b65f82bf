import { loadWeights, type TrainEvent, weightsDigest } from "chainrule";
import { divergenceError } from "../divergence-error.js";
import { gallery } from "../draw/gallery.js";
import { EXIT, type ExitCode, Failure } from "../errors.js";
import { Interrupt } from "../interrupt.js";
import { Pace } from "../pace.js";
import { type PreparedRun, prepareRun, type TrainCommandOptions } from "../prepare-run.js";
import { finalScores } from "../scores.js";
import { type TrainDocument, trainDocument } from "../sinks/json.js";
import { progressSink } from "../sinks/progress.js";
import { Recorder } from "../sinks/record.js";
import { note, print, printJson } from "../terminal.js";
import { beforeTraining, nextText, resultText } from "../training-text.js";

/** Turns of the event loop per second, in which Ctrl-C is noticed and the picture of the progress drawn anew. */
const TURNS = 20;

/** `chainrule train`. Returns what to exit with. */
export async function trainCommand(
  asked: string | undefined,
  options: TrainCommandOptions,
): Promise<ExitCode> {
  const run = await prepareRun(asked, options);
  const interrupt = new Interrupt(() => note("\nStopping after this step; once more to stop at once."));
  try {
    const outcome = await trainRun(run, interrupt);
    if (options.json) printJson(outcome.document);
    else printOutcome(outcome, outcome.run !== run);
    return outcome.document.status === "stopped" ? EXIT.interrupted : EXIT.done;
  } finally {
    interrupt.close();
  }
}

/** A run, and what came out: of the one that was asked for, or of the one before it that was stopped. */
interface Outcome {
  readonly run: PreparedRun;
  readonly document: TrainDocument;
}

/** Trains, and before that the run that its first weights are to come from. */
async function trainRun(run: PreparedRun, interrupt: Interrupt): Promise<Outcome> {
  const { start } = run;
  if (start?.first !== undefined) {
    note(`${run.name} starts from ${start.from}, which is trained first.\n`);
    const { document, ...before } = await trainRun(start.first, interrupt);
    if (document.status === "stopped") return { document, ...before };
    note(`${resultText(start.first, document).trimEnd()}\n`);
    loadWeights(run.model, start.first.model, start);
    start.source = { model: document.model, digest: document.weightsDigest };
  }
  const recorder = new Recorder(run.openFolder(), run.model, run.optimizer);
  try {
    note(beforeTraining(run, recorder.dir));
    const seconds = await follow(run, recorder, interrupt);
    return { run, document: await finish(run, recorder, seconds) };
  } finally {
    recorder.close();
  }
}

/** Hands every event of the training to the sinks, and from time to time lets the process turn to other things.
 *  @returns how long it took, in seconds */
async function follow(run: PreparedRun, recorder: Recorder, interrupt: Interrupt): Promise<number> {
  const progress = progressSink();
  const pace = new Pace(TURNS);
  try {
    for (const event of run.events(interrupt) as Iterable<TrainEvent>) {
      recorder.take(event);
      progress.take(event);
      if (event.type === "checkpoint") recorder.checkpointIfDue(pace.now);
      if (!pace.due()) continue;
      progress.draw(pace.now);
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    progress.close();
  }
  return pace.seconds();
}

/** Stores the model, and judges it.
 *  Errors    E_DIVERGED */
async function finish(run: PreparedRun, recorder: Recorder, seconds: number): Promise<TrainDocument> {
  const { end } = recorder;
  const where = { run: recorder.dir, model: recorder.saveModel() };
  if (end.divergence !== undefined) {
    throw new Failure(divergenceError(end, where.model), EXIT.failed, where);
  }
  const scores = finalScores(run);
  return trainDocument(run, recorder, where, seconds, scores, await weightsDigest(run.model));
}

function printOutcome({ run, document }: Outcome, isFirst: boolean): void {
  print(resultText(run, document));
  const pictures = document.status === "done" ? gallery(run.model, run.data) : "";
  if (pictures !== "") print(`${pictures}\n`);
  print(nextText(run, document));
  if (isFirst) print("  and then the same command once more");
}
