import { readdir } from "node:fs/promises";
import { ChainruleError } from "../core/errors.js";
import { parseFields } from "../core/fields.js";
import type { DataSpec } from "../data/data-spec.js";
import type { TrainTest } from "../data/split.js";
import { IDX_FILES, readIdxFolder } from "./idx-folder.js";

/** Loads a file or folder that exists, by what it is.
 *  Errors    E_DATA for a kind of file that is not known, and see each reader */
export async function loadPath({ name: path, values }: DataSpec, _seed?: number): Promise<TrainTest> {
  const where = `data "${path}"`;
  const entries = await readdir(path);
  const idx: string[] = Object.values(IDX_FILES);
  if (entries.some((entry) => idx.includes(entry.replace(/\.gz$/, "")))) {
    parseFields({}, values, where);
    return readIdxFolder(path);
  }
  throw new ChainruleError("E_DATA", { where, expected: "a", got: "b", remedy: "c" });
}
