// What limits gradients and weights.
import { type Case, combinations, LENGTHS, normal, U, UNDERFLOW, wild } from "./case.js";

const anyLength = () => combinations<any>([...LENGTHS, 1000], [normal, wild]);

export const sumSquaresCases = (): Case[] =>
  anyLength().map(([n, values]) => ({
    label: `${n}`,
    inputs: [values(n)],
    outputs: [],
    run: (kernels, [x]) => kernels.sumSquares(x, n),
    bound: () => 0,
    returnBound: (expected) => n * 2 ** -52 * expected,
  }));

export const scaleCases = (): Case[] =>
  combinations<any>(anyLength(), [0, 0.1, 3].map(Math.fround)).map(([[n, values], factor]) => {
    const x: Float32Array = values(n);
    return {
      label: `${n} · ${factor}`,
      inputs: [],
      outputs: [x],
      run: (kernels, _, [x]) => kernels.scale(x, n, factor),
      bound: (_, i) => U * Math.abs(factor * x[i]) + UNDERFLOW,
    };
  });

export const clampCases = (): Case[] =>
  combinations<any>(anyLength(), [0.5, 1e4].map(Math.fround)).map(([[n, values], limit]) => ({
    label: `${n} within ${limit}`,
    inputs: [],
    outputs: [values(n)],
    run: (kernels, _, [x]) => kernels.clamp(x, n, limit),
    bound: () => 0,
  }));

/** Limits that no sum of squares comes near to, where the two could be of two minds. */
export const limitNormsCases = (): Case[] =>
  combinations<any>([0, 1, 3, 17], LENGTHS, [1, 3, 4, 9], [normal, (n: number) => wild(n, 0.02)]).map(
    ([outer, units, inner, values]) => {
      const w: Float32Array = values(outer * units * inner);
      const limit = Math.fround(1.2345);
      return {
        label: `[${outer}, ${units}, ${inner}]`,
        inputs: [],
        outputs: [w],
        run: (kernels, _, [w]) => kernels.limitNorms(w, outer, units, inner, limit),
        bound: (_, i) => 3 * U * Math.abs(w[i]) + UNDERFLOW,
      };
    },
  );
