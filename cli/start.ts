import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ChainruleError, loadWeights, type Model, type RunStart, weightsDigest } from "chainrule";
import type { NewRun } from "chainrule/node";
import { findModel } from "./model-source.js";
import { nearest } from "./nearest.js";
import { recipeNames } from "./recipes.js";

/** Where first weights were taken from, as `run.json` has it. */
export type StartSource = NonNullable<NewRun["start"]>;

/** Takes layers over from a run's folder or a model file.
 *  Errors    E_FIELD nothing of that name, or a layer that is not there; E_SHAPE weights of another shape; and as findModel */
export async function takeFrom(path: string, model: Model, layers: RunStart["layers"]): Promise<StartSource> {
  if (!existsSync(path)) {
    const near = nearest(path, recipeNames());
    throw new ChainruleError("E_FIELD", {
      where: "start.from",
      expected: "a run's folder, a model file, or another recipe by its name or file",
      got: `"${path}"`,
      remedy: `${near ? `Did you mean "${near}"? ` : ""}There are the recipes ${recipeNames().join(", ")}.`,
    });
  }
  const found = await findModel(path);
  loadWeights(model, found.model, { layers });
  return { model: resolve(found.path), digest: await weightsDigest(found.model) };
}

/** Takes over once more what a run began with, for one that was broken off before its first checkpoint.
 *  Errors    E_RUN the model is no longer what it was; E_IO it is gone */
export async function takeAgain(
  recorded: StartSource | undefined,
  model: Model,
  layers: RunStart["layers"],
  dir: string,
): Promise<void> {
  const now = recorded && (await takeFrom(recorded.model, model, layers));
  if (now !== undefined && now.digest === recorded!.digest) return;
  throw new ChainruleError("E_RUN", {
    where: `start of ${dir}`,
    expected: `the weights that the run began with${recorded ? `, SHA-256 ${recorded.digest.slice(0, 12)}…` : ""}`,
    got: now === undefined ? "no record of them" : `others, SHA-256 ${now.digest.slice(0, 12)}…`,
    remedy: "Put the model back as it was, or begin a new run.",
  });
}
