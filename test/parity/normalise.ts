// Batch and layer normalisation.
import { blank, type Case, combinations, LENGTHS, normal, rng, U, UNDERFLOW, wild } from "./case.js";

const IMAGES = combinations(LENGTHS, LENGTHS, LENGTHS) as [number, number, number][];

const ROWS = combinations([...LENGTHS, 40], [...LENGTHS, 130]) as [number, number][];

/** Normal numbers far from 0 for their deviation. */
const distant = (length: number) => normal(length).map((value) => 20_000 + value);

/** Normal numbers, some of them not numbers or without end. (Finite ones whose products float32 cannot hold are ∞ to
 *  one backend and finite to the other; what is then made of them has no bound.) */
export const broken = (length: number) =>
  normal(length).map((value) => (rng.uniform() < 0.02 ? [Number.NaN, 1 / 0, -1 / 0][rng.below(3)] : value));

/** Σ f over the elements that belong to channel c of [rows, channels, size]. */
function sumOverChannel(
  [rows, channels, size]: readonly number[],
  c: number,
  f: (i: number) => number,
): number {
  let sum = 0;
  for (let r = 0; r < rows; r++) for (let j = 0; j < size; j++) sum += f((r * channels + c) * size + j);
  return sum;
}

export function momentsCases(): Case[] {
  const far = (length: number) => wild(length, 0.02);
  return combinations<any>([...IMAGES, [300, 2, 7], [300, 5, 1]], [normal, distant, far]).map(
    ([shape, values]): Case => {
      const [rows, channels, size]: number[] = shape;
      const n = rows * size;
      const x: Float32Array = values(n * channels);
      return {
        label: `[${shape}]`,
        inputs: [x],
        outputs: [blank(channels), blank(channels)],
        run: (kernels, [x], [mean, variance]) => kernels.moments(x, mean, variance, rows, channels, size),
        bound(o, c, expected) {
          const d = 2 ** -52 * sumOverChannel(shape, c, (i) => Math.abs(x[i]));
          return (o === 0 ? U * Math.abs(expected) + d : 2 * U * expected + d * d) + UNDERFLOW;
        },
      };
    },
  );
}

const EPSILON = 1e-5;

/** What the normalisations take: x, and a mean and a variance, γ and β for each of so many. */
function normalisation(
  values: (length: number) => Float32Array,
  length: number,
  moments: number,
  own: number,
) {
  const variance = normal(moments).map(Math.abs);
  return { x: values(length), mean: normal(moments), variance, gamma: values(own), beta: normal(own) };
}

export function normaliseChannelsCases(): Case[] {
  const far = (length: number) => wild(length, 0.02);
  return combinations<any>(IMAGES, [normal, broken, far]).map(([shape, values]): Case => {
    const [rows, channels, size]: number[] = shape;
    const length = rows * channels * size;
    const { x, mean, variance, gamma, beta } = normalisation(normal, length, channels, channels);
    x.set(values(length));
    return {
      label: `[${shape}]`,
      inputs: [x, mean, variance, gamma, beta],
      outputs: [blank(length)],
      run: (kernels, [x, mean, variance, gamma, beta], [y]) =>
        kernels.normaliseChannels(x, mean, variance, EPSILON, gamma, beta, y, rows, channels, size),
      bound(_, i) {
        const c = Math.floor(i / size) % channels;
        const scaled = (gamma[c] * (x[i] - mean[c])) / Math.sqrt(variance[c] + EPSILON);
        return 6 * U * (Math.abs(scaled) + Math.abs(beta[c])) + UNDERFLOW;
      },
    };
  });
}

