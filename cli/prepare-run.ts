import { resolve } from "node:path";
import {
  build,
  type Model,
  type Optimizer,
  optimizerFrom,
  type Position,
  parseRecipe,
  type Recipe,
  restoreCheckpoint,
  type TrainEvent,
  train,
  version,
} from "chainrule";
import { parseDataSpec } from "chainrule/data";
import {
  createRun,
  dataSources,
  type LoadedData,
  loadData,
  nextRunFolder,
  openRun,
  type RunFolder,
} from "chainrule/node";
import { augmentationOf } from "./augment-option.js";
import { aboutFile, aboutOptions, usage } from "./errors.js";
import { applySettings } from "./overrides.js";
import { findRecipe } from "./recipes.js";
import { resumable } from "./resumable.js";

export interface TrainCommandOptions {
  data?: string;
  set?: readonly string[];
  epochs?: number;
  seed?: number;
  threads?: number;
  out?: string;
  resume?: string;
  json?: boolean;
}

/** A run with everything checked, before anything is made on the disk. */
export interface PreparedRun {
  readonly name: string;
  readonly recipe: Recipe;
  readonly data: LoadedData;
  readonly model: Model;
  readonly optimizer: Optimizer;
  /** Makes the run folder, or gives the one that is gone on with. */
  openFolder(): RunFolder;
  /** Trains; each event that is asked for computes up to the next. */
  events(signal: { readonly aborted: boolean }): Iterable<TrainEvent>;
}

/** Steps between two offers to store a checkpoint within an epoch. An offer costs nothing; the clock decides. */
const OFFER_EVERY = 20;

/** Reads and checks all that a run needs: recipe, options, data, and whether they fit together.
 *  Errors    E_FIELD, E_SHAPE, E_DATA, E_FORMAT, E_IO; E_RUN a run that cannot be gone on with */
export async function prepareRun(
  asked: string | undefined,
  options: TrainCommandOptions,
): Promise<PreparedRun> {
  if (options.resume !== undefined) return prepareResumed(asked, options.resume, options);
  if (asked === undefined) {
    usage("recipe", "the name of a recipe, or a file", "nothing", "Try: chainrule train digits");
  }
  const { name, json } = findRecipe(asked);
  const recipe = aboutOptions(() => parseRecipe(withOptions(json, options), name));
  const parts = await assemble(recipe, options.threads);
  const kept = { ...recipe, data: fromAnywhere(recipe.data) };
  const openFolder = () =>
    createRun(options.out ?? nextRunFolder(`runs/${name}`), {
      version,
      config: kept,
      seed: recipe.seed,
      data: { spec: kept.data, digest: parts.data.digest },
    });
  return { name, recipe, ...parts, openFolder, events: (signal) => parts.start(signal) };
}

/** A data spec that means the same in every working folder: names stay, paths become whole. */
const fromAnywhere = (spec: string): string =>
  dataSources.kinds.includes(parseDataSpec(spec).name) ? spec : resolve(spec);

/** A recipe's JSON with what the options say otherwise. */
export function withOptions(
  json: Record<string, unknown>,
  options: Pick<TrainCommandOptions, "set" | "data" | "epochs" | "seed">,
): Record<string, unknown> {
  const settings: Record<string, unknown> = applySettings(json, options.set ?? []);
  for (const name of ["data", "epochs", "seed"] as const) {
    if (options[name] !== undefined) settings[name] = options[name];
  }
  return settings;
}

/** The data, the model and the optimizer of a recipe, checked against each other. */
async function assemble(recipe: Recipe, threads: number | undefined) {
  const data = await loadData(recipe.data, { seed: recipe.seed });
  const model = await build(recipe.model, { seed: recipe.seed, threads });
  const optimizer = optimizerFrom(recipe.optimizer);
  if (recipe.preprocessing !== undefined) model.preprocessing = recipe.preprocessing;
  const { train: trainSet, test } = data;
  const { loss, epochs, batchSize, shuffle, clipValue, clipNorm, maxNorm, earlyStopping } = recipe;
  if (recipe.freeze !== undefined) model.freeze(recipe.freeze);
  const start = (signal: { readonly aborted: boolean }, from?: Position) =>
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
  start({ aborted: true }); // checks that all fits, and computes nothing
  return { data, model, optimizer, start };
}

async function prepareResumed(
  asked: string | undefined,
  dir: string,
  options: TrainCommandOptions,
): Promise<PreparedRun> {
  for (const name of ["data", "set", "epochs", "seed", "out"] as const) {
    if (options[name] === undefined) continue;
    usage(
      `--${name}`,
      "no other settings beside --resume",
      `--${name}`,
      "A run goes on as it was begun; for other settings, begin a new one.",
    );
  }
  const folder = openRun(dir);
  try {
    const { config, data: recorded } = folder.record;
    const recipe = aboutFile(() => parseRecipe(config, `config in ${folder.dir}/run.json`));
    if (asked !== undefined) resumable.sameRecipe(findRecipe(asked).recipe, recipe, folder.dir);
    const parts = await assemble(recipe, options.threads);
    resumable.sameData(parts.data.digest, recorded, folder.dir);
    const stored = folder.readCheckpoint();
    const from =
      stored &&
      restoreCheckpoint(stored, parts.model, parts.optimizer, `${folder.dir}/checkpoint.safetensors`);
    folder.keepEventsUntil(from?.step ?? 0);
    const name = folder.dir;
    return {
      name,
      recipe,
      ...parts,
      openFolder: () => folder,
      events: (signal) => parts.start(signal, from),
    };
  } catch (error) {
    folder.close();
    throw error;
  }
}
