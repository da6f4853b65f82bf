// How batches are gathered.
import { permutation } from "../../src/core/rng.js";
import type { FloatArray } from "../../src/core/tensor.js";
import { blank, type Case, combinations, LENGTHS, rng, U } from "./case.js";

/** Rows of a source in the order of an index, and in the order in which they stand. */
const gatherings = () =>
  combinations<any>([0, 1, 3, 5], [...LENGTHS.slice(1), 8, 9, 47, 48, 100], [true, false]).map(
    ([rows, columns, ordered]) => {
      const order = ordered ? permutation(rows + 4, rng) : null;
      return {
        rows,
        columns,
        order,
        from: 2,
        size: (rows + 4) * columns,
        label: `[${rows}, ${columns}] ${order}`,
      };
    },
  );

export function gatherBytesCases(): Case[] {
  return gatherings().map(({ rows, columns, order, from, size, label }): Case => {
    const source = Uint8Array.from({ length: size }, (_, i) => (i < 256 ? i : rng.below(256)));
    return {
      label,
      inputs: [],
      outputs: [blank(rows * columns), new Uint8Array(rows * columns)],
      run: (kernels, _, [x, pixels]) =>
        kernels.gatherBytes(source, order, from, rows, columns, pixels, x, false),
      bound: (o, _i, expected) => (o === 0 ? 2 * U * Math.abs(expected) : 0),
    };
  });
}

export function gatherFloatsCases(): Case[] {
  return combinations<any>(gatherings(), [Float32Array, Float64Array]).map(([how, Floats]): Case => {
    const { rows, columns, order, from, size, label } = how;
    const source: FloatArray = Floats.from({ length: size }, () => rng.normal());
    return {
      label,
      inputs: [],
      outputs: [blank(rows * columns)],
      run: (kernels, _, [x]) => kernels.gatherFloats(source, order, from, rows, columns, x),
      bound: (_, _i, expected) => (Floats === Float32Array ? 0 : U * Math.abs(expected)),
    };
  });
}
