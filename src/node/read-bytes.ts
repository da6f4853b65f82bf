import { readFile, stat } from "node:fs/promises";
import { ChainruleError } from "../core/errors.js";
import { ioError } from "./io-error.js";

/** The largest data file that is read: 1 GiB. */
export const MAX_FILE_BYTES = 2 ** 30;

/** The bytes of a file, or undefined when there is none of that name.
 *  Errors    E_DATA larger than `limit` bytes; E_IO not readable */
export async function readBytes(path: string, limit: number): Promise<Uint8Array | undefined> {
  try {
    const { size } = await stat(path);
    if (size > limit) {
      throw new ChainruleError("E_DATA", {
        where: path,
        expected: `a file of at most ${limit} bytes`,
        got: `${size} bytes`,
        remedy: "Take a part of it, or check that it is the right file.",
      });
    }
    const buffer = await readFile(path);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length); // a Buffer's slice() would not copy
  } catch (cause) {
    if (cause instanceof ChainruleError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw ioError(path, "to read the file", cause);
  }
}
