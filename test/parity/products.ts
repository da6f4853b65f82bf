// Matrix products, with bias and activation, and sums over rows.
import { scalarActivations } from "../../src/kernels/reference/activations.js";
import { Activation } from "../../src/kernels/spec.js";
import { blank, type Case, combinations, type Input, LENGTHS, normal, U, UNDERFLOW, wild } from "./case.js";
import { activationsWithAlpha } from "./elementwise.js";

/** Beyond what one tile (4 × 8), one panel block (256 columns, 512 deep) and one row block (32) hold. */
const BLOCKS: readonly (readonly [number, number, number])[] = [
  [4, 8, 8],
  [5, 9, 513],
  [3, 7, 512],
  [4, 8, 511],
  [33, 257, 5],
  [32, 256, 4],
  [31, 255, 3],
  [65, 17, 33],
  [34, 263, 515],
  [258, 33, 5],
  [289, 40, 515],
  [2, 520, 1030],
  [1, 1, 2000],
];

const SMALL = combinations(LENGTHS, LENGTHS, LENGTHS) as [number, number, number][];

/** Σ |op(a)|·|op(b)| for element i of c. */
function absoluteProduct(
  a: Input,
  b: Input,
  [m, n, k]: readonly number[],
  [ta, tb]: readonly boolean[],
  i: number,
): number {
  const row = Math.floor(i / n);
  const column = i % n;
  let sum = 0;
  for (let p = 0; p < k; p++)
    sum += Math.abs(a[ta ? p * m + row : row * k + p]) * Math.abs(b[tb ? column * k + p : p * n + column]);
  return sum;
}

export function gemmCases(): Case[] {
  const transposes = combinations([false, true], [false, true]) as [boolean, boolean][];
  const cases: Case[] = [];
  for (const [ta, tb] of transposes) {
    for (const [sizes, values] of [
      [SMALL, normal],
      [BLOCKS, normal],
      [SMALL.filter(([m, n, k]) => m * n * k > 20), (length: number) => wild(length, 0.02)],
      [[[34, 263, 515]], (length: number) => wild(length, 1e-4)],
    ] as const) {
      for (const [m, n, k] of sizes) {
        const a = values(m * k);
        const b = values(k * n);
        cases.push({
          label: `[${m}, ${k}]${ta ? "ᵀ" : ""} · [${k}, ${n}]${tb ? "ᵀ" : ""}`,
          inputs: [a, b],
          outputs: [blank(m * n)],
          run: (kernels, [a, b], [c]) => kernels.gemm(a, ta, b, tb, c, m, n, k),
          bound: (_, i) => (k + 2) * U * absoluteProduct(a, b, [m, n, k], [ta, tb], i) + k * UNDERFLOW,
        });
      }
    }
  }
  return cases;
}

/** x, w and perhaps b, with the bound on x·w + b. */
function affineProblems() {
  const sizes = [...SMALL, ...BLOCKS];
  return combinations<any>(sizes, [true, false]).map(([[rows, m, n], bias], index) => {
    const odd = rows * m * n > 20 && index % 3 === 0;
    const values = odd ? (length: number) => wild(length, 3 / length) : normal;
    const [x, w, b] = [values(rows * n), values(n * m), normal(m)];
    const bound = (i: number) =>
      (n + 3) *
        U *
        (absoluteProduct(x, w, [rows, m, n], [false, false], i) + (bias ? Math.abs(b[i % m]) : 0)) +
      n * UNDERFLOW;
    const label = `[${rows}, ${n}] · [${n}, ${m}]${bias ? " + b" : ""}`;
    return { rows, m, n, inputs: bias ? [x, w, b] : [x, w], bound, label };
  });
}

export const affineCases = (): Case[] =>
  affineProblems().map(({ rows, m, n, inputs, bound, label }) => ({
    label,
    inputs,
    outputs: [blank(rows * m)],
    run: (kernels, [x, w, b = null], [y]) => kernels.affine(x, w, b, y, rows, n, m),
    bound: (_, i) => bound(i),
  }));

/** z is within the bound of `affine`, and y within that of `activate` of the f(z) of the same backend's z. */
export function affineActivateCases(): Case[] {
  const functions = activationsWithAlpha();
  return affineProblems().map(({ rows, m, n, inputs, bound, label }, index) => {
    const [name, alpha] = functions[index % functions.length];
    return {
      label: `${name}(${label})`,
      inputs,
      outputs: [blank(rows * m), blank(rows * m)],
      run: (kernels, [x, w, b = null], [z, y]) =>
        kernels.affineActivate(x, w, b, z, y, { f: Activation[name], alpha }, rows, n, m),
      expected: (o, i, [z]) => (o === 1 ? scalarActivations[name].f(z[i], alpha) : undefined),
      bound: (o, i, expected) => (o === 0 ? bound(i) : 2e-6 * Math.max(1, Math.abs(expected))),
    };
  });
}

export function sumRowsCases(): Case[] {
  return combinations([...LENGTHS, 300], [...LENGTHS, 130]).flatMap(([rows, columns]) =>
    [normal, wild].map((values): Case => {
      const x = values(rows * columns);
      return {
        label: `[${rows}, ${columns}]`,
        inputs: [x],
        outputs: [blank(columns)],
        run: (kernels, [x], [y]) => kernels.sumRows(x, y, rows, columns),
        bound(_, j) {
          let sum = 0;
          for (let i = 0; i < rows; i++) sum += Math.abs(x[i * columns + j]);
          return (rows + 1) * U * sum;
        },
      };
    }),
  );
}
