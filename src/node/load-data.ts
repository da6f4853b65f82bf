import { stat } from "node:fs/promises";
import { ChainruleError, display } from "../core/errors.js";
import { parseFields } from "../core/fields.js";
import { suggestion } from "../core/nearest.js";
import { type DataSpec, parseDataSpec } from "../data/data-spec.js";
import type { TrainTest } from "../data/split.js";
import { dataSources } from "./data-sources.js";
import { dataDigest } from "./digest.js";
import { loadPath } from "./load-path.js";

/** Data that were asked for by a spec. */
export interface LoadedData extends TrainTest {
  /** The spec it was loaded by. */
  readonly name: string;
  /** SHA-256 in hex of the inputs, shape and targets of both parts. */
  readonly digest: string;
  /** Present where a sample is an image; in pixels. */
  readonly image?: { readonly width: number; readonly height: number; readonly channels: number };
}

/** Loads what a data spec names: a known name (`mnist`, `iris`, `moons:n=60,noise=1`), or a path (a folder with the four
 *  IDX files, a .csv, a .npz, a folder of images by class). `key=value` pairs after a colon are its settings: all take
 *  `classes`, `train` and `seed` (`mnist:classes=5-9,train=500`), and what has no test part of its own takes `test`.
 *  @param options.seed for whatever is random and has no `seed` of its own in the spec; 1 by default
 *  Errors    E_FIELD an unknown name or setting; E_IO no such path; E_DATA, E_FORMAT, E_IO from the data itself */
export async function loadData(spec: string, options: { seed?: number } = {}): Promise<LoadedData> {
  const parts = await load(spec, options.seed);
  const { shape } = parts.train;
  const [channels, height, width] = shape;
  const image = shape.length === 3 ? { width, height, channels } : undefined;
  return { ...parts, name: spec, digest: dataDigest(parts), image };
}

async function load(spec: string, seed?: number): Promise<TrainTest> {
  const parsed = parseDataSpec(spec);
  if (dataSources.kinds.includes(parsed.name)) {
    const { fields, kind, load } = dataSources.get(parsed.name, "data");
    return load(parseFields(fields, { seed, ...parsed.values }, `data "${kind}"`));
  }
  const asPath = await existing(spec, parsed);
  if (asPath !== undefined) return loadPath(asPath, seed);
  throw unknown(parsed.name);
}

/** What is most likely wrong: the path, the way the settings are written, or the name. */
function unknown(name: string): ChainruleError {
  const [kind] = name.split(":");
  if (kind !== name && dataSources.kinds.includes(kind)) {
    const fields = Object.keys(dataSources.get(kind, "data").fields);
    return new ChainruleError("E_FIELD", {
      where: `data "${kind}"`,
      expected: "settings as key=value, with commas between",
      got: display(name.slice(kind.length + 1)),
      remedy: `It takes: ${fields.join(", ")}.`,
    });
  }
  if (/[\\/]|\.\w+$/.test(name)) {
    return new ChainruleError("E_IO", {
      where: "data",
      expected: "a path that exists",
      got: display(name),
      remedy: "Check the spelling; a path counts from the folder you are in.",
    });
  }
  return new ChainruleError("E_FIELD", {
    where: "data",
    expected: "a known name, or the path of a file or folder that exists",
    got: display(name),
    remedy: suggestion(name, dataSources.kinds),
  });
}

/** The spec as a path: whole if there is such a file, otherwise what stands before its settings. */
async function existing(spec: string, parsed: DataSpec): Promise<DataSpec | undefined> {
  const there = (path: string) =>
    stat(path).then(
      () => true,
      () => false,
    );
  if (await there(spec)) return { name: spec, values: {} };
  return (await there(parsed.name)) ? parsed : undefined;
}
