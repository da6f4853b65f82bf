import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { ChainruleError, type Recipe } from "chainrule";
import { parseJson } from "chainrule/format";
import { checkSpace, type Json, parseStudy, type StudyFile, withValues } from "chainrule/tune";
import { fromAnywhere } from "../assemble.js";
import { aboutFile } from "../errors.js";
import { findRecipe, recipeNames } from "../recipes.js";

/** A study as it was asked for, checked against its recipe. */
export interface FoundStudy {
  /** What its folder is called after. */
  readonly name: string;
  readonly json: Record<string, unknown>;
  readonly study: StudyFile;
  /** The recipe that values are put into: its JSON, and as it is by itself. */
  readonly base: Record<string, Json>;
  readonly recipe: Recipe;
}

/** Reads a study file and the recipe that it is about.
 *  Errors    E_IO, E_FORMAT, E_FIELD, E_SHAPE: what is in the files */
export function findStudy(path: string, trials: number | undefined): FoundStudy {
  return aboutFile(() => {
    const where = basename(path);
    const file = parseJson(readText(path), path) as Record<string, unknown>;
    const study = parseStudy(trials === undefined ? file : { ...file, trials }, where);
    const given = typeof study.recipe === "string" ? recipeOf(study.recipe, path) : study.recipe;
    const json = withValues(given, study.set as Record<string, Json>, `set of ${where}`);
    const recipe = checkSpace(json, study.space, where);
    if (recipe.start !== undefined) refuseStart(recipe.start.from, where);
    const base = { ...json, data: fromAnywhere(recipe).data } as Record<string, Json>;
    return {
      name: basename(path, extname(path)),
      json: { ...file, trials: study.trials },
      study,
      base,
      recipe,
    };
  });
}

/** A recipe that comes with the package, by its name, or a file whose path counts from the study's. */
function recipeOf(asked: string, path: string): Record<string, unknown> {
  const file = resolve(dirname(path), asked);
  return findRecipe(!recipeNames().includes(asked) && existsSync(file) ? file : asked).json;
}

function refuseStart(from: string, where: string): never {
  throw new ChainruleError("E_FIELD", {
    where: `recipe of ${where}`,
    expected: "a recipe whose networks all start by themselves",
    got: `a start from "${from}"`,
    remedy: 'Leave it out: "set": { "start": null }.',
  });
}

function readText(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const got = (cause as Error).message;
    const remedy = "Check the path; docs/tuning.md shows how a study file is written.";
    throw new ChainruleError("E_IO", { where: path, expected: "a study file", got, remedy }, { cause });
  }
}
