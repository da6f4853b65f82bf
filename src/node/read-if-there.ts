import { readFileSync } from "node:fs";
import { ioError } from "./io-error.js";

/** The bytes of a file of ours, or undefined when there is none.
 *  Errors    E_IO */
export function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw ioError(path, "to read it", cause);
  }
}
