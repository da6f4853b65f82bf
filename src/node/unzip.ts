import { unzipSync } from "fflate";
import { ChainruleError } from "../core/errors.js";

/** The wanted entries of a zip file, by name; all others stay packed.
 *  @param limit the most bytes they may unpack to together; told from the directory, before anything is unpacked
 *  Errors    E_FORMAT damaged, or beyond the limit */
export function unzip(
  bytes: Uint8Array,
  wanted: readonly string[],
  limit: number,
  where: string,
): Record<string, Uint8Array> {
  const fail = (got: string, cause?: unknown) =>
    new ChainruleError(
      "E_FORMAT",
      {
        where,
        expected: `an intact zip file that unpacks to at most ${limit} bytes`,
        got,
        remedy: "Save it again, or take a part of the data.",
      },
      { cause },
    );
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!wanted.includes(name)) return false;
        total += originalSize;
        if (total > limit) throw fail(`at least ${total}`);
        return true;
      },
    });
  } catch (cause) {
    if (cause instanceof ChainruleError) throw cause;
    throw fail(cause instanceof Error ? cause.message : String(cause), cause);
  }
}
