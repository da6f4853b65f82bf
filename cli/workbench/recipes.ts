import { readdirSync, readFileSync } from "node:fs";
import { parseRecipe } from "chainrule";
import { parseJson } from "chainrule/format";
import { findRecipe, recipeNames } from "../recipes.js";
import { isPlainName } from "./address.js";
import { confinedFile } from "./confine.js";
import { type Exchange, sendJson } from "./exchange.js";
import { notFound } from "./refusal.js";
import type { Workbench } from "./workbench.js";

/** In bytes; a recipe has some hundred. */
const LARGEST = 2 ** 18;

/** Every recipe, by what `chainrule train` would call it: those of the package, and the files in the folder. */
export function recipesOf({ folder }: Workbench) {
  const own = readdirSync(folder).flatMap((name) => {
    const json = localRecipe(folder, name);
    return json === undefined ? [] : [{ name, local: true, ...headOf(json) }];
  });
  return [...recipeNames().map((name) => ({ name, local: false, ...headOf(findRecipe(name).json) })), ...own];
}

export const listRecipes = (exchange: Exchange): void => sendJson(exchange, recipesOf(exchange.workbench));

export function sendRecipe(exchange: Exchange): void {
  const [name] = exchange.names;
  const known = recipeNames().includes(name);
  sendJson(
    exchange,
    (known ? findRecipe(name).json : localRecipe(exchange.workbench.folder, name)) ?? notFound(name),
  );
}

const headOf = ({ title, data }: Record<string, unknown>) => ({ title, data });

/** The JSON of a recipe in the folder; undefined where the file is none, as most .json files are. */
function localRecipe(folder: string, name: string): Record<string, unknown> | undefined {
  const file = name.endsWith(".json") && isPlainName(name) ? confinedFile(folder, name) : undefined;
  if (file === undefined || file.stats.size > LARGEST) return undefined;
  try {
    const json = parseJson(readFileSync(file.path), name);
    parseRecipe(json, name);
    return json as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
