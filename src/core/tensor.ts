/** The number type of a backend: float32 under WebAssembly, float64 in the reference. */
export type FloatArray = Float32Array | Float64Array;

/** A run of numbers in a backend's memory. `data` is always current, also after the memory has grown, so keep the
 *  tensor, not the array. Row-major; the shape is known to whoever uses it. */
export interface Tensor {
  readonly data: FloatArray;
  /** Where it starts, in bytes from the start of the backend's memory. */
  readonly offset: number;
  /** How many numbers. */
  readonly length: number;
}

/** A run of bytes in a backend's memory, such as the pixels of a batch. `data` is always current. */
export interface Bytes {
  readonly data: Uint8Array;
  readonly offset: number;
}

/** The memory of one model: tensors are taken from it and never given back. */
export interface Arena {
  /** `length` zeros. */
  allocate(length: number): Tensor;
  /** `length` zero bytes. */
  allocateBytes(length: number): Bytes;
  /** The `length` numbers of `tensor` from number `start` on: the same memory under another name. */
  view(tensor: Tensor, start: number, length: number): Tensor;
  /** What has been taken so far, in bytes. */
  readonly bytes: number;
}
