import { basename, dirname, join, relative } from "node:path";
import { isPlainName } from "./address.js";
import { isModelName } from "./models.js";
import { RUNS, runModel } from "./run-entry.js";
import type { Workbench } from "./workbench.js";

/** Where a page gets a model: below /api, and what the workbench has to know of it for that. */
export interface ModelPlace {
  readonly api: string;
  readonly elsewhere?: Workbench["elsewhere"];
}

/** Finds a model file among what the workbench sees of its folder; else it is one from elsewhere. Both paths are real ones. */
export function whereIs(path: string, folder: string): ModelPlace {
  const [name, run] = [basename(path), basename(dirname(path))];
  if (isModelName(name) && relative(folder, path) === name) return { api: apiPath("models", name) };
  if (
    isPlainName(run) &&
    dirname(dirname(path)) === join(folder, RUNS) &&
    runModel(folder, run)?.path === path
  )
    return { api: apiPath("runs", run, "model") };
  const shown = isPlainName(name) ? name : "model.safetensors";
  return { api: apiPath("elsewhere", shown), elsewhere: { name: shown, path } };
}

/** The page on which one draws digits, with a model, as the address says it. */
export const pageOf = (api: string): string =>
  `#/digits?model=${encodeURIComponent(api).replaceAll("%2F", "/")}`;

const apiPath = (...names: readonly string[]): string => `/api/${names.map(encodeURIComponent).join("/")}`;
