import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { ChainruleError, parseRecipe, type Recipe } from "chainrule";
import { parseJson } from "chainrule/format";
import { aboutFile } from "./errors.js";
import { nearest } from "./nearest.js";
import { packageFolder } from "./package-folder.js";

/** The recipes that come with the package. */
const folder = join(packageFolder, "recipes");

export const recipeNames = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"))
    .map((name) => basename(name, ".json"));

/** A recipe as it was asked for. */
export interface FoundRecipe {
  /** What its run folder is called after: `digits`. */
  readonly name: string;
  readonly path: string;
  /** The JSON, before `--set` and the like. */
  readonly json: Record<string, unknown>;
  readonly recipe: Recipe;
}

/** A recipe that comes with the package, by its name, or a file by its path. A name wins over a file without `.json`.
 *  Errors    E_FIELD no such recipe; E_FORMAT, E_FIELD, E_SHAPE what is in the file */
export function findRecipe(asked: string): FoundRecipe {
  const known = recipeNames().includes(asked);
  const path = known ? join(folder, `${asked}.json`) : asked;
  if (!known && !isFile(path)) {
    const near = nearest(asked, recipeNames());
    throw new ChainruleError("E_FIELD", {
      where: "recipe",
      expected: "the name of a recipe, or the path of a recipe file",
      got: `"${asked}"`,
      remedy: `${near ? `Did you mean "${near}"? ` : ""}There are: ${recipeNames().join(", ")}.`,
    });
  }
  return aboutFile(() => {
    const json = parseJson(readText(path), path);
    const recipe = parseRecipe(json, basename(path));
    const name = basename(path, extname(path));
    return { name, path: resolve(path), json: json as Record<string, unknown>, recipe };
  });
}

/** Whether a text means a recipe, where a model may be meant as well: a name, or a .json file. */
export const isRecipe = (asked: string): boolean =>
  recipeNames().includes(asked) || (extname(asked) === ".json" && isFile(asked));

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function readText(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const got = (cause as Error).message;
    const parts = { where: path, expected: "a readable file", got, remedy: "Check the path and its rights." };
    throw new ChainruleError("E_IO", parts, { cause });
  }
}
