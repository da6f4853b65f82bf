// What a case of the comparison of the backends is, and what its inputs are made of.
import { Rng } from "../../src/core/rng.js";
import type { Tensor } from "../../src/core/tensor.js";
import { referenceBackend } from "../../src/kernels/reference/index.js";
import type { Kernels } from "../../src/kernels/spec.js";

/** The rounding unit of float32. */
export const U = 2 ** -24;

/** What a product may lose besides, where it is too small for float32's exponents: half the smallest subnormal number.
 *  The bounds of the spec are, as usual, those without underflow; each product adds this. */
export const UNDERFLOW = 2 ** -150;

export const LENGTHS = [0, 1, 3, 4, 5, 17];

export type Input = Float32Array | Uint8Array;

/** One call of a kernel. `outputs` are what they hold before: their lengths matter, and for an output that is also an
 *  input, the numbers. */
export interface Case {
  readonly label: string;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Input[];
  run(kernels: Kernels, inputs: readonly any[], outputs: readonly any[]): number | void;
  /** What element i of output o must be, where that is not what the reference computes but follows from the outputs
   *  themselves. */
  expected?(o: number, i: number, outputs: readonly ArrayLike<number>[]): number | undefined;
  /** How far element i of output o may be from `expected`. */
  bound(o: number, i: number, expected: number): number;
  /** How far the returned number may be from `expected`. */
  returnBound?(expected: number): number;
}

export const rng = new Rng(7, "data");

export const normal = (length: number) => Float32Array.from({ length }, () => rng.normal());

export const blank = (length: number) => new Float32Array(length).fill(Number.NaN);

/** Normal numbers with, here and there, what breaks a careless kernel. */
export function wild(length: number, share = 0.3): Float32Array {
  const odd = [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    0,
    -0,
    1e-40,
    1e30,
    -1e30,
    1e4,
    -1e4,
    88,
    -88,
  ];
  return Float32Array.from({ length }, () =>
    rng.uniform() < share ? odd[rng.below(odd.length)] : 3 * rng.normal(),
  );
}

export const combinations = <T>(...lists: readonly (readonly T[])[]): T[][] =>
  lists.reduce<T[][]>((all, list) => all.flatMap((head) => list.map((item) => [...head, item])), [[]]);

export const { kernels: exact } = referenceBackend();

export const plain = (data: ArrayLike<number>): Tensor => ({
  data: Float64Array.from(data),
  offset: 0,
  length: data.length,
});

export const magnitudes = (values: Float32Array) => plain(values.map(Math.abs));

/** What each element is a sum of, added up as magnitudes: the kernel itself, by the reference, on |inputs|. */
export function magnitudeOf(length: number, run: (out: Tensor) => void): Float64Array {
  const out = plain(new Float64Array(length));
  run(out);
  return out.data as Float64Array;
}
