import { ChainruleError, display } from "../core/errors.js";
import { MAX_ELEMENTS } from "../core/shape.js";

/** An array as NumPy stores it. */
export interface NpyArray {
  /** Empty for a single number. */
  readonly shape: readonly number[];
  /** Row-major. Bytes are a view of the file, the others an array of their own; 64-bit integers come as 32-bit ones. */
  readonly values: Uint8Array | Int32Array | Float32Array | Float64Array;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY
const LONGEST_HEADER = 65_536;

function fill<T extends NpyArray["values"]>(values: T, read: (i: number) => number): T {
  for (let i = 0; i < values.length; i++) values[i] = read(i);
  return values;
}

/** Per element type: its bytes, and how to read them, least significant byte first. */
const TYPES: Readonly<
  Record<string, { bytes: number; read(view: DataView, n: number): NpyArray["values"] }>
> = {
  "|u1": { bytes: 1, read: (view, n) => new Uint8Array(view.buffer, view.byteOffset, n) },
  "<i4": { bytes: 4, read: (view, n) => fill(new Int32Array(n), (i) => view.getInt32(4 * i, true)) },
  "<i8": { bytes: 8, read: (view, n) => fill(new Int32Array(n), (i) => int32Of(view, 8 * i)) },
  "<f4": { bytes: 4, read: (view, n) => fill(new Float32Array(n), (i) => view.getFloat32(4 * i, true)) },
  "<f8": { bytes: 8, read: (view, n) => fill(new Float64Array(n), (i) => view.getFloat64(8 * i, true)) },
};

/** Reads an array as NumPy saves it, in versions 1 to 3: bytes, 32- and 64-bit integers, 32- and 64-bit floats.
 *  Errors    E_FORMAT another element type, Fortran order, a header that lies about its length or the data's;
 *            E_DATA a 64-bit integer that 32 bits cannot hold
 *  Source    NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays" */
export function parseNpy(bytes: Uint8Array, where: string): NpyArray {
  const { text, start } = readHeader(bytes, where);
  const type = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const fortran = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const extents = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (fortran === undefined || extents === undefined) {
    throw refuse(
      where,
      "a header with descr, fortran_order and shape",
      display(text),
      "Save it with numpy.savez.",
    );
  }
  const element = type !== undefined && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (element === undefined) {
    const remedy = 'Convert it first: x.astype("float32"), or y.astype("int32") for labels.';
    throw refuse(where, `elements of type ${Object.keys(TYPES).join(", ")}`, display(type), remedy);
  }
  const shape = (extents.match(/\d+/g) ?? []).map(Number);
  if (fortran === "True" && shape.length > 1)
    throw refuse(where, "C order", "Fortran order", "Convert it first: numpy.ascontiguousarray(x).");
  const count = shape.reduce((product, extent) => product * extent, 1);
  const present = bytes.length - start;
  if (count > MAX_ELEMENTS || count * element.bytes !== present) {
    const expected = `(${shape.join(", ")}) × ${element.bytes} = ${count * element.bytes} bytes of data`;
    throw refuse(where, expected, String(present), "The file is cut short or damaged: save it again.");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, present);
  try {
    return { shape, values: element.read(view, count) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const remedy = 'Labels must be small whole numbers: convert with y.astype("int32").';
    throw new ChainruleError("E_DATA", {
      where,
      expected: "integers of 32 bits",
      got: cause.message,
      remedy,
    });
  }
}

/** The header is a Python dictionary in plain text; its length stands in 2 bytes in version 1, later in 4. */
function readHeader(bytes: Uint8Array, where: string): { text: string; start: number } {
  const version = bytes[6];
  if (MAGIC.some((byte, i) => bytes[i] !== byte) || !(version >= 1 && version <= 3) || bytes.length < 12)
    throw refuse(where, "a .npy array of version 1 to 3", "something else", "Save it with numpy.savez.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LONGEST_HEADER || at + length > bytes.length) {
    const expected = `a header of at most ${Math.min(LONGEST_HEADER, bytes.length - at)} bytes`;
    throw refuse(
      where,
      expected,
      `one that says ${length}`,
      "The file is cut short or damaged: save it again.",
    );
  }
  return { text: new TextDecoder("latin1").decode(bytes.subarray(at, at + length)), start: at + length };
}

/** Errors    RangeError where the upper half is more than the sign */
function int32Of(view: DataView, offset: number): number {
  const low = view.getInt32(offset, true);
  if (view.getInt32(offset + 4, true) === low >> 31) return low;
  throw new RangeError(String(view.getBigInt64(offset, true)));
}

const refuse = (where: string, expected: string, got: string, remedy: string) =>
  new ChainruleError("E_FORMAT", { where, expected, got, remedy });
