import type { TrainTest } from "chainrule/data";
import { parseSpace, Study, type Trial, type Values } from "chainrule/tune";
import { last, type RecipeJson, trainRecipe } from "./training.js";

/** A search as JSON has it: ranges by name, what is sought, and how. */
export interface SearchPlan {
  readonly space: Readonly<Record<string, object>>;
  readonly goal: "minimise" | "maximise";
  readonly sampler: { readonly kind: string; readonly [option: string]: unknown };
  readonly trials: number;
}

/** A trial that has its result; where the computation broke down, the worst that there is. */
export interface Tried {
  readonly number: number;
  readonly values: Values;
  readonly result: number;
}

const resultOf = ({ number, values, objectives }: Trial, worst: number): Tried => ({
  number,
  values,
  result: objectives?.[0] ?? worst,
});

/** Tries one set of values after the other, each chosen in the light of those before, and yields all so far.
 *  @param worst what a trial counts for that came to no number */
export async function* search(
  { space, goal, sampler, trials }: SearchPlan,
  { seed, worst, of }: { seed: number; worst: number; of(values: Values): number | Promise<number> },
): AsyncGenerator<readonly Tried[], readonly Tried[]> {
  const study = new Study({
    space: parseSpace(space, "space"),
    goals: [goal],
    sampler,
    pruner: { kind: "none" },
    trials,
    seed,
  });
  const tried: Tried[] = [];
  for (let trial = study.ask(); trial !== undefined; trial = study.ask()) {
    study.tell(trial.number, { state: "done", objectives: [await of(trial.values)] });
    tried.push(resultOf(study.trials[trial.number - 1], worst));
    yield tried;
  }
  return tried;
}

/** The best result up to each trial. */
export function bestSoFar(tried: readonly Tried[], goal: SearchPlan["goal"]): number[] {
  const better = goal === "minimise" ? Math.min : Math.max;
  const best: number[] = [];
  for (const { result } of tried) best.push(better(result, best[best.length - 1] ?? result));
  return best;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** Trains a recipe on given data, which need not be what it names, and gives how it ends there: the last of one of its curves, NaN where it diverged. */
export async function endOf(
  recipe: RecipeJson,
  { seed, data, of }: { seed: number; data: TrainTest; of: "testAccuracy" | "testLoss" },
): Promise<number> {
  const training = trainRecipe(recipe, { seed, data: async () => data });
  for (;;) {
    const { done, value } = await training.next();
    if (done) return value.diverged === undefined ? last(value.curve[of]) : Number.NaN;
  }
}
