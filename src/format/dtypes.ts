import type { TensorData } from "./tensor-data.js";

/** A number type of the format: its size, and how its bytes become a typed array. */
export interface Dtype {
  readonly name: string;
  /** Bytes per number. */
  readonly size: number;
  /** Shares memory with `bytes` where the type and the alignment allow it. */
  read(bytes: Uint8Array): TensorData;
}

type ArrayType<T> = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
};

/** A type that JavaScript has an array for. Both the format and every engine that runs WebAssembly are little-endian. */
function native<T extends TensorData>(name: string, array: ArrayType<T>): Dtype {
  const size = array.BYTES_PER_ELEMENT;
  return {
    name,
    size,
    read(bytes) {
      const aligned = bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
      return new array(aligned.buffer, aligned.byteOffset, aligned.byteLength / size);
    },
  };
}

/** A 16-bit float, widened to float32, which holds each of its values exactly. */
function half(name: string, widen: (bits: number) => number): Dtype {
  return {
    name,
    size: 2,
    read: (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return Float32Array.from({ length: bytes.byteLength / 2 }, (_, i) =>
        widen(view.getUint16(2 * i, true)),
      );
    },
  };
}

/** Source    IEEE 754-2019, binary16: 1 sign bit, 5 of exponent (bias 15), 10 of fraction */
function float16(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  // put together as the bits of a float32 (bias 127): engines need not agree on powers
  word.setUint32(0, ((exponent + 112) << 23) | (fraction << 13));
  let magnitude = word.getFloat32(0);
  if (exponent === 0) magnitude = fraction * 2 ** -24;
  if (exponent === 0x1f) magnitude = fraction === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  return bits >> 15 === 0 ? magnitude : -magnitude;
}

const word = new DataView(new ArrayBuffer(4));

/** bfloat16 is the upper half of a float32. */
function bfloat16(bits: number): number {
  word.setUint32(0, bits * 2 ** 16);
  return word.getFloat32(0);
}

/** The number types that are read, by name. */
export const DTYPES: ReadonlyMap<string, Dtype> = new Map(
  [
    native("F64", Float64Array),
    native("F32", Float32Array),
    half("F16", float16),
    half("BF16", bfloat16),
    native("I64", BigInt64Array),
    native("I32", Int32Array),
    native("U32", Uint32Array),
    native("U8", Uint8Array),
  ].map((dtype) => [dtype.name, dtype]),
);

/** Types that the format knows and this package has no use for; the message can say so. */
export const UNSUPPORTED_DTYPES: ReadonlySet<string> = new Set(
  "BOOL I8 I16 U16 U64 C64 F4 F6_E2M3 F6_E3M2 F8_E5M2 F8_E4M3 F8_E8M0 F8_E5M2FNUZ F8_E4M3FNUZ".split(" "),
);
