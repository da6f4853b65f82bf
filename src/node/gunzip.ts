import { promisify } from "node:util";
import { gunzip as unpack } from "node:zlib";
import { gzipError } from "../data/gzip.js";

/** Deflate makes no more than this of a byte: what a file says of itself is not believed beyond. */
const MOST_PER_BYTE = 1032;

/** How many bytes a gzip says it unpacks to, modulo 2³². Source: RFC 1952, ISIZE. */
function announcedSize({ buffer, byteOffset, length }: Uint8Array): number {
  const size = length < 4 ? 0 : new DataView(buffer, byteOffset, length).getUint32(length - 4, true);
  return Math.min(size, MOST_PER_BYTE * length);
}

/** Unpacks gzip as `gunzip` of `chainrule/data` does, but straight to where the bytes stay: a stream's pieces would take
 *  as much memory again.
 *  @param limit the most bytes it may unpack to
 *  Errors    E_FORMAT corrupt, cut short, or larger than `limit` */
export async function gunzip(bytes: Uint8Array, limit: number, where: string): Promise<Uint8Array> {
  // a byte more, so that the end is found without another piece
  const chunkSize = Math.max(64, Math.min(limit, announcedSize(bytes)) + 1);
  try {
    const { buffer, byteOffset, length } = await promisify(unpack)(bytes, {
      chunkSize,
      maxOutputLength: limit,
    });
    return new Uint8Array(buffer, byteOffset, length); // a Buffer's slice() would not copy
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw gzipError(where, limit);
    throw gzipError(where, limit, cause);
  }
}
