import { ChainruleError, display } from "../core/errors.js";
import { type Shape, showShape, sizeOf } from "../core/shape.js";
import { DTYPES, type Dtype, UNSUPPORTED_DTYPES } from "./dtypes.js";
import { parseJson } from "./json.js";
import { dtypeOf, type TensorData } from "./tensor-data.js";

/** One named array of a file. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: Shape;
  readonly data: TensorData;
}

/** What a safetensors file holds. */
export interface Safetensors {
  /** In the order in which the numbers lie in the file. */
  readonly tensors: ReadonlyMap<string, NamedTensor>;
  /** Without a prototype: every name that is found in it came from the file. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The bytes of the header's length, at the start of the file. */
const PREFIX = 8;
/** The format's own limit, in bytes. */
const MAX_HEADER = 100_000_000;
const METADATA = "__metadata__";
const DAMAGED = "The file is damaged, or not a safetensors file: get it again from where it came.";

/** Writes tensors and texts as one safetensors file: an 8-byte length, a JSON header, then the numbers.
 *  Equal input gives equal bytes: tensors stand as given, metadata by name.
 *  Errors    E_SHAPE data that does not fill its shape; E_FIELD a name twice, or one the format keeps for itself
 *  Source    https://huggingface.co/docs/safetensors, "Format" */
export function encodeSafetensors(content: {
  readonly tensors: readonly NamedTensor[];
  readonly metadata: Readonly<Record<string, string>>;
}): Uint8Array<ArrayBuffer> {
  checkTensors(content.tensors);
  const metadata = Object.entries(content.metadata).sort(([a], [b]) => (a < b ? -1 : 1));
  // Member by member, since an object would put names such as "0" before the others.
  const members = [`"${METADATA}":{${metadata.map(([name, text]) => member(name, text)).join(",")}}`];
  let end = 0;
  for (const { name, shape, data } of content.tensors) {
    const begin = end;
    end += data.byteLength;
    members.push(member(name, { dtype: dtypeOf(data), shape, data_offsets: [begin, end] }));
  }
  const json = new TextEncoder().encode(`{${members.join(",")}}`);
  const headerLength = Math.ceil(json.length / 8) * 8; // so that the numbers start on a multiple of 8
  const bytes = new Uint8Array(PREFIX + headerLength + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, PREFIX, PREFIX + headerLength);
  bytes.set(json, PREFIX);
  let at = PREFIX + headerLength;
  for (const { data } of content.tensors) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

const member = (name: string, value: unknown): string => `${JSON.stringify(name)}:${JSON.stringify(value)}`;

function checkTensors(tensors: readonly NamedTensor[]): void {
  const taken = new Set([METADATA, "__proto__"]);
  for (const { name, shape, data } of tensors) {
    const where = `tensor ${display(name)}`;
    if (taken.has(name)) {
      const expected = `a name other than ${METADATA}, __proto__ and those before it`;
      throw new ChainruleError("E_FIELD", { where, expected, got: display(name), remedy: "Rename it." });
    }
    taken.add(name);
    if (sizeOf(shape) !== data.length) {
      const expected = `${sizeOf(shape)} numbers for the shape ${showShape(shape)}`;
      const remedy = "Give the data and the shape of the same array.";
      throw new ChainruleError("E_SHAPE", { where, expected, got: `${data.length}`, remedy });
    }
  }
}

/** Reads a safetensors file that may be damaged or hostile. The arrays share memory with `bytes` where their type and
 *  alignment allow it; F16 and BF16 become float32.
 *  Errors    E_FORMAT, naming `where` and the tensor
 *  Source    https://huggingface.co/docs/safetensors, "Format" */
export function parseSafetensors(bytes: Uint8Array, where: string): Safetensors {
  const header = parseHeader(bytes, where);
  const data = bytes.subarray(PREFIX + header.length);
  const entries = header.members
    .filter(([name]) => name !== METADATA)
    .map(([name, value]) => parseEntry(name, value, data.length, `tensor ${display(name)} of ${where}`))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);

  const tensors = new Map<string, NamedTensor>();
  let filled = 0;
  for (const { name, dtype, shape, begin, end, place } of entries) {
    if (begin !== filled) {
      const got = `${begin} (${begin < filled ? "it overlaps the one before it" : "there is a hole before it"})`;
      refuse(place, `its numbers to start at byte ${filled} of the data`, got);
    }
    tensors.set(name, { name, shape, data: dtype.read(data.subarray(begin, end)) });
    filled = end;
  }
  if (filled !== data.length) refuse(where, `${filled} bytes of data, as the header says`, `${data.length}`);
  const metadata = header.members.find(([name]) => name === METADATA)?.[1] ?? {};
  return { tensors, metadata: parseMetadata(metadata, `${METADATA} of ${where}`) };
}

function parseHeader(bytes: Uint8Array, where: string): { length: number; members: [string, unknown][] } {
  if (bytes.length < PREFIX) refuse(where, `at least ${PREFIX} bytes`, `${bytes.length}`);
  const claimed = new DataView(bytes.buffer, bytes.byteOffset, PREFIX).getBigUint64(0, true);
  const most = Math.min(bytes.length - PREFIX, MAX_HEADER);
  if (claimed > BigInt(most)) refuse(where, `a header of at most ${most} bytes`, `${claimed}`);
  const length = Number(claimed);
  const place = `the header of ${where}`;
  if (bytes[PREFIX] !== 0x7b || length === 0) refuse(place, "a JSON object, from its { on", "other bytes");
  const header = parseJson(bytes.subarray(PREFIX, PREFIX + length), place);
  return { length, members: Object.entries(header as Record<string, unknown>) };
}

interface Entry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: Shape;
  /** Bytes from the start of the data. */
  readonly begin: number;
  readonly end: number;
  readonly place: string;
}

function parseEntry(name: string, value: unknown, dataLength: number, place: string): Entry {
  if (!isObject(value)) refuse(place, "an object with dtype, shape and data_offsets", display(value));
  const { dtype: dtypeName, shape, data_offsets: offsets } = value;
  const dtype = DTYPES.get(dtypeName as string);
  if (dtype === undefined) {
    const known = [...DTYPES.keys()].join(", ");
    const foreign = UNSUPPORTED_DTYPES.has(dtypeName as string);
    refuse(place, `a dtype of ${known}`, display(dtypeName), foreign ? "Save it as F32." : DAMAGED);
  }
  if (!isListOfWhole(shape)) refuse(place, "a shape of whole numbers ≥ 0", display(shape));
  if (!isListOfWhole(offsets) || offsets.length !== 2)
    refuse(place, "two whole numbers ≥ 0 as data_offsets", display(offsets));
  const [begin, end] = offsets;
  if (begin > end || end > dataLength)
    refuse(place, `data_offsets that rise, up to ${dataLength} at most`, display(offsets));
  if (sizeOf(shape) * dtype.size !== end - begin) {
    const got = `${end - begin}`;
    refuse(place, `${sizeOf(shape) * dtype.size} bytes for ${dtype.name} ${display(shape)}`, got);
  }
  return { name, dtype, shape, begin, end, place };
}

function parseMetadata(value: unknown, place: string): Record<string, string> {
  if (!isObject(value)) refuse(place, "an object of texts", display(value));
  const metadata: Record<string, string> = Object.create(null);
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== "string") refuse(place, `a text for ${display(name)}`, display(text));
    metadata[name] = text;
  }
  return metadata;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isListOfWhole = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);

function refuse(where: string, expected: string, got: string, remedy = DAMAGED): never {
  throw new ChainruleError("E_FORMAT", { where, expected, got, remedy });
}
