import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ChainruleError } from "chainrule";
import { type NewRun, openRun, type RunFolder } from "chainrule/node";

const RUNS = "runs";

/** The folder of a run that is done and was begun as `wanted` would be: of the same version, recipe, data and first weights.
 *  It has the weights, to the bit, that doing it again would give.
 *  @param name of the recipe, which the folders are called after: runs/name, runs/name-2, … */
export const finishedRun = (name: string, wanted: NewRun): string | undefined =>
  foldersOf(name).find((dir) => isDone(dir, wanted));

function foldersOf(name: string): string[] {
  if (!existsSync(RUNS)) return [];
  const numbered = readdirSync(RUNS).flatMap((folder) => {
    const number = folder === name ? "1" : folder.startsWith(`${name}-`) ? folder.slice(name.length + 1) : "";
    return /^\d+$/.test(number) ? [{ folder, number: Number(number) }] : [];
  });
  return numbered.sort((a, b) => a.number - b.number).map(({ folder }) => join(RUNS, folder));
}

function isDone(dir: string, wanted: NewRun): boolean {
  let folder: RunFolder | undefined;
  try {
    folder = openRun(dir);
    if (termsOf(folder.record) !== termsOf(wanted) || !existsSync(join(dir, "model.safetensors")))
      return false;
    const end = folder.readEvents().at(-1);
    return end?.type === "run-end" && end.reason === "done";
  } catch (error) {
    // in use, damaged, or no run at all: then it is not one to build on
    if (error instanceof ChainruleError) return false;
    throw error;
  } finally {
    folder?.close();
  }
}

/** All that the weights of a run follow from. */
const termsOf = ({ version, config, data, start }: NewRun): string =>
  JSON.stringify([version, config, data.digest, start?.digest]);
