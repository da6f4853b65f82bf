import { join } from "node:path";
import { ChainruleError } from "../core/errors.js";
import { isGzip } from "../data/gzip.js";
import { mnistDataset } from "../data/idx.js";
import type { TrainTest } from "../data/split.js";
import { gunzip } from "./gunzip.js";
import { MAX_FILE_BYTES, readBytes } from "./read-bytes.js";

/** The four files of MNIST, and of every set made in its likeness. */
export const IDX_FILES = {
  trainImages: "train-images-idx3-ubyte",
  trainLabels: "train-labels-idx1-ubyte",
  testImages: "t10k-images-idx3-ubyte",
  testLabels: "t10k-labels-idx1-ubyte",
} as const;

export type IdxFile = (typeof IDX_FILES)[keyof typeof IDX_FILES];

/** Makes the two datasets from the four files, wherever `read` has their unpacked bytes from. */
export async function readIdxFiles(
  where: string,
  read: (file: IdxFile) => Promise<Uint8Array>,
): Promise<Required<TrainTest>> {
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(
    Object.values(IDX_FILES).map(read),
  );
  return {
    train: mnistDataset(trainImages, trainLabels, `${where} train`),
    test: mnistDataset(testImages, testLabels, `${where} t10k`),
  };
}

/** One of the four files in a folder, plain or with `.gz` after its name, unpacked.
 *  @param limit the most bytes it may unpack to
 *  Errors    E_DATA when it is not there; E_FORMAT see gunzip */
export async function readIdxFile(
  folder: string,
  file: IdxFile,
  limit = MAX_FILE_BYTES,
): Promise<Uint8Array> {
  for (const name of [file, `${file}.gz`]) {
    const path = join(folder, name);
    const bytes = await readBytes(path, MAX_FILE_BYTES);
    if (bytes !== undefined) return isGzip(bytes) ? gunzip(bytes, limit, path) : bytes;
  }
  throw new ChainruleError("E_DATA", {
    where: folder,
    expected: `a file ${file}, plain or .gz`,
    got: "none",
    remedy: `The folder must have all four: ${Object.values(IDX_FILES).join(", ")}.`,
  });
}

/** A folder with the four IDX files.
 *  Errors    E_DATA, E_FORMAT see readIdxFile and mnistDataset */
export const readIdxFolder = (folder: string): Promise<Required<TrainTest>> =>
  readIdxFiles(folder, (file) => readIdxFile(folder, file));
