import { resolve } from "node:path";
import {
  build,
  type Model,
  type Optimizer,
  optimizerFrom,
  type Position,
  type Recipe,
  type TrainEvent,
  train,
} from "chainrule";
import { parseDataSpec } from "chainrule/data";
import { dataSources, type LoadedData, loadData } from "chainrule/node";
import { augmentationOf } from "./augment-option.js";
import { recipeNames } from "./recipes.js";

/** What a recipe names, at hand. */
export interface Parts {
  readonly data: LoadedData;
  readonly model: Model;
  readonly optimizer: Optimizer;
  /** Trains; each event that is asked for computes up to the next. */
  events(signal: { readonly aborted: boolean }, from?: Position): Iterable<TrainEvent>;
}

/** Steps between two offers to store a checkpoint within an epoch. An offer costs nothing; the clock decides. */
const OFFER_EVERY = 20;

/** The data, the model and the optimizer of a recipe, checked against each other.
 *  @param given data that has been loaded before, in place of what the recipe names
 *  Errors    E_FIELD, E_SHAPE, E_DATA, E_FORMAT, E_IO */
export async function assemble(
  recipe: Recipe,
  threads: number | undefined,
  given?: LoadedData,
): Promise<Parts> {
  const data = given ?? (await loadData(recipe.data, { seed: recipe.seed }));
  const model = await build(recipe.model, {
    seed: recipe.seed,
    batchSize: Math.min(recipe.batchSize, data.train.size),
    threads,
  });
  const optimizer = optimizerFrom(recipe.optimizer);
  if (recipe.preprocessing !== undefined) model.preprocessing = recipe.preprocessing;
  const { train: trainSet, test } = data;
  const { loss, epochs, batchSize, shuffle, clipValue, clipNorm, maxNorm, earlyStopping } = recipe;
  if (recipe.freeze !== undefined) model.freeze(recipe.freeze);
  const events = (signal: { readonly aborted: boolean }, from?: Position) =>
    train(model, {
      train: trainSet,
      test,
      loss,
      optimizer,
      epochs,
      batchSize,
      shuffle,
      clipValue,
      clipNorm,
      maxNorm,
      earlyStopping,
      augment: augmentationOf(recipe),
      signal,
      from,
      checkpointEvery: OFFER_EVERY,
    });
  events({ aborted: true }); // checks that all fits, and computes nothing
  return { data, model, optimizer, events };
}

/** A recipe that means the same in every working folder: names stay, paths become whole. */
export function fromAnywhere(recipe: Recipe): Recipe {
  const { data, start } = recipe;
  const anchored = (text: string, isName: boolean) => (isName ? text : resolve(text));
  return {
    ...recipe,
    data: anchored(data, dataSources.kinds.includes(parseDataSpec(data).name)),
    ...(start && {
      start: { ...start, from: anchored(start.from, recipeNames().includes(start.from)) },
    }),
  };
}
