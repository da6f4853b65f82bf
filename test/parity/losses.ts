// Softmax, and the losses with their gradients.
import {
  blank,
  type Case,
  combinations,
  exact,
  LENGTHS,
  normal,
  plain,
  rng,
  U,
  UNDERFLOW,
  wild,
} from "./case.js";

const logitShapes = combinations([...LENGTHS, 40], [...LENGTHS, 100]);

const logitValues = [normal, (n: number) => normal(n).map((z) => z * 20), (n: number) => wild(n, 0.05)];

export const softmaxCases = (): Case[] =>
  combinations<any>(logitShapes, logitValues).map(([[rows, columns], values]) => ({
    label: `[${rows}, ${columns}]`,
    inputs: [values(rows * columns)],
    outputs: [blank(rows * columns)],
    run: (kernels, [z], [p]) => kernels.softmax(z, p, rows, columns),
    bound: () => 2e-6,
  }));

/** Rows that sum to 1, some with a single 1 and some all zero. */
function targetRows(rows: number, columns: number): Float32Array {
  const t = Float32Array.from({ length: rows * columns }, () => rng.uniform());
  for (let i = 0; i < rows; i++) {
    const row = t.subarray(i * columns, (i + 1) * columns);
    const sum = row.reduce((total, value) => total + value, 0);
    if (i % 3 === 0) row.fill(0).fill(1, Math.min(i, columns - 1), Math.min(i, columns - 1) + 1);
    else if (i % 3 === 1) for (let j = 0; j < columns; j++) row[j] /= sum;
    else row.fill(0);
  }
  return t;
}

const SCALES = [1, 0.25, Math.fround(1 / 3)];

/** Σ over the parts of max(1, |the part's own loss|), by the reference. */
const lossSum = (parts: number, part: (i: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < parts; i++) sum += Math.max(1, Math.abs(part(i)));
  return sum;
};

export function softmaxCrossEntropyCases(): Case[] {
  return combinations<any>(logitShapes, logitValues, SCALES).map(([[rows, columns], values, scale]): Case => {
    const z: Float32Array = values(rows * columns);
    const t = targetRows(rows, columns);
    const rowLoss = (i: number) => {
      const [zi, ti] = [z, t].map((all) => plain(all.subarray(i * columns, (i + 1) * columns)));
      return exact.softmaxCrossEntropy(zi, ti, plain(zi.data), 1, columns, 1);
    };
    return {
      label: `[${rows}, ${columns}] · ${scale}`,
      inputs: [z, t],
      outputs: [blank(rows * columns)],
      run: (kernels, [z, t], [dz]) => kernels.softmaxCrossEntropy(z, t, dz, rows, columns, scale),
      bound: () => 2e-6 * scale,
      returnBound: () => 2e-6 * lossSum(rows, rowLoss),
    };
  });
}

export function binaryCrossEntropyCases(): Case[] {
  return combinations<any>([...LENGTHS, 200], logitValues, SCALES).map(([n, values, scale]): Case => {
    const z: Float32Array = values(n);
    const t = Float32Array.from({ length: n }, (_, i) => (i % 3 < 2 ? i % 3 : rng.uniform()));
    const own = (i: number) => exact.binaryCrossEntropy(plain([z[i]]), plain([t[i]]), plain([0]), 1, 1);
    return {
      label: `${n} · ${scale}`,
      inputs: [z, t],
      outputs: [blank(n)],
      run: (kernels, [z, t], [dz]) => kernels.binaryCrossEntropy(z, t, dz, n, scale),
      bound: () => 2e-6 * scale,
      returnBound: () => 2e-6 * lossSum(n, own),
    };
  });
}

export function squaredErrorCases(): Case[] {
  return combinations<any>([...LENGTHS, 200], logitValues, SCALES).map(([n, values, scale]): Case => {
    const y: Float32Array = values(n);
    const t = normal(n);
    return {
      label: `${n} · ${scale}`,
      inputs: [y, t],
      outputs: [blank(n)],
      run: (kernels, [y, t], [dy]) => kernels.squaredError(y, t, dy, n, scale),
      bound: (_, i) => 3 * U * (Math.abs(y[i]) + Math.abs(t[i])) * scale + UNDERFLOW,
      returnBound: (expected) => 4 * U * Math.abs(expected),
    };
  });
}
