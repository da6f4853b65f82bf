import { inflateSync } from "node:zlib";

/** Samples per pixel, by the colour type of the header. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Where the seven pictures of an interlaced one start, and how far apart their pixels are: x, y, across, down. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
/** Deflate cannot pack any tighter than this. */
const TIGHTEST = 1032;

/** Checks, before a decoder sees it, that a PNG has one header, at most `maxPixels`, and pixel data of exactly the size
 *  that the header says: a decoder may otherwise take memory without end, or fill what is missing with whatever was in it.
 *  Errors    a plain Error that says why
 *  Source    W3C, "Portable Network Graphics (PNG) Specification", 2nd ed. 2003, §5, §8 and §11 */
export function guardPng(bytes: Uint8Array, maxPixels: number): void {
  const { header, packed } = readChunks(bytes);
  const width = header.getUint32(0);
  const height = header.getUint32(4);
  if (width < 1 || height < 1 || width * height > maxPixels)
    throw new Error(`it has ${width} × ${height} pixels`);
  const bits = header.getUint8(8) * (CHANNELS[header.getUint8(9)] ?? Number.NaN);
  const size = (w: number, h: number) => (w === 0 ? 0 : (Math.ceil((w * bits) / 8) + 1) * h);
  const expected =
    header.getUint8(12) === 0
      ? size(width, height)
      : PASSES.map(([x, y, across, down]) =>
          size(Math.ceil((width - x) / across), Math.ceil((height - y) / down)),
        ).reduce((sum, pass) => sum + pass);
  const enough = expected <= packed.length * TIGHTEST; // false also where `expected` is not a number
  if (!enough || inflateSync(packed, { maxOutputLength: expected }).length !== expected)
    throw new Error("its pixel data does not fit its size");
}

function readChunks(bytes: Uint8Array): { header: DataView; packed: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array[] = [];
  let header: DataView | undefined;
  for (let at = 8; at < bytes.length; ) {
    const length = at + 12 <= bytes.length ? view.getUint32(at) : Number.POSITIVE_INFINITY;
    if (at + 12 + length > bytes.length) throw new Error("it is cut short");
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    // a decoder that believed a second header would take its size unchecked
    if ((type === "IHDR") !== (at === 8)) throw new Error("it does not have one header, at its start");
    if (type === "IHDR") header = new DataView(bytes.buffer, bytes.byteOffset + at + 8, length);
    if (type === "IDAT") pieces.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  if (header?.byteLength !== 13) throw new Error("it has no proper header");
  return { header, packed: Buffer.concat(pieces) };
}
