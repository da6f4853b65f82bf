import { createHash } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ChainruleError } from "../core/errors.js";
import { readStream } from "../core/read-stream.js";
import type { TrainTest } from "../data/split.js";
import { writeAtomically } from "./atomic-write.js";
import { gunzip } from "./gunzip.js";
import { IDX_FILES, type IdxFile, readIdxFile, readIdxFiles } from "./idx-folder.js";
import { attempt } from "./io-error.js";
import { readBytes } from "./read-bytes.js";

const MIRRORS = [
  "https://storage.googleapis.com/cvdf-datasets/mnist/",
  "https://ossci-datasets.s3.amazonaws.com/mnist/",
];

/** Of the unpacked files: mirrors compress anew, and the same digits then have other .gz bytes. */
const ORIGINAL: Record<IdxFile, { bytes: number; sha256: string }> = {
  "train-images-idx3-ubyte": {
    bytes: 47_040_016,
    sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  },
  "train-labels-idx1-ubyte": {
    bytes: 60_008,
    sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  },
  "t10k-images-idx3-ubyte": {
    bytes: 7_840_016,
    sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  },
  "t10k-labels-idx1-ubyte": {
    bytes: 10_008,
    sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
  },
};

const DOWNLOAD_LIMIT = 2 ** 24; // bytes; the largest .gz has just under 10 million
const DOWNLOAD_MILLISECONDS = 5 * 60_000;

/** Where the environment and the network come from; a test brings its own. */
export interface MnistSources {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** @internal Left out of the declarations, which else would ask every reader for the types of the DOM. */
  readonly fetch?: (url: string, init: { signal: AbortSignal }) => Promise<Response>;
}

/** The full MNIST: 60,000 digits to train with and 10,000 to test with, of 28×28 pixels. Taken from the folder that
 *  `CHAINRULE_DATA` names, or from the cache, or else downloaded into the cache; its SHA-256 is checked each time.
 *  Errors    E_IO no mirror could be reached, or the cache not written; E_DATA a file that is not MNIST's
 *  Source    LeCun, Cortes, Burges, "The MNIST database of handwritten digits", 1998 */
export function loadMnist(sources: MnistSources = {}): Promise<Required<TrainTest>> {
  const { env = process.env, fetch = globalThis.fetch } = sources;
  const folder = env.CHAINRULE_DATA;
  if (folder) return readIdxFiles(folder, (file) => readOriginal(folder, file));
  const cache = cacheOf(env);
  return readIdxFiles(
    "mnist",
    async (file) => (await readCached(cache, file)) ?? download(cache, file, fetch),
  );
}

/** The names of MNIST's four files. */
export const mnistFiles: readonly IdxFile[] = Object.values(IDX_FILES);

/** Whether `loadMnist` would need no network: all four files are on this machine. What is in them is not looked at. */
export function hasMnist({ env = process.env }: Pick<MnistSources, "env"> = {}): boolean {
  const [folder, endings] = env.CHAINRULE_DATA ? [env.CHAINRULE_DATA, ["", ".gz"]] : [cacheOf(env), [".gz"]];
  return mnistFiles.every((file) => endings.some((ending) => existsSync(join(folder, file + ending))));
}

/** One of MNIST's four files, unpacked, from where `loadMnist` looks before it asks the network; its SHA-256 is checked.
 *  Errors    E_DATA it is not there, or not MNIST's */
export async function readMnistFile(
  file: IdxFile,
  { env = process.env }: Pick<MnistSources, "env"> = {},
): Promise<Uint8Array> {
  if (env.CHAINRULE_DATA) return readOriginal(env.CHAINRULE_DATA, file);
  const bytes = await readCached(cacheOf(env), file);
  if (bytes !== undefined) return bytes;
  throw new ChainruleError("E_DATA", {
    where: "mnist",
    expected: `${file}.gz, whole, in ${cacheOf(env)}`,
    got: "none",
    remedy: "Fetch it with `chainrule data get mnist`, or set CHAINRULE_DATA to a folder that has it.",
  });
}

const cacheOf = (env: NonNullable<MnistSources["env"]>): string =>
  join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "chainrule", "mnist");

async function readOriginal(folder: string, file: IdxFile): Promise<Uint8Array> {
  const bytes = await readIdxFile(folder, file, ORIGINAL[file].bytes);
  if (isOriginal(bytes, file)) return bytes;
  throw new ChainruleError("E_DATA", {
    where: join(folder, file),
    expected: `the file of MNIST, SHA-256 ${ORIGINAL[file].sha256.slice(0, 12)}…`,
    got: `${bytes.length} bytes with SHA-256 ${sha256(bytes).slice(0, 12)}…`,
    remedy: "Let CHAINRULE_DATA name a folder with the original files; any other set is loaded by its path.",
  });
}

/** A file of the cache that is missing or damaged is simply fetched again. */
async function readCached(cache: string, file: IdxFile): Promise<Uint8Array | undefined> {
  const path = join(cache, `${file}.gz`);
  try {
    const packed = await readBytes(path, DOWNLOAD_LIMIT);
    return packed && (await unpackOriginal(packed, file, path));
  } catch {
    return undefined;
  }
}

async function download(
  cache: string,
  file: IdxFile,
  fetch: NonNullable<MnistSources["fetch"]>,
): Promise<Uint8Array> {
  const reasons: string[] = [];
  for (const mirror of MIRRORS) {
    const url = `${mirror}${file}.gz`;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_MILLISECONDS) });
      if (!response.ok || response.body === null) throw new Error(`HTTP status ${response.status}`);
      const packed = await readStream(response.body, DOWNLOAD_LIMIT);
      if (packed === undefined) throw new Error(`more than ${DOWNLOAD_LIMIT} bytes`);
      const bytes = await unpackOriginal(packed, file, url);
      attempt(cache, "to make the folder", () => mkdirSync(cache, { recursive: true }));
      writeAtomically(join(cache, `${file}.gz`), packed);
      return bytes;
    } catch (cause) {
      if (cause instanceof ChainruleError && cause.code === "E_IO") throw cause;
      reasons.push(`${new URL(mirror).host}: ${reasonOf(cause)}`);
    }
  }
  throw new ChainruleError("E_IO", {
    where: "mnist",
    expected: `${file}.gz from a mirror`,
    got: reasons.join("; "),
    remedy:
      "Connect to the network, or set CHAINRULE_DATA to a folder with the four IDX files of MNIST; " +
      "mnist-10k needs neither.",
  });
}

/** `fetch failed` says nothing; what is behind it does. */
function reasonOf(error: unknown): string {
  if (error instanceof ChainruleError) return error.got;
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}

async function unpackOriginal(packed: Uint8Array, file: IdxFile, where: string): Promise<Uint8Array> {
  const bytes = await gunzip(packed, ORIGINAL[file].bytes, where);
  if (!isOriginal(bytes, file)) throw new Error("not the bytes of MNIST: the SHA-256 differs");
  return bytes;
}

const isOriginal = (bytes: Uint8Array, file: IdxFile): boolean => sha256(bytes) === ORIGINAL[file].sha256;

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
