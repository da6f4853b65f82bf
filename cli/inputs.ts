import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { ChainruleError, type Model } from "chainrule";
import { normaliseDigit, toGray } from "chainrule/data";
import { readImage } from "chainrule/node";
import { readRows } from "./rows.js";

/** One sample to ask a model about, or why there is none. */
export interface Sample {
  /** As it was named; `-` for stdin. */
  readonly file: string;
  /** Line of a table, counted from 1. */
  readonly row?: number;
  readonly values?: Uint8Array | Float32Array;
  /** Size of the picture that the values are, in pixels. */
  readonly image?: { readonly width: number; readonly height: number };
  readonly error?: ChainruleError;
}

const IMAGE = /^\.(png|jpe?g)$/i;

/** Reads everything that was named; a file that cannot be used does not keep the others from being answered. */
export function readSamples(names: readonly string[], model: Model): Sample[] {
  return names.flatMap((name) => {
    try {
      return filesOf(name).flatMap((file) => samplesOf(file, model));
    } catch (error) {
      return [failed(name, error)];
    }
  });
}

function failed(file: string, error: unknown): Sample {
  if (error instanceof ChainruleError) return { file, error };
  throw error;
}

/** The files that a name stands for: itself, or all pictures below it. */
function filesOf(name: string): string[] {
  if (name === "-" || !attempt(name, () => statSync(name)).isDirectory()) return [name];
  const files = attempt(name, () => readdirSync(name, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && IMAGE.test(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length > 0) return files;
  const parts = { where: name, expected: "PNG or JPEG images", got: "none" };
  throw new ChainruleError("E_DATA", { ...parts, remedy: "Name another folder, or the files themselves." });
}

function samplesOf(file: string, model: Model): Sample[] {
  try {
    const bytes = attempt(file, () => readFileSync(file === "-" ? 0 : file));
    const table = file === "-" ? !looksLikeImage(bytes) : /^\.(csv|txt)$/i.test(extname(file));
    return table ? readRows(bytes, file, model) : [readPicture(bytes, file, model)];
  } catch (error) {
    return [failed(file, error)];
  }
}

/** No text begins with these: the first byte of a PNG, and of a JPEG. */
const looksLikeImage = (bytes: Uint8Array): boolean => bytes[0] === 0x89 || bytes[0] === 0xff;

/** A picture in the form that the model was trained on.
 *  Errors    E_DATA nothing on it, or not of the model's size; E_FORMAT no picture */
function readPicture(bytes: Uint8Array, file: string, model: Model): Sample {
  const gray = toGray(readImage(bytes, file));
  if (model.preprocessing === "mnist-digit") {
    try {
      return { file, values: normaliseDigit(gray).pixels, image: { width: 28, height: 28 } };
    } catch (error) {
      throw error instanceof ChainruleError
        ? new ChainruleError(error.code, { ...error, where: file })
        : error;
    }
  }
  const { width, height, pixels } = gray;
  const wanted = model.spec.input.reduce((product, extent) => product * extent, 1);
  if (wanted === pixels.length) return { file, values: pixels, image: { width, height } };
  throw new ChainruleError("E_DATA", {
    where: file,
    expected: `a picture of ${wanted} pixels, as the model's input [${model.spec.input.join(", ")}] has`,
    got: `${width} × ${height}`,
    remedy: "Scale it to the size that the model was trained on.",
  });
}

function attempt<T>(where: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new ChainruleError(
      "E_IO",
      {
        where,
        expected: "a file or folder that can be read",
        got: code === "ENOENT" ? "nothing of that name" : message,
        remedy: "Check the path.",
      },
      { cause },
    );
  }
}
