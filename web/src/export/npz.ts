// Arrays of bytes as a .npz file, which NumPy and `chainrule train --data` read.
import { zipSync } from "fflate";

export interface ByteArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

/** One array in the format of NumPy, version 1.0: unsigned bytes, row-major.
 *  Source    NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays" */
export function encodeNpy({ shape, values }: ByteArray): Uint8Array {
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (${extents}), }`;
  // the header ends in a line feed, and the values begin at a multiple of 64
  const padded = `${text.padEnd(Math.ceil((10 + text.length + 1) / 64) * 64 - 11)}\n`;
  const start = [0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, padded.length & 255, padded.length >> 8];
  const bytes = new Uint8Array(start.length + padded.length + values.length);
  bytes.set(start);
  bytes.set(new TextEncoder().encode(padded), start.length);
  bytes.set(values, start.length + padded.length);
  return bytes;
}

/** Several arrays, by name. */
export const encodeNpz = (arrays: Readonly<Record<string, ByteArray>>): Uint8Array<ArrayBuffer> =>
  zipSync(
    Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, encodeNpy(array)])),
  ) as Uint8Array<ArrayBuffer>;
