import { ChainruleError } from "../core/errors.js";
import { readStream } from "../core/read-stream.js";

/** Whether bytes begin as a gzip does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What is wrong with a gzip of which at most `limit` bytes are wanted: damage, for which there is a cause, or its size. */
export function gzipError(where: string, limit: number, cause?: unknown): ChainruleError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const [got, remedy] =
    cause === undefined
      ? ["more than that", "Check that it is the right file."]
      : [`damaged data (${reason})`, "Fetch the file again."];
  const expected = `gzip of at most ${limit} bytes`;
  return new ChainruleError("E_FORMAT", { where, expected, got, remedy }, { cause });
}

/** Unpacks gzip, with the decompressor that every browser and Node have built in.
 *  @param limit the most bytes it may unpack to; beyond that it stops, whatever is still to come
 *  Errors    E_FORMAT corrupt, cut short, or larger than `limit` */
export async function gunzip(bytes: Uint8Array, limit: number, where: string): Promise<Uint8Array> {
  let unpacked: Uint8Array | undefined;
  try {
    const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
    unpacked = await readStream(packed.pipeThrough(new DecompressionStream("gzip")), limit);
  } catch (cause) {
    throw gzipError(where, limit, cause);
  }
  if (unpacked === undefined) throw gzipError(where, limit);
  return unpacked;
}
