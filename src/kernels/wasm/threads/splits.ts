import type { Exports } from "../exports.js";
import { overNumbers, type Split } from "./split.js";

/** Multiply-adds in a nanosecond, with everything at hand; and where rows of the matrix are read here and there. */
const RATE = 20;
const SPARSE_RATE = 13;

/** Nanoseconds per number of an elementwise function, by its number; and of its derivative. */
const FORWARD = [0.1, 2.5, 3, 0.3, 0.3, 2.5, 4, 5, 0.3];
const BACKWARD = [0.1, 0.5, 0.5, 0.5, 0.5, 0.5, 7, 3, 0.5];

/** A function of batch normalisation, over channels; arguments rows, row, channels and size stand from `extent` on.
 *  @param tensors which arguments are addresses of [rows, channels, size]
 *  @param vectors which are addresses of [channels] */
const overChannels = (
  extent: number,
  nanoseconds: number,
  tensors: readonly number[],
  vectors: readonly number[],
): Split => ({
  work: (args) => args[extent] * args[extent + 2] * args[extent + 3] * nanoseconds,
  parts: (args) => ({
    count: extent + 2,
    steps: [
      ...tensors.filter((at) => args[at] !== 0).map((at) => [at, 4 * args[extent + 3]] as const),
      ...vectors.map((at) => [at, 4] as const),
    ],
    grain: args[extent + 3] === 1 ? 4 : 1,
  }),
});

const gemm: Split = {
  work: ([, , , , , , , , , m, n, k, f]) =>
    (m * Math.ceil(n / 8) * 8 * k) / RATE + (f < 0 ? 0 : m * n * FORWARD[f]),
  parts([, aRow, , , , bColumn, bias, , cRow, m, n], threads) {
    // by rows, if there are enough, for each block of them packs all of b; else by columns
    if (m >= 16 * threads || n < 16 * threads)
      return {
        count: 9,
        steps: [
          [0, 4 * aRow],
          [7, 4 * cRow],
          [14, 4 * cRow],
        ],
        grain: 4,
        least: 32,
      };
    const steps = [
      [3, 4 * bColumn],
      [7, 4],
      [14, 4],
      [6, bias === 0 ? 0 : 4],
    ] as const;
    return { count: 10, steps, grain: 8, least: 16 };
  },
};

/** By rows.
 *  @param entries how many there are, which is noted behind the ranges of all rows */
const sparseProduct = (entries: (ranges: number, rows: number) => number): Split => ({
  work: ([rows, ranges, , , , n, f]) =>
    (entries(ranges, rows) * n) / SPARSE_RATE + rows * n * (f < 0 ? 0.1 : FORWARD[f]),
  parts: ([, , , , , n]) => ({
    count: 0,
    steps: [
      [1, 8],
      [4, 4 * n],
      [8, 4 * n],
    ],
    grain: 1,
  }),
});

const findNonzeros: Split = {
  work: ([, rows, columns]) => 0.4 * rows * columns,
  parts: ([, , columns]) => ({
    count: 1,
    steps: [
      [0, columns],
      [5, 8],
      [6, 8 * columns],
    ],
    grain: 1,
  }),
};

/** How the functions of assembly/index.ts are divided. The others are too short for it, or are sums of everything. */
export function splits(memory: WebAssembly.Memory): Partial<Record<keyof Exports, Split>> {
  let words = new Int32Array(memory.buffer);
  const entries = (ranges: number, rows: number): number => {
    if (words.buffer !== memory.buffer) words = new Int32Array(memory.buffer);
    return words[(ranges >> 2) + 2 * rows];
  };
  return {
    gemm,
    sparseProduct: sparseProduct(entries),
    findNonzeros,
    activate: overNumbers(4, ([f]) => FORWARD[f], [2, 3]),
    activateBackward: overNumbers(6, ([f]) => BACKWARD[f], [2, 3, 4, 5]),
    add: overNumbers(3, 0.4, [0, 1, 2]),
    dropout: {
      ...overNumbers(3, 1.2, []),
      parts: () => ({
        count: 3,
        steps: [
          [0, 4],
          [1, 4],
          [2, 1],
        ],
        grain: 64,
      }),
    },
    moments: overChannels(3, 0.5, [0], [1, 2]),
    normaliseChannels: overChannels(7, 1, [0, 6], [1, 2, 4, 5]),
    normaliseChannelsBackward: overChannels(10, 1.5, [0, 6, 9], [1, 2, 4, 7, 8]),
    normaliseRows: {
      work: ([, , , , , , , rows, n]) => 0.7 * rows * n,
      parts: ([, , , , , , , , n]) => ({
        count: 7,
        steps: [
          [0, 4 * n],
          [1, 4],
          [2, 4],
          [6, 4 * n],
        ],
        grain: 1,
      }),
    },
    sgd: overNumbers(2, 0.15, [0, 1]),
    momentum: overNumbers(3, 0.9, [0, 1, 2]),
    adagrad: overNumbers(3, 0.8, [0, 1, 2]),
    rmsprop: overNumbers(3, 0.8, [0, 1, 2]),
    adam: overNumbers(4, 2.5, [0, 1, 2, 3]),
    scale: overNumbers(1, 0.3, [0]),
    clamp: overNumbers(1, 0.5, [0]),
    scaleBytes: {
      ...overNumbers(2, 0.25, []),
      parts: () => ({
        count: 2,
        steps: [
          [0, 1],
          [1, 4],
        ],
        grain: 64,
      }),
    },
  };
}
