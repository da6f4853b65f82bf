import { type EpochEvent, parseRecipe, type RunEndEvent } from "chainrule";
import type { Cost, Objective, Outcome, Report } from "chainrule/tune";
import { assemble } from "../assemble.js";
import { Pace } from "../pace.js";
import { trialData } from "./trial-data.js";
import type { TrialTask, Verdict } from "./trial-task.js";

/** Who follows a trial while it runs. */
export interface Watcher {
  /** Called after every epoch but the last. */
  report(report: Report): Promise<Verdict>;
  /** Called some times a second. */
  alive(): void;
}

const SIGNS_PER_SECOND = 4;

/** Trains what a trial asks for, on one thread, and says what came of it.
 *  @param places where else the data may be
 *  Errors    as parseRecipe, loadData and train */
export async function runTrial(
  task: TrialTask,
  places: readonly string[],
  watcher: Watcher,
): Promise<Outcome> {
  const { objectives } = task;
  const recipe = parseRecipe(task.recipe, "recipe");
  const pace = new Pace(SIGNS_PER_SECOND);
  const { model, events } = await assemble(recipe, 1, await trialData(recipe, task, places));
  const parameters = model.parameters.reduce((sum, { value }) => sum + value.length, 0);
  const epochs: EpochEvent[] = [];
  let end: RunEndEvent | undefined;
  const cost = (): Cost => {
    const last = epochs.at(-1);
    return {
      steps: end?.step ?? last?.step ?? 0,
      epochs: end?.epoch ?? last?.epoch ?? 0,
      seconds: pace.seconds(),
    };
  };
  for (const event of events({ aborted: false })) {
    if (event.type === "run-end") end = event;
    if (event.type === "epoch") {
      epochs.push(event);
      const values = valuesOf(objectives, event, parameters);
      // of the last epoch there is nothing left to give up
      if (event.epoch < recipe.epochs && values.every(Number.isFinite)) {
        const verdict = await watcher.report({ step: event.epoch, values });
        if (verdict === "give up") return { state: "pruned", cost: cost() };
      }
    }
    if (pace.due()) watcher.alive();
  }
  if (end?.divergence !== undefined) {
    const { where, cause } = end.divergence;
    return { state: "failed", failure: { reason: "diverged", message: `${where}: ${cause}` } };
  }
  const kept = epochs[(end?.restoredEpoch ?? epochs.length) - 1];
  return { state: "done", objectives: valuesOf(objectives, kept, parameters), cost: cost() };
}

/** What the objectives stand at after an epoch. */
const valuesOf = (objectives: readonly Objective[], epoch: EpochEvent, parameters: number): number[] =>
  objectives.map(({ metric }) => {
    if (metric === "parameters") return parameters;
    const [part, name] = metric.split(".") as ["train" | "test", "loss" | "accuracy"];
    return epoch[part]?.[name] ?? Number.NaN;
  });
