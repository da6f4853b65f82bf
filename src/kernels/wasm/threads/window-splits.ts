import type { WindowExports } from "../exports.js";
import type { Split } from "./split.js";

/** Multiply-adds in a nanosecond. */
const RATE = 15;
/** Of a product in which half of them are left out. */
const SPARSE_RATE = 30;

/** Of a layer with windows, what the division of its calls goes by. */
interface Sizes {
  readonly channels: number;
  /** Bytes of one sample. */
  readonly input: number;
  readonly output: number;
  /** Of one sample. */
  readonly multiplyAdds: number;
  readonly weights: number;
  readonly roomBytes: number;
  readonly fewBytes: number;
}

/** How the functions of assembly/windows.ts are divided. Those with windows have the address of their geometry for a first argument. */
export function windowSplits(
  wasm: WindowExports,
  memory: WebAssembly.Memory,
): Partial<Record<keyof WindowExports, Split>> {
  const matrixBytes = wasm.matrixRoom();
  const known = new Map<number, Sizes>();
  const sizesOf = (geometry: number): Sizes => {
    let sizes = known.get(geometry);
    if (sizes === undefined) {
      const numbers = new Int32Array(memory.buffer, geometry, 12);
      const [channels, height, width, filters, kernelHeight, kernelWidth] = numbers;
      const places = numbers[10] * numbers[11];
      const weights = filters * channels * kernelHeight * kernelWidth;
      sizes = {
        channels,
        input: 4 * channels * height * width,
        output: 4 * filters * places,
        multiplyAdds: places * weights,
        weights,
        roomBytes: wasm.convolutionRoom(geometry),
        fewBytes: wasm.fewRoom(geometry),
      };
      known.set(geometry, sizes);
    }
    return sizes;
  };
  /** Over samples.
   *  @param rows which argument counts them
   *  @param inputs which are addresses of all inputs, `outputs` of all outputs; `room` of room to work in, and how much; `found` of a
   *    number for each, or 0 */
  const overSamples = (
    rows: number,
    inputs: readonly number[],
    outputs: readonly number[],
    nanoseconds: (sizes: Sizes) => number,
    room?: readonly [argument: number, bytes: keyof Sizes],
    found?: number,
  ): Split => ({
    work: (args) => args[rows] * nanoseconds(sizesOf(args[0])),
    parts(args) {
      const sizes = sizesOf(args[0]);
      const { input, output } = sizes;
      return {
        count: rows,
        steps: [
          ...inputs.map((argument) => [argument, input] as const),
          ...outputs.map((argument) => [argument, output] as const),
          ...(found === undefined || args[found] === 0 ? [] : [[found, 4] as const]),
        ],
        grain: 1,
        room: room && [room[0], sizes[room[1]]],
      };
    },
  });
  const convolution = ({ multiplyAdds }: Sizes) => multiplyAdds / RATE;
  const few = (sizes: Sizes) => 0.5 * convolution(sizes);
  const packing: Split = {
    work: ([geometry]) => 2 * sizesOf(geometry).weights,
    parts: () => ({ count: 4, steps: [[3, 1]], grain: 1 }),
  };
  return {
    survey: {
      work: ([geometry, , dy, , rows]) => {
        const { channels, input, output } = sizesOf(geometry);
        return channels <= 4 ? rows * (0.1 * input + (dy === 0 ? 0 : 0.1 * output)) : 0;
      },
      parts: ([geometry, , dy]) => ({
        count: 4,
        steps: [
          [1, sizesOf(geometry).input],
          [2, dy === 0 ? 0 : sizesOf(geometry).output],
          [3, 4],
        ],
        grain: 1,
      }),
    },
    packFilters: packing,
    packTurnedFilters: packing,
    conv2d: overSamples(6, [1], [4, 9], convolution, [5, "roomBytes"]),
    conv2dInputGradient: overSamples(5, [3], [2], convolution, [4, "roomBytes"], 6),
    findFew: {
      work: ([geometry, x, , , rows]) => {
        const { input, output } = sizesOf(geometry);
        return rows * (0.05 * (x === 0 ? 0 : input) + 0.01 * output);
      },
      parts: ([geometry, x]) => ({
        count: 4,
        steps: [
          [1, x === 0 ? 0 : sizesOf(geometry).input],
          [2, sizesOf(geometry).output],
          [3, 4],
        ],
        grain: 1,
      }),
    },
    fewWeightGradient: {
      work: ([geometry, , , , , rows]) => rows * few(sizesOf(geometry)),
      // each block puts all images place by place for itself, hence one for each thread
      parts: ([geometry, , , , , , , filters], threads) => ({
        count: 7,
        steps: [[6, 1]],
        grain: 1,
        least: Math.ceil(filters / threads),
        room: [4, sizesOf(geometry).fewBytes],
      }),
    },
    fewInputGradient: overSamples(5, [3], [2], few, [4, "fewBytes"], 6),
    conv2dWeightGradient: {
      work: ([geometry, , , , , rows]) => rows * convolution(sizesOf(geometry)),
      // each block lays all images out for itself, hence one for each thread
      parts: ([geometry, , , , , , , parts], threads) => ({
        count: 7,
        steps: [[6, 1]],
        grain: 1,
        least: Math.ceil(parts / threads),
        room: [4, sizesOf(geometry).roomBytes],
      }),
    },
    imageWeightGradient: {
      work: ([geometry, , , , , rows]) => rows * few(sizesOf(geometry)),
      // by filters, of each of which dy is put in another order; but each block lays all images out for itself
      parts: ([geometry, , , , , , , filters], threads) => ({
        count: 7,
        steps: [[6, 1]],
        grain: 4,
        least: Math.ceil(filters / threads),
        room: [4, sizesOf(geometry).roomBytes],
      }),
    },
    unpackGradient: {
      work: ([geometry]) => 2 * sizesOf(geometry).weights,
      parts: () => ({ count: 4, steps: [[3, 1]], grain: 1 }),
    },
    sumChannels: {
      work: ([, , rows, , channels, places]) => 0.25 * rows * channels * places,
      parts: ([, , , , , places]) => ({
        count: 4,
        steps: [
          [0, 4 * places],
          [1, 4],
        ],
        grain: 1,
      }),
    },
    sparseLeft: {
      work: ([, , , , , , , , rows, n, k]) => (rows * n * k) / SPARSE_RATE,
      // by rows, each block makes all strips; by columns, all lists, which take four times as long per number
      parts: ([, aStride, , , bColumn, bias, , cStride, rows, n], threads) => ({
        ...(4 * rows > n
          ? {
              count: 8,
              steps: [
                [0, aStride],
                [6, cStride],
              ],
              grain: 1,
              least: Math.ceil(rows / threads),
            }
          : {
              count: 9,
              steps: [
                [2, bColumn],
                [5, bias === 0 ? 0 : 4],
                [6, 4],
              ],
              grain: 28,
            }),
        room: [11, matrixBytes],
      }),
    },
    sparseRight: {
      work: ([, , , , m, n, k]) => (m * n * k) / SPARSE_RATE,
      parts: ([, , , , , n]) => ({
        count: 4,
        steps: [
          [0, 4],
          [3, 4 * n],
        ],
        grain: 28,
        room: [7, matrixBytes],
      }),
    },
    maxPool2d: overSamples(3, [1], [2], pooling),
    maxPool2dBackward: overSamples(5, [1, 4], [2, 3], (sizes) => 2 * pooling(sizes)),
    avgPool2d: overSamples(3, [1], [2], pooling),
    avgPool2dBackward: overSamples(3, [2], [1], pooling),
  };
}

/** The plainest pool there is takes half a nanosecond per number. */
const pooling = ({ input }: Sizes) => 0.12 * input;
