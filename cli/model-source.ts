import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ChainruleError, load, type Model } from "chainrule";
import { parseJson } from "chainrule/format";

/** A model that was named on the command line, and what is known of its making. */
export interface FoundModel {
  readonly model: Model;
  /** The file it was read from. */
  readonly path: string;
  /** The folder of its run, where the file lies in one. */
  readonly run?: string;
  /** Of the recipe in that folder, as far as it can be read: the loss, and the data spec. */
  readonly loss?: unknown;
  readonly data?: string;
}

const FILES = ["model.safetensors", "checkpoint.safetensors"];

/** Loads a model: a file, or the run's folder that it lies in. A run that is not done yet has its checkpoint.
 *  Errors    E_IO there is none; E_FORMAT, E_FIELD, E_SHAPE it is no model */
export async function findModel(asked: string): Promise<FoundModel> {
  const path = isFolder(asked) ? fileIn(asked) : asked;
  const model = await load(readModel(path), { where: basename(path) });
  const folder = dirname(path);
  if (!existsSync(join(folder, "run.json"))) return { model, path };
  return { model, path, run: folder, ...recipeOf(join(folder, "run.json")) };
}

function fileIn(folder: string): string {
  const found = FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new ChainruleError("E_IO", {
    where: folder,
    expected: `a folder with ${FILES[0]}`,
    got: "a folder without",
    remedy: "Name the folder of a run, such as runs/digits, or a model file.",
  });
}

/** The loss and the data of a run's recipe. Only an aid: what cannot be read, the command line has options for. */
function recipeOf(path: string): { loss?: unknown; data?: string } {
  try {
    const { config } = parseJson(readFileSync(path), path) as { config?: { loss?: unknown; data?: unknown } };
    return { loss: config?.loss, data: typeof config?.data === "string" ? config.data : undefined };
  } catch {
    return {};
  }
}

function readModel(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new ChainruleError(
      "E_IO",
      {
        where: path,
        expected: "a model file, or the folder of a run",
        got: (cause as NodeJS.ErrnoException).code === "ENOENT" ? "nothing of that name" : String(cause),
        remedy: "Check the path; `chainrule train digits` makes a first model in runs/digits.",
      },
      { cause },
    );
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