export function normaliseChannelsBackwardCases(): Case[] {
  return combinations<any>(IMAGES, [normal, broken], [true, false], [true, false]).map(
    ([shape, values, fromBatch, wantInput]): Case => {
      const [rows, channels, size]: number[] = shape;
      const length = rows * channels * size;
      const { x, mean, variance, gamma } = normalisation(values, length, channels, channels);
      const dy: Float32Array = values(length);
      const at = (i: number) => {
        const c = Math.floor(i / size) % channels;
        const inverse = 1 / Math.sqrt(variance[c] + EPSILON);
        return { c, inverse, normal: Math.abs((x[i] - mean[c]) * inverse), dy: Math.abs(dy[i]) };
      };
      return {
        label: `[${shape}]${fromBatch ? ", from the batch" : ""}${wantInput ? "" : ", without dx"}`,
        inputs: [x, mean, variance, gamma, dy],
        outputs: [blank(channels), blank(channels), ...(wantInput ? [blank(length)] : [])],
        run: (kernels, [x, mean, variance, gamma, dy], [dgamma, dbeta, dx = null]) =>
          kernels.normaliseChannelsBackward(
            x,
            mean,
            variance,
            EPSILON,
            gamma,
            fromBatch,
            dy,
            dgamma,
            dbeta,
            dx,
            rows,
            channels,
            size,
          ),
        bound(o, i) {
          const sum = (c: number) => sumOverChannel(shape, c, (i) => at(i).dy);
          const product = (c: number) => sumOverChannel(shape, c, (i) => at(i).dy * at(i).normal);
          if (o === 0) return 2 * U * product(i);
          if (o === 1) return 2 * U * sum(i);
          const { c, inverse, normal, dy } = at(i);
          const through = fromBatch ? (sum(c) + normal * product(c)) / (rows * size) : 0;
          return 10 * U * Math.abs(gamma[c]) * inverse * (dy + through);
        },
      };
    },
  );
}

export function normaliseRowsCases(): Case[] {
  return combinations<any>(ROWS, [normal, broken]).map(([[rows, n], values]): Case => {
    const { x, mean, variance, gamma, beta } = normalisation(values, rows * n, rows, n);
    return {
      label: `[${rows}, ${n}]`,
      inputs: [x, mean, variance, gamma, beta],
      outputs: [blank(rows * n)],
      run: (kernels, [x, mean, variance, gamma, beta], [y]) =>
        kernels.normaliseRows(x, mean, variance, EPSILON, gamma, beta, y, rows, n),
      bound(_, i) {
        const [r, j] = [Math.floor(i / n), i % n];
        const scaled = (gamma[j] * (x[i] - mean[r])) / Math.sqrt(variance[r] + EPSILON);
        return 6 * U * (Math.abs(scaled) + Math.abs(beta[j])) + UNDERFLOW;
      },
    };
  });
}

export function normaliseRowsBackwardCases(): Case[] {
  return combinations<any>(ROWS, [normal, broken], [true, false]).map(
    ([[rows, n], values, wantInput]): Case => {
      const { x, mean, variance, gamma } = normalisation(values, rows * n, rows, n);
      const dy: Float32Array = values(rows * n);
      const inverse = Float64Array.from(variance, (value) => 1 / Math.sqrt(value + EPSILON));
      const normalAt = (i: number) => {
        const r = Math.floor(i / n);
        return Math.abs((x[i] - mean[r]) * inverse[r]);
      };
      return {
        label: `[${rows}, ${n}]${wantInput ? "" : ", without dx"}`,
        inputs: [x, mean, variance, gamma, dy],
        outputs: [blank(n), blank(n), ...(wantInput ? [blank(rows * n)] : [])],
        run: (kernels, [x, mean, variance, gamma, dy], [dgamma, dbeta, dx = null]) =>
          kernels.normaliseRowsBackward(x, mean, variance, EPSILON, gamma, dy, dgamma, dbeta, dx, rows, n),
        bound(o, i) {
          if (o === 0)
            return (rows + 6) * U * sumOverChannel([rows, n, 1], i, (e) => Math.abs(dy[e]) * normalAt(e));
          if (o === 1) return (rows + 1) * U * sumOverChannel([rows, n, 1], i, (e) => Math.abs(dy[e]));
          const g = (e: number) => Math.abs(gamma[e % n] * dy[e]);
          const r = Math.floor(i / n);
          const sum = sumOverChannel([1, rows, n], r, g);
          const product = sumOverChannel([1, rows, n], r, (e) => g(e) * normalAt(e));
          return 10 * U * inverse[r] * (g(i) + (sum + normalAt(i) * product) / n);
        },
      };
    },
  );
}
