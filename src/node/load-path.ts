import { readdir, stat } from "node:fs/promises";
import { extname } from "node:path";
import { ChainruleError, display } from "../core/errors.js";
import { parseFields } from "../core/fields.js";
import { choose, splitFields, subsetFields } from "../data/choose.js";
import type { DataSpec } from "../data/data-spec.js";
import { NPZ_ARRAYS, npzDataset } from "../data/npz.js";
import type { TrainTest } from "../data/split.js";
import { readCsv } from "./csv.js";
import { IDX_FILES, readIdxFolder } from "./idx-folder.js";
import { readImageFolder } from "./image-folder.js";
import { MAX_FILE_BYTES, readBytes } from "./read-bytes.js";
import { unzip } from "./unzip.js";

/** Kept back for testing, where the files have no test part of their own. */
const TEST_SHARE = 0.2;

/** Loads a file or folder that exists, by what it is: a folder with IDX files, a folder of images by class, a .csv, a .npz.
 *  @param seed for what is random, if the spec has none
 *  Errors    E_DATA another kind of file; E_FIELD settings that it does not take; and see each reader */
export async function loadPath({ name: path, values }: DataSpec, seed?: number): Promise<TrainTest> {
  const chosen = (parts: TrainTest): TrainTest => {
    const fields = parts.test === undefined ? splitFields(TEST_SHARE) : subsetFields;
    return choose(parts, parseFields(fields, { seed, ...values }, `data ${display(path)}`));
  };
  if ((await stat(path)).isDirectory()) {
    return chosen(
      (await hasIdxFiles(path)) ? await readIdxFolder(path) : { train: await readImageFolder(path) },
    );
  }
  const bytes = (await readBytes(path, MAX_FILE_BYTES)) ?? new Uint8Array(0);
  switch (extname(path).toLowerCase()) {
    case ".csv":
      return chosen({ train: readCsv(bytes, path) });
    case ".npz":
      return chosen(readNpz(bytes, path));
    default:
      throw new ChainruleError("E_DATA", {
        where: path,
        expected: "a .csv, a .npz, or a folder",
        got: extname(path) || "a file without an ending",
        remedy: "Convert it to CSV with the answer in the last column, or save it with numpy.savez.",
      });
  }
}

async function hasIdxFiles(folder: string): Promise<boolean> {
  const known: string[] = Object.values(IDX_FILES);
  return (await readdir(folder)).some((name) => known.includes(name.replace(/\.gz$/, "")));
}

function readNpz(bytes: Uint8Array, where: string): TrainTest {
  const files = unzip(
    bytes,
    NPZ_ARRAYS.map((name) => `${name}.npy`),
    MAX_FILE_BYTES,
    where,
  );
  const entries = Object.entries(files).map(([file, content]) => [file.slice(0, -".npy".length), content]);
  return npzDataset(Object.fromEntries(entries), where);
}
