import {
  ChainruleError,
  loadWeights,
  type Model,
  parseRecipe,
  type Recipe,
  type RunStart,
  restoreCheckpoint,
  version,
} from "chainrule";
import { checkNewRun, createRun, type NewRun, nextRunFolder, openRun, type RunFolder } from "chainrule/node";
import { assemble, fromAnywhere, type Parts } from "./assemble.js";
import { aboutFile, aboutOptions, usage } from "./errors.js";
import { finishedRun } from "./finished-run.js";
import { applySettings } from "./overrides.js";
import { findRecipe, isRecipe } from "./recipes.js";
import { resumable } from "./resumable.js";
import { type StartSource, takeAgain, takeFrom } from "./start.js";

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
export interface PreparedRun extends Parts {
  readonly name: string;
  readonly recipe: Recipe;
  /** What its first weights are taken from, if they are. */
  readonly start?: PreparedStart;
  /** Makes the run folder, or gives the one that is gone on with. */
  openFolder(): RunFolder;
}

/** What a run's first weights are taken from: a model that is there, or the run that makes it. */
export interface PreparedStart extends RunStart {
  /** The run that has to be done before; known to fit. */
  readonly first?: PreparedRun;
  /** Unknown until that is done. */
  source?: StartSource;
}

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
  return prepareNew(name, recipe, options, []);
}

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

interface NewRunOptions {
  readonly threads?: number;
  readonly out?: string;
}

/** @param above the files of the recipes that start from this one */
async function prepareNew(
  name: string,
  recipe: Recipe,
  { threads, out }: NewRunOptions,
  above: readonly string[],
): Promise<PreparedRun> {
  if (out !== undefined) checkNewRun(out); // now, for there may be another run to do first
  const parts = await assemble(recipe, threads);
  const start = recipe.start && (await prepareStart(recipe.start, parts.model, threads, above));
  const run = { name, recipe, ...parts, start };
  return { ...run, openFolder: () => createRun(out ?? nextRunFolder(`runs/${name}`), newRunOf(run)) };
}

/** What `run.json` is to say of a run. */
function newRunOf({ recipe, data, start }: Pick<PreparedRun, "recipe" | "data" | "start">): NewRun {
  const config = fromAnywhere(recipe);
  return {
    version,
    config,
    seed: recipe.seed,
    data: { spec: config.data, digest: data.digest },
    ...(start?.source && { start: start.source }),
  };
}

/** Takes layers over from what a recipe starts from; from a run that is yet to be done, only to see that they fit. */
async function prepareStart(
  start: RunStart,
  model: Model,
  threads: number | undefined,
  above: readonly string[],
): Promise<PreparedStart> {
  const { from, layers } = start;
  if (!isRecipe(from)) return { ...start, source: await takeFrom(from, model, layers) };
  const { name, path, recipe } = findRecipe(from);
  if (above.includes(path)) refuseCircle([...above, path]);
  const first = await prepareNew(name, recipe, { threads }, [...above, path]);
  loadWeights(model, first.model, { layers });
  const done = first.start?.first === undefined ? finishedRun(name, newRunOf(first)) : undefined;
  return done === undefined ? { ...start, first } : { ...start, source: await takeFrom(done, model, layers) };
}

function refuseCircle(paths: readonly string[]): never {
  throw new ChainruleError("E_FIELD", {
    where: "start.from",
    expected: "recipes that end in one that starts by itself",
    got: `a circle: ${paths.join(" from ")}`,
    remedy: "Let one of them start from a run's folder or a model file, or by itself.",
  });
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
    const { config, data: recorded, start: source } = folder.record;
    const recipe = aboutFile(() => parseRecipe(config, `config in ${folder.dir}/run.json`));
    if (asked !== undefined) resumable.sameRecipe(fromAnywhere(findRecipe(asked).recipe), recipe, folder.dir);
    const parts = await assemble(recipe, options.threads);
    resumable.sameData(parts.data.digest, recorded, folder.dir);
    const stored = folder.readCheckpoint();
    const from =
      stored &&
      restoreCheckpoint(stored, parts.model, parts.optimizer, `${folder.dir}/checkpoint.safetensors`);
    if (recipe.start !== undefined && stored === undefined)
      await takeAgain(source, parts.model, recipe.start.layers, folder.dir);
    folder.keepEventsUntil(from?.step ?? 0);
    return {
      name: folder.dir,
      recipe,
      ...parts,
      start: recipe.start && { ...recipe.start, source },
      openFolder: () => folder,
      events: (signal) => parts.events(signal, from),
    };
  } catch (error) {
    folder.close();
    throw error;
  }
}
