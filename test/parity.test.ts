import { describe, expect, it, vi } from "vitest";
import { permutation, Rng } from "../src/core/rng.js";
import type { Bytes, FloatArray, Tensor } from "../src/core/tensor.js";
import { scalarActivations } from "../src/kernels/reference/activations.js";
import { referenceBackend } from "../src/kernels/reference/index.js";
import {
  Activation,
  type ActivationName,
  type Backend,
  type Geometry,
  type Kernels,
  tellsFromOutput,
} from "../src/kernels/spec.js";
import { wasmBackend } from "../src/kernels/wasm/index.js";
import { theTeam } from "../src/kernels/wasm/threads/team.js";
import { windowGeometry } from "../src/layers/window.js";
import { filterMagnitude, forwardMagnitude, planesOf, tilesOf } from "./support/winograd.js";

// Every kernel on both backends, on the same float32 inputs. How far they may be apart is worked out for each element
// from the bound in src/kernels/spec.ts, with the inputs of that very case; no number is picked by hand.

/** The rounding unit of float32. */
const U = 2 ** -24;
/** What a product may lose besides, where it is too small for float32's exponents: half the smallest subnormal number.
 *  The bounds of the spec are, as usual, those without underflow; each product adds this. */
const UNDERFLOW = 2 ** -150;
const LENGTHS = [0, 1, 3, 4, 5, 17];

type Input = Float32Array | Uint8Array;

/** One call of a kernel. `outputs` are what they hold before: their lengths matter, and for an output that is also an
 *  input, the numbers. */
interface Case {
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

const rng = new Rng(7, "data");
const normal = (length: number) => Float32Array.from({ length }, () => rng.normal());
const blank = (length: number) => new Float32Array(length).fill(Number.NaN);

/** Normal numbers with, here and there, what breaks a careless kernel. */
function wild(length: number, share = 0.3): Float32Array {
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

const combinations = <T>(...lists: readonly (readonly T[])[]): T[][] =>
  lists.reduce<T[][]>((all, list) => all.flatMap((head) => list.map((item) => [...head, item])), [[]]);

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

function gemmCases(): Case[] {
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

const affineCases = (): Case[] =>
  affineProblems().map(({ rows, m, n, inputs, bound, label }) => ({
    label,
    inputs,
    outputs: [blank(rows * m)],
    run: (kernels, [x, w, b = null], [y]) => kernels.affine(x, w, b, y, rows, n, m),
    bound: (_, i) => bound(i),
  }));

/** z is within the bound of `affine`, and y within that of `activate` of the f(z) of the same backend's z. */
function affineActivateCases(): Case[] {
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

function sumRowsCases(): Case[] {
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

/** Each activation with the parameters that it can have; α is a float32 to both backends. */
function activationsWithAlpha(): [ActivationName, number][] {
  const names = Object.keys(Activation) as ActivationName[];
  return names.flatMap((name): [ActivationName, number][] => {
    if (name === "leakyRelu") return [0.01, 0.25, -0.5].map((alpha) => [name, Math.fround(alpha)]);
    if (name === "elu") return [1, 0.5, 0.75].map((alpha) => [name, alpha]);
    return [[name, 0]];
  });
}

/** Where the branches of an implementation may meet, and a fine net between. */
function probes(): Float32Array {
  const points = [
    0, 1e-40, 1e-30, 1e-7, 1e-3, 0.1, 0.34, 0.35, 0.36, 0.5, 1, 2, 3, 5, 8, 17, 40, 87.3, 87.4, 88, 89, 100,
    1e4, 1e30,
  ];
  const net = Array.from({ length: 4000 }, (_, i) => (i - 2000) / 100);
  return Float32Array.from([...points, ...points.map((x) => -x), ...net, Number.NaN, 1 / 0, -1 / 0]);
}

function activateCases(): Case[] {
  return activationsWithAlpha().flatMap(([name, alpha]) =>
    [...LENGTHS.map((n) => wild(n)), probes()].map(
      (x): Case => ({
        label: `${name} α = ${alpha}, ${x.length}`,
        inputs: [x],
        outputs: [blank(x.length)],
        run: (kernels, [x], [y]) => kernels.activate({ f: Activation[name], alpha }, x, y, x.length),
        bound: (_, _i, expected) => 2e-6 * Math.max(1, Math.abs(expected)),
      }),
    ),
  );
}

/** (An infinite dy only where f′ is not so small that float32 has 0 for it: ∞ · 0 is not a number.) */
function activateBackwardCases(): Case[] {
  const finite = (values: Float32Array) => values.map((value) => (Math.abs(value) === 1 / 0 ? 1e30 : value));
  const anywhere = [...LENGTHS.map((n) => wild(n)), probes()].flatMap((x) => [
    [x, normal(x.length)],
    [x, finite(wild(x.length))],
  ]);
  const near = LENGTHS.map((n) => [normal(n), wild(n)]);
  return combinations<any>(activationsWithAlpha(), [...anywhere, ...near]).map(
    ([[name, alpha], [x, dy]]: any[]): Case => {
      const y = x.map((value: number) => scalarActivations[name as ActivationName].f(value, alpha));
      return {
        label: `${name} α = ${alpha}, ${x.length}`,
        inputs: [x, y, dy],
        outputs: [blank(x.length)],
        run: (kernels, [x, y, dy], [dx]) =>
          kernels.activateBackward({ f: Activation[name as ActivationName], alpha }, x, y, dy, dx, x.length),
        bound(_, i) {
          // at x = ±∞ the derivative is a limit, and ∞ is not its measure
          const size = Math.abs(x[i]) < 1 / 0 ? Math.max(1, Math.abs(x[i])) : 1;
          return 2e-6 * Math.max(1, Math.abs(dy[i]) * size);
        },
      };
    },
  );
}

const logitShapes = combinations([...LENGTHS, 40], [...LENGTHS, 100]);
const logitValues = [normal, (n: number) => normal(n).map((z) => z * 20), (n: number) => wild(n, 0.05)];

const softmaxCases = (): Case[] =>
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

const { kernels: exact } = referenceBackend();
const plain = (data: ArrayLike<number>): Tensor => ({
  data: Float64Array.from(data),
  offset: 0,
  length: data.length,
});

function softmaxCrossEntropyCases(): Case[] {
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

function binaryCrossEntropyCases(): Case[] {
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

function squaredErrorCases(): Case[] {
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

/** What an optimizer can be given: parameters, gradients and a penalty, with D of the bounds in the spec. The odd numbers
 *  are those whose squares float32 has. */
function updates() {
  const tame = (n: number) =>
    wild(n).map((x) => (Math.abs(x) === Math.fround(1e30) ? Math.sign(x) * 1e15 : x));
  const penalties = [
    [0, 0],
    [0, 0.25],
    [0.1, 0],
    [0.03, 0.01],
  ].map(([l1, l2]) => ({ l1: Math.fround(l1), l2: Math.fround(l2) }));
  return combinations<any>([...LENGTHS, 1000], [normal, tame], penalties).map(([n, values, penalty]) => {
    const [p, g]: Float32Array[] = [values(n), values(n)];
    const { l1, l2 } = penalty as { l1: number; l2: number };
    const squares = () => (values(n) as Float32Array).map((x) => Math.abs(x));
    const size = (i: number) => Math.abs(g[i]) + (l2 === 0 ? 0 : l2 * Math.abs(p[i])) + l1;
    return { n, values, p, g, penalty, squares, size, label: `${n}, l1 ${l1}, l2 ${l2}` };
  });
}

const RATES = [0, 0.1, 30].map(Math.fround);
/** Below this, what an optimizer remembers may be taken for 0. */
const SUBNORMAL = 2 ** -126;

const sgdCases = (): Case[] =>
  combinations<any>(updates(), RATES).map(([{ n, p, g, penalty, size, label }, rate]) => ({
    label: `${label}, rate ${rate}`,
    inputs: [g],
    outputs: [p],
    run: (kernels, [g], [p]) => kernels.sgd(p, g, n, rate, penalty),
    bound: (_, i) => 2 * U * Math.abs(p[i]) + 6 * U * rate * size(i) + (1 + 2 * rate) * UNDERFLOW,
  }));

const momentumCases = (): Case[] =>
  combinations<any>(updates(), RATES, [0, 0.9].map(Math.fround), [false, true]).map(
    ([{ n, values, p, g, penalty, size, label }, rate, momentum, nesterov]): Case => {
      const v: Float32Array = values(n);
      const settings = { rate, momentum, nesterov };
      return {
        label: `${label}, ${JSON.stringify(settings)}`,
        inputs: [g],
        outputs: [p, v],
        run: (kernels, [g], [p, v]) => kernels.momentum(p, g, v, n, settings, penalty),
        bound(o, i) {
          const speed = momentum * Math.abs(v[i]) + size(i);
          if (o === 1) return 6 * U * speed + SUBNORMAL;
          return (
            2 * U * Math.abs(p[i]) + 10 * U * rate * (1 + momentum) * speed + 3 * rate * SUBNORMAL + UNDERFLOW
          );
        },
      };
    },
  );

/** How far off √s can be, if s is within `error`: also where s is so small that float32 has 0 for it. */
const rootError = (s: number, error: number) =>
  error === 0 || s === 1 / 0 ? 0 : Math.min(Math.sqrt(error), error / Math.sqrt(s));

/** The bound on p for a move by rate·d/(√s + eps), d within `error` of at most `size`. */
function overRootBound(rate: number, size: number, error: number, s: number, squares: number, eps: number) {
  const root = Math.sqrt(s) + eps;
  const off = rootError(s, 12 * U * squares + 2 * SUBNORMAL);
  return (rate * (error + (size * off) / root)) / root + UNDERFLOW * (2 + (1 + rate) / root);
}

/** d, in float64. */
const gradientOf = (g: number, p: number, { l1, l2 }: { l1: number; l2: number }) =>
  l1 === 0 && l2 === 0 ? g : g + (l2 * p + l1 * Math.sign(p));

const adagradCases = (): Case[] =>
  combinations<any>(updates(), RATES, [1e-10, 1e-3].map(Math.fround)).map(
    ([{ n, p, g, penalty, squares, size, label }, rate, eps]): Case => {
      const s: Float32Array = squares();
      return {
        label: `${label}, rate ${rate}, eps ${eps}`,
        inputs: [g],
        outputs: [p, s],
        run: (kernels, [g], [p, s]) => kernels.adagrad(p, g, s, n, { rate, eps }, penalty),
        bound(o, i) {
          const sum = s[i] + size(i) * size(i);
          if (o === 1) return 12 * U * sum + 2 * SUBNORMAL;
          const after = s[i] + gradientOf(g[i], p[i], penalty) ** 2;
          return 2 * U * Math.abs(p[i]) + overRootBound(rate, size(i), 8 * U * size(i), after, sum, eps);
        },
      };
    },
  );

const rmspropCases = (): Case[] =>
  combinations<any>(updates(), RATES, [0.99, 0].map(Math.fround)).map(
    ([{ n, p, g, penalty, squares, size, label }, rate, alpha]): Case => {
      const s: Float32Array = squares();
      const eps = Math.fround(1e-8);
      return {
        label: `${label}, rate ${rate}, alpha ${alpha}`,
        inputs: [g],
        outputs: [p, s],
        run: (kernels, [g], [p, s]) => kernels.rmsprop(p, g, s, n, { rate, alpha, eps }, penalty),
        bound(o, i) {
          const sum = alpha * s[i] + (1 - alpha) * size(i) * size(i);
          if (o === 1) return 12 * U * sum + 2 * SUBNORMAL;
          const after = alpha * s[i] + (1 - alpha) * gradientOf(g[i], p[i], penalty) ** 2;
          return 2 * U * Math.abs(p[i]) + overRootBound(rate, size(i), 8 * U * size(i), after, sum, eps);
        },
      };
    },
  );

const adamCases = (): Case[] =>
  combinations<any>(updates(), RATES, [1, 0.99].map(Math.fround)).map(
    ([{ n, values, p, g, penalty, squares, size, label }, rate, keep]): Case => {
      const m: Float32Array = values(n);
      const v: Float32Array = squares();
      const [beta1, beta2, eps] = [0.9, 0.999, 1e-8].map(Math.fround);
      const settings = { rate, beta1, beta2, eps, keep };
      return {
        label: `${label}, rate ${rate}, keep ${keep}`,
        inputs: [g],
        outputs: [p, m, v],
        run: (kernels, [g], [p, m, v]) => kernels.adam(p, g, m, v, n, settings, penalty),
        bound(o, i) {
          const mean = beta1 * Math.abs(m[i]) + (1 - beta1) * size(i);
          const sum = beta2 * v[i] + (1 - beta2) * size(i) * size(i);
          if (o === 1) return 8 * U * mean + 2 * SUBNORMAL;
          if (o === 2) return 12 * U * sum + 2 * SUBNORMAL;
          const after = beta2 * v[i] + (1 - beta2) * gradientOf(g[i], p[i], penalty) ** 2;
          return (
            3 * U * keep * Math.abs(p[i]) +
            overRootBound(rate, mean, 12 * U * mean + 2 * SUBNORMAL, after, sum, eps)
          );
        },
      };
    },
  );

const anyLength = () => combinations<any>([...LENGTHS, 1000], [normal, wild]);

const sumSquaresCases = (): Case[] =>
  anyLength().map(([n, values]) => ({
    label: `${n}`,
    inputs: [values(n)],
    outputs: [],
    run: (kernels, [x]) => kernels.sumSquares(x, n),
    bound: () => 0,
    returnBound: (expected) => n * 2 ** -52 * expected,
  }));

const scaleCases = (): Case[] =>
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

const clampCases = (): Case[] =>
  combinations<any>(anyLength(), [0.5, 1e4].map(Math.fround)).map(([[n, values], limit]) => ({
    label: `${n} within ${limit}`,
    inputs: [],
    outputs: [values(n)],
    run: (kernels, _, [x]) => kernels.clamp(x, n, limit),
    bound: () => 0,
  }));

/** Limits that no sum of squares comes near to, where the two could be of two minds. */
const limitNormsCases = (): Case[] =>
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

const addCases = (): Case[] =>
  combinations<any>([...LENGTHS, 1000], [normal, wild], [true, false]).map(([n, values, inPlace]) => ({
    label: `${n}${inPlace ? ", in place" : ""}`,
    inputs: inPlace ? [values(n)] : [values(n), values(n)],
    outputs: [inPlace ? values(n) : blank(n)],
    run: (kernels, [b, a], [y]) => kernels.add(a ?? y, b, y, n),
    bound: (_, _i, expected) => U * Math.abs(expected),
  }));

function blendCases(): Case[] {
  return combinations<any>([...LENGTHS, 100], [normal, wild], [0, 0.1, 1], [1, 20 / 19, 2]).map(
    ([n, values, share, scale]): Case => {
      const [a, value]: Float32Array[] = [values(n), values(n)];
      return {
        label: `${n}, share ${share}, scale ${scale}`,
        inputs: [value],
        outputs: [a],
        run: (kernels, [value], [a]) => kernels.blend(a, value, n, share, scale),
        bound: (_, i) => 4 * U * (Math.abs(a[i]) + Math.abs(share * scale * value[i])) + 2 * UNDERFLOW,
      };
    },
  );
}

const IMAGES = combinations(LENGTHS, LENGTHS, LENGTHS) as [number, number, number][];
const ROWS = combinations([...LENGTHS, 40], [...LENGTHS, 130]) as [number, number][];

/** Normal numbers far from 0 for their deviation. */
const distant = (length: number) => normal(length).map((value) => 20_000 + value);
/** Normal numbers, some of them not numbers or without end. (Finite ones whose products float32 cannot hold are ∞ to
 *  one backend and finite to the other; what is then made of them has no bound.) */
const broken = (length: number) =>
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

function momentsCases(): Case[] {
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

function normaliseChannelsCases(): Case[] {
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

function normaliseChannelsBackwardCases(): Case[] {
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

function normaliseRowsCases(): Case[] {
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

function normaliseRowsBackwardCases(): Case[] {
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

function dropoutCases(): Case[] {
  const keys = [
    [0, 0],
    [2 ** 32 - 1, 2 ** 31],
    [123_456_789, 3_987_654_321],
  ];
  return combinations<any>([...LENGTHS, 1000], [normal, wild], [1, 0.9, 0.5, 0.05, 1e-12], keys).map(
    ([n, values, keep, [key0, key1]]): Case => ({
      label: `${n}, keep ${keep}, key ${key0} ${key1}`,
      inputs: [values(n)],
      outputs: [blank(n)],
      run: (kernels, [x], [y]) => kernels.dropout(x, y, n, keep, key0, key1),
      bound: (_, _i, expected) => (expected === 0 ? 0 : 3 * U * Math.abs(expected) + UNDERFLOW),
    }),
  );
}

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

function gatherBytesCases(): Case[] {
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

function gatherFloatsCases(): Case[] {
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

/** Windows of all sorts: [channels, height, width], filters, kernel, stride, padding. The last are wider than one tile,
 *  deeper than one panel block, and larger than one row block of the product. */
const WINDOWS: readonly (readonly [number[], number, any, any?, any?])[] = [
  [[1, 1, 1], 1, 1],
  [[1, 2, 2], 1, 2],
  [[1, 4, 4], 3, 1],
  [[3, 5, 7], 4, 1],
  [[2, 5, 6], 5, 1, 2],
  [[2, 4, 5], 3, 1, 1, 1],
  [[1, 5, 5], 2, 3],
  [[2, 6, 7], 3, [2, 3], [2, 1]],
  [[2, 7, 6], 3, [3, 2], [1, 3], [1, 0]],
  [[3, 4, 9], 5, 3, 1, "same"],
  [[1, 9, 4], 2, [4, 1], 2, "same"],
  [[2, 8, 8], 3, 2, 2],
  [[2, 7, 9], 3, 2, 2],
  [[1, 6, 16], 3, 2, 2],
  [[1, 4, 27], 3, 2, 2],
  [[1, 5, 8], 2, 2, 2],
  [[2, 4, 12], 2, 2, 2],
  [[1, 3, 3], 2, 3, 1, 2],
  [[1, 3, 2], 2, [5, 4], 1, [2, 3]],
  [[1, 11, 11], 2, 3, 4, 1],
  [[1, 1, 40], 5, [1, 7], 3, [0, 2]],
  [[2, 17, 17], 33, 2, 1, 0],
  [[58, 5, 5], 6, 3, 1, 1],
  [[1, 24, 23], 35, 5, 1, 0],
];

/** Such as Winograd's algorithm takes: 3 × 3 by steps of 1, with many channels and filters; with rows and columns of tiles that
 *  fit, and that do not. */
const TILED: readonly (readonly [number[], number, any, any?, any?])[] = [
  [[8, 3, 3], 8, 3],
  [[8, 4, 10], 8, 3],
  [[9, 6, 7], 10, 3],
  [[8, 5, 5], 13, 3, 1, 1],
  [[12, 4, 16], 8, 3, 1, [1, 2]],
  [[11, 3, 21], 9, 3, 1, "same"],
  [[8, 1, 1], 8, 3, 1, 2],
];

interface WindowCase {
  readonly g: Geometry;
  readonly rows: number;
  /** Of all images, of all outputs, of all filters. */
  readonly sizes: readonly [x: number, y: number, w: number];
  readonly values: (length: number) => Float32Array;
  readonly label: string;
}

/** Mostly zeros, as a picture is. */
const sparse = (length: number) => normal(length).map((value, i) => (i % 7 < 5 ? 0 : value));

/** @param share of the numbers that are NaN, infinite and so on, in half of the cases; half are mostly zeros */
function windowCases(share: (length: number) => number): WindowCase[] {
  return combinations<any>(WINDOWS, [0, 1, 3]).map(
    ([[input, filters, kernel, stride = 1, padding = 0], rows], i) =>
      windowCase(
        input,
        filters,
        kernel,
        stride,
        padding,
        rows,
        [
          normal,
          sparse,
          (length: number) => wild(length, share(length)),
          (length: number) =>
            wild(length, share(length)).map((value, i) => (i % 7 < 5 && Number.isFinite(value) ? 0 : value)),
        ][(i + Math.floor(i / 3)) % 4],
      ),
  );
}

/** The last has more samples than one sum over tiles takes. */
const tiledCases = (): WindowCase[] =>
  combinations<any>(TILED, [0, 1, 3, 25]).map(([[input, filters, kernel, stride = 1, padding = 0], rows]) =>
    windowCase(input, filters, kernel, stride, padding, rows, normal),
  );

function windowCase(
  input: number[],
  filters: number,
  kernel: any,
  stride: any,
  padding: any,
  rows: number,
  values: WindowCase["values"],
): WindowCase {
  const g = windowGeometry({ kernel, stride, padding }, input, "here", filters);
  const places = g.outputHeight * g.outputWidth;
  return {
    g,
    rows,
    sizes: [
      rows * g.channels * g.height * g.width,
      rows * filters * places,
      filters * g.channels * g.kernelHeight * g.kernelWidth,
    ],
    values,
    label: `${rows} × [${input}], ${filters} × [${kernel}] by ${stride}, padding ${padding}`,
  };
}

const magnitudes = (values: Float32Array) => plain(values.map(Math.abs));

/** What each element is a sum of, added up as magnitudes: the kernel itself, by the reference, on |inputs|. */
function magnitudeOf(length: number, run: (out: Tensor) => void): Float64Array {
  const out = plain(new Float64Array(length));
  run(out);
  return out.data as Float64Array;
}

const imagesOf = (x: ArrayLike<number>, g: Geometry) =>
  planesOf(x, g.channels, g.height, g.width, g.padTop, g.padLeft);
const outputsOf = (g: Geometry) => ({ planes: g.filters, height: g.outputHeight, width: g.outputWidth });
const tap = (w: ArrayLike<number>, g: Geometry, f: number, c: number, u: number, v: number) =>
  w[(f * g.channels + c) * 9 + 3 * u + v];

/** x, w and perhaps b, with the bound on the convolution. */
function convolutionProblems() {
  const tiled = combinations<any>(tiledCases(), [true, false]).map(([one, bias]: any[]) => {
    const { g, rows, sizes, values } = one;
    const [x, w, b] = [values(sizes[0]), values(sizes[2]), normal(g.filters)];
    const magnitude = forwardMagnitude(
      imagesOf(x, g),
      (f, c, u, v) => tap(w, g, f, c, u, v),
      outputsOf(g),
      rows,
    );
    const places = g.outputHeight * g.outputWidth;
    const bound = (i: number) =>
      (g.channels + 12) * U * (magnitude[i] + (bias ? Math.abs(b[Math.floor(i / places) % g.filters]) : 0));
    return { one, inputs: bias ? [x, w, b] : [x, w], bound };
  });
  const plain = combinations<any>(
    windowCases((length) => 2 / length),
    [true, false],
  ).map(([one, bias]: any[]) => {
    const { g, rows, sizes, values } = one;
    const [x, w, b] = [values(sizes[0]), values(sizes[2]), normal(g.filters)];
    const magnitude = magnitudeOf(sizes[1], (y) =>
      exact.conv2d(magnitudes(x), magnitudes(w), bias ? magnitudes(b) : null, y, g, rows),
    );
    const taps = sizes[2] / g.filters;
    return {
      one,
      inputs: bias ? [x, w, b] : [x, w],
      bound: (i: number) => (taps + 3) * U * magnitude[i] + taps * UNDERFLOW,
    };
  });
  return [...plain, ...tiled];
}

const convolutionCases = (): Case[] =>
  convolutionProblems().map(({ one, inputs, bound }) => ({
    label: one.label,
    inputs,
    outputs: [blank(one.sizes[1])],
    run: (kernels, [x, w, b = null], [y]) => kernels.conv2d(x, w, b, y, one.g, one.rows),
    bound: (_o, i) => bound(i),
  }));

function convolutionActivateCases(): Case[] {
  const functions = activationsWithAlpha();
  return convolutionProblems().map(({ one, inputs, bound }, index) => {
    const [name, alpha] = functions[index % functions.length];
    return {
      label: `${name}(${one.label})`,
      inputs,
      outputs: [blank(one.sizes[1]), blank(one.sizes[1])],
      run: (kernels, [x, w, b = null], [z, y]) =>
        kernels.conv2dActivate(x, w, b, z, y, { f: Activation[name], alpha }, one.g, one.rows),
      expected: (o, i, outputs) => (o === 0 ? undefined : scalarActivations[name].f(outputs[0][i], alpha)),
      bound: (o, i, expected) => (o === 0 ? bound(i) : 2e-6 * Math.max(1, Math.abs(expected))),
    };
  });
}

function weightGradientCases(): Case[] {
  const tiled = tiledCases().map(({ g, rows, sizes, values, label }): Case => {
    const [x, dy] = [values(sizes[0]), values(sizes[1])];
    const magnitude = filterMagnitude(
      imagesOf(x, g),
      planesOf(dy, g.filters, g.outputHeight, g.outputWidth),
      rows,
    );
    return {
      label,
      inputs: [x, dy],
      outputs: [blank(sizes[2])],
      run: (kernels, [x, dy], [dw]) => kernels.conv2dWeightGradient(x, dy, null, dw, g, rows),
      bound: (_o, i) => (tilesOf(g, rows) + 12) * U * magnitude[i],
    };
  });
  const direct = windowCases((length) => 1 / length).map((one, index): Case => {
    const { g, rows, sizes, values, label } = one;
    const [x, dy] = [values(sizes[0]), values(sizes[1])];
    const magnitude = magnitudeOf(sizes[2], (dw) =>
      exact.conv2dWeightGradient(magnitudes(x), magnitudes(dy), null, dw, g, rows),
    );
    const terms = sizes[1] / g.filters;
    const sums = plain(new Float64Array(g.filters));
    exact.sumChannels(plain(dy), sums, rows, g.filters, terms / rows);
    return {
      label,
      inputs: [x, dy, Float32Array.from(sums.data)],
      outputs: [blank(sizes[2])],
      run: (kernels, [x, dy, db], [dw]) =>
        kernels.conv2dWeightGradient(x, dy, index % 2 === 0 ? db : null, dw, g, rows),
      bound: (_o, i) => (terms + 2) * U * magnitude[i] + terms * UNDERFLOW,
    };
  });
  return [...direct, ...tiled];
}

function inputGradientCases(): Case[] {
  const tiled = tiledCases().map(({ g, rows, sizes, values, label }): Case => {
    const [w, dy] = [values(sizes[2]), values(sizes[1])];
    const magnitude = forwardMagnitude(
      planesOf(dy, g.filters, g.outputHeight, g.outputWidth, 2 - g.padTop, 2 - g.padLeft),
      (c, f, u, v) => tap(w, g, f, c, 2 - u, 2 - v),
      { planes: g.channels, height: g.height, width: g.width },
      rows,
    );
    return {
      label,
      inputs: [w, dy],
      outputs: [blank(sizes[0])],
      run: (kernels, [w, dy], [dx]) => kernels.conv2dInputGradient(w, dy, dx, g, rows),
      bound: (_o, i) => (g.filters + 12) * U * magnitude[i],
    };
  });
  const plain = windowCases((length) => 2 / length).map((one): Case => {
    const { g, rows, sizes, values, label } = one;
    const [w, dy] = [values(sizes[2]), values(sizes[1])];
    const magnitude = magnitudeOf(sizes[0], (dx) =>
      exact.conv2dInputGradient(magnitudes(w), magnitudes(dy), dx, g, rows),
    );
    const taps = g.filters * g.kernelHeight * g.kernelWidth;
    return {
      label,
      inputs: [w, dy],
      outputs: [blank(sizes[0])],
      run: (kernels, [w, dy], [dx]) => kernels.conv2dInputGradient(w, dy, dx, g, rows),
      bound: (_o, i) => (taps + 2) * U * magnitude[i] + taps * UNDERFLOW,
    };
  });
  return [...plain, ...tiled];
}

function sumChannelsCases(): Case[] {
  return combinations<any>([0, 1, 3, 4], [0, 1, 3, 5], [0, 1, 4, 15, 16, 17, 100], [normal, wild]).map(
    ([rows, channels, places, values]): Case => {
      const x: Float32Array = values(rows * channels * places);
      const magnitude = magnitudeOf(channels, (y) =>
        exact.sumChannels(magnitudes(x), y, rows, channels, places),
      );
      return {
        label: `[${rows}, ${channels}, ${places}]`,
        inputs: [x],
        outputs: [blank(channels)],
        run: (kernels, [x], [y]) => kernels.sumChannels(x, y, rows, channels, places),
        bound: (_, i) => (rows * places + 1) * U * magnitude[i],
      };
    },
  );
}

/** The windows above as pools' (with as many filters as channels), those that lie in the padding alone left out; on
 *  numbers, on odd numbers, and on so few different ones that most windows have several as large. */
function poolProblems() {
  const few = (length: number) => Float32Array.from({ length }, () => rng.below(3) - 1);
  const pools = windowCases(() => 0.2).filter(
    ({ g }) => g.padTop < g.kernelHeight && g.padLeft < g.kernelWidth,
  );
  return combinations<any>(pools, [normal, (n: number) => wild(n), few]).map(([one, values]: any[]) => {
    const { g, rows, label }: WindowCase = one;
    const own: Geometry = { ...g, filters: g.channels };
    const planes = rows * g.channels;
    return {
      g: own,
      rows,
      label,
      x: values(planes * g.height * g.width) as Float32Array,
      dy: normal(planes * g.outputHeight * g.outputWidth),
      taps: g.kernelHeight * g.kernelWidth,
    };
  });
}

const maxPoolCases = (): Case[] =>
  poolProblems().map(({ g, rows, label, x, dy }) => ({
    label,
    inputs: [x],
    outputs: [blank(dy.length)],
    run: (kernels, [x], [y]) => kernels.maxPool2d(x, y, g, rows),
    bound: () => 0,
  }));

function maxPoolBackwardCases(): Case[] {
  return poolProblems().map(({ g, rows, label, x, dy, taps }): Case => {
    const y = plain(new Float64Array(dy.length));
    exact.maxPool2d(plain(x), y, g, rows);
    const magnitude = magnitudeOf(x.length, (dx) =>
      exact.maxPool2dBackward(plain(x), y, magnitudes(dy), dx, g, rows),
    );
    return {
      label,
      inputs: [x, Float32Array.from(y.data), dy],
      outputs: [blank(x.length)],
      run: (kernels, [x, y, dy], [dx]) => kernels.maxPool2dBackward(x, y, dy, dx, g, rows),
      bound: (_, i) => (taps + 1) * U * magnitude[i],
    };
  });
}

function maxPoolActivateBackwardCases(): Case[] {
  const functions = activationsWithAlpha().filter(([name, alpha]) =>
    tellsFromOutput({ f: Activation[name], alpha }),
  );
  return poolProblems().map(({ g, rows, label, x: { length }, dy, taps }, index): Case => {
    const [name, alpha] = functions[index % functions.length];
    const { f, df } = scalarActivations[name];
    const z = normal(length);
    const x = z.map((value) => f(value, alpha));
    const y = plain(new Float64Array(dy.length));
    exact.maxPool2d(plain(x), y, g, rows);
    const magnitude = magnitudeOf(length, (dx) =>
      exact.maxPool2dBackward(plain(x), y, magnitudes(dy), dx, g, rows),
    );
    return {
      label: `${name} before ${label}`,
      inputs: [x, Float32Array.from(y.data), dy],
      outputs: [blank(length)],
      run: (kernels, [x, y, dy], [dz]) =>
        kernels.maxPool2dActivateBackward({ f: Activation[name], alpha }, x, y, dy, dz, g, rows),
      bound: (_, i) =>
        (taps + 1) * U * magnitude[i] * Math.abs(df(z[i], x[i], alpha)) +
        2e-6 * Math.max(1, magnitude[i] * Math.max(1, Math.abs(z[i]))),
    };
  });
}

function avgPoolCases(): Case[] {
  return poolProblems().map(({ g, rows, label, x, dy, taps }): Case => {
    const magnitude = magnitudeOf(dy.length, (y) => exact.avgPool2d(magnitudes(x), y, g, rows));
    return {
      label,
      inputs: [x],
      outputs: [blank(dy.length)],
      run: (kernels, [x], [y]) => kernels.avgPool2d(x, y, g, rows),
      bound: (_, i) => (taps + 2) * U * magnitude[i] + taps * UNDERFLOW,
    };
  });
}

function avgPoolBackwardCases(): Case[] {
  return poolProblems().map(({ g, rows, label, x, dy, taps }): Case => {
    const magnitude = magnitudeOf(x.length, (dx) => exact.avgPool2dBackward(magnitudes(dy), dx, g, rows));
    return {
      label,
      inputs: [dy],
      outputs: [blank(x.length)],
      run: (kernels, [dy], [dx]) => kernels.avgPool2dBackward(dy, dx, g, rows),
      bound: (_, i) => (taps + 2) * U * magnitude[i] + taps * UNDERFLOW,
    };
  });
}

/** A kernel without an entry here fails the suite. */
const cases: Record<keyof Kernels, () => Case[]> = {
  gemm: gemmCases,
  affine: affineCases,
  affineActivate: affineActivateCases,
  sumRows: sumRowsCases,
  conv2d: convolutionCases,
  conv2dActivate: convolutionActivateCases,
  conv2dWeightGradient: weightGradientCases,
  conv2dInputGradient: inputGradientCases,
  sumChannels: sumChannelsCases,
  maxPool2d: maxPoolCases,
  maxPool2dBackward: maxPoolBackwardCases,
  maxPool2dActivateBackward: maxPoolActivateBackwardCases,
  avgPool2d: avgPoolCases,
  avgPool2dBackward: avgPoolBackwardCases,
  activate: activateCases,
  activateBackward: activateBackwardCases,
  add: addCases,
  blend: blendCases,
  moments: momentsCases,
  normaliseChannels: normaliseChannelsCases,
  normaliseChannelsBackward: normaliseChannelsBackwardCases,
  normaliseRows: normaliseRowsCases,
  normaliseRowsBackward: normaliseRowsBackwardCases,
  dropout: dropoutCases,
  softmax: softmaxCases,
  softmaxCrossEntropy: softmaxCrossEntropyCases,
  binaryCrossEntropy: binaryCrossEntropyCases,
  squaredError: squaredErrorCases,
  sgd: sgdCases,
  momentum: momentumCases,
  adagrad: adagradCases,
  rmsprop: rmspropCases,
  adam: adamCases,
  sumSquares: sumSquaresCases,
  scale: scaleCases,
  clamp: clampCases,
  limitNorms: limitNormsCases,
  gatherBytes: gatherBytesCases,
  gatherFloats: gatherFloatsCases,
};

const GUARD = 7; // odd, so that tensors start where no vector does, as parameters within their block do
const SENTINEL = 12345.625;

/** A tensor with guards on both sides, which nothing may write to. */
function guarded({ arena }: Backend, values: Input): { tensor: Tensor | Bytes; untouched(): boolean } {
  if (values instanceof Uint8Array) {
    const whole = arena.allocateBytes(values.length + GUARD);
    whole.data.fill(77).set(values);
    return {
      tensor: { offset: whole.offset, data: whole.data.subarray(0, values.length) },
      untouched: () => whole.data.subarray(values.length).every((byte) => byte === 77),
    };
  }
  const whole = arena.allocate(values.length + 2 * GUARD);
  whole.data.fill(SENTINEL).set(values, GUARD);
  return {
    tensor: arena.view(whole, GUARD, values.length),
    untouched() {
      const ends = [...whole.data.subarray(0, GUARD), ...whole.data.subarray(GUARD + values.length)];
      return ends.every((value) => value === SENTINEL);
    },
  };
}

/** Runs a case on a backend; fails when it writes to an input or beyond the end of an output. */
function runOn(backend: Backend, { label, inputs, outputs, run }: Case) {
  const ins = inputs.map((values) => guarded(backend, values));
  const outs = outputs.map((values) => guarded(backend, values));
  const returned = run(
    backend.kernels,
    ins.map(({ tensor }) => tensor),
    outs.map(({ tensor }) => tensor),
  );
  const same = (a: number, b: number) => Object.is(a, b);
  ins.forEach(({ tensor, untouched }, i) => {
    const kept = untouched() && inputs[i].every((value, at) => same(value, tensor.data[at]));
    if (!kept) throw new Error(`${backend.name} has written to or around input ${i} of ${label}`);
  });
  outs.forEach(({ untouched }, o) => {
    if (!untouched()) throw new Error(`${backend.name} has written around output ${o} of ${label}`);
  });
  return { returned, outputs: outs.map(({ tensor }) => tensor.data as Float32Array) };
}

function agrees(actual: number, expected: number, bound: () => number): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(actual);
  // what float64 can still hold may be ∞ in float32, and only then
  const largest = 3.4028234663852886e38;
  if (Math.abs(expected) > largest)
    return Math.abs(actual) >= largest / 2 && Math.sign(actual) === Math.sign(expected);
  return Math.abs(actual - expected) <= bound();
}

type Result = ReturnType<typeof runOn>;
const sameBits = (a: Result, b: Result): boolean =>
  Object.is(a.returned, b.returned) &&
  a.outputs.every((values, o) => values.every((value, i) => Object.is(value, b.outputs[o][i])));

/** Three threads that share every call that can be shared, however small. */
const onThreads = () => wasmBackend({ threads: 3, shareAlways: true });

/** Sums of everything, and what is over before another thread has heard of it. */
const NEVER_SHARED = new Set(
  "sumRows blend softmax softmaxCrossEntropy binaryCrossEntropy squaredError sumSquares limitNorms normaliseRowsBackward gatherFloats".split(
    " ",
  ),
);

describe("every kernel", () => {
  it("has a case", () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(exact).sort());
  });

  it.each(Object.entries(cases))(
    "%s is within its bound of the reference, the same on threads",
    async (name, make) => {
      const all = make();
      expect(all.length).toBeGreaterThan(0);
      const shared = vi.spyOn(theTeam(), "run");
      let [reference, wasm, threads] = [referenceBackend(), await wasmBackend(), await onThreads()];
      for (const [index, one] of all.entries()) {
        if (index % 200 === 199)
          [reference, wasm, threads] = [referenceBackend(), await wasmBackend(), await onThreads()];
        const expected = runOn(reference, one);
        const actual = runOn(wasm, one);
        if (!sameBits(actual, runOn(threads, one))) expect.fail(`${one.label}: other bits on threads`);
        expected.outputs.forEach((values, o) => {
          for (let i = 0; i < values.length; i++) {
            const wanted = one.expected?.(o, i, actual.outputs) ?? values[i];
            if (!agrees(actual.outputs[o][i], wanted, () => one.bound(o, i, wanted)))
              expect.fail(
                `${one.label}, output ${o} [${i}]: ${actual.outputs[o][i]}, not ${wanted} ± ${one.bound(o, i, wanted)}`,
              );
          }
        });
        expect(typeof actual.returned, one.label).toBe(typeof expected.returned);
        if (typeof expected.returned !== "number") continue;
        const wanted = expected.returned;
        if (!agrees(actual.returned as number, wanted, () => one.returnBound!(wanted)))
          expect.fail(
            `${one.label} returned ${actual.returned}, not ${wanted} ± ${one.returnBound!(wanted)}`,
          );
      }
      expect(shared.mock.calls.length > 0).toBe(!NEVER_SHARED.has(name));
      shared.mockRestore();
    },
  );
});

/** wasm passes over the zeros of a batch of pixels where there are many; no bit may tell. */
describe("products with a batch of pixels", () => {
  const bits = (tensor: Tensor) => [...new Uint32Array(Float32Array.from(tensor.data).buffer)];
  const shapes: readonly (readonly [rows: number, n: number, m: number])[] = [
    [1, 1, 1],
    [3, 5, 4],
    [1, 15, 3],
    // narrower, then wider than before, with as many pixels or fewer: room that was made for one must do for the other
    [16, 4, 5],
    [1, 64, 5],
    [2, 31, 16],
    [4, 17, 17],
    [5, 100, 31],
    [20, 784, 30],
    [7, 33, 33],
    [3, 20, 100],
  ];

  it.each([0, 0.1, 0.3, 0.39, 0.41, 0.8, 1])("of which a share of %d is not zero", async (share) => {
    const [pixels, threads] = [await wasmBackend(), await onThreads()];
    for (const [rows, n, m] of shapes) {
      const floats = await wasmBackend();
      const source = Uint8Array.from({ length: rows * n }, () =>
        rng.uniform() < share ? 1 + rng.below(255) : 0,
      );
      const own = [normal(n * m), normal(m), normal(rows * m)];
      const results = [pixels, floats, threads].map((backend) => {
        const { arena, kernels } = backend;
        const x = arena.allocate(rows * n);
        if (backend !== floats)
          kernels.gatherBytes(source, null, 0, rows, n, arena.allocateBytes(rows * n), x, false);
        else kernels.gatherFloats(Float32Array.from(source), null, 0, rows, n, x);
        if (backend === floats) x.data.forEach((value, i) => void (x.data[i] = value * Math.fround(1 / 255)));
        const [w, b, dy] = own.map((values) => guarded(backend, values).tensor as Tensor);
        const outputs = [m * rows, m * rows, m * rows, m * rows, n * m].map((length) =>
          guarded(backend, blank(length)),
        );
        const [plain, z, y, without, dw] = outputs.map(({ tensor }) => tensor as Tensor);
        kernels.affine(x, w, b, plain, rows, n, m);
        kernels.affineActivate(x, w, b, z, y, { f: Activation.tanh, alpha: 0 }, rows, n, m);
        kernels.affine(x, w, null, without, rows, n, m);
        kernels.gemm(x, true, dy, false, dw, n, m, rows);
        expect(outputs.every(({ untouched }) => untouched())).toBe(true);
        return [x, plain, z, y, without, dw].map(bits);
      });
      for (const other of [0, 2])
        expect(results[other], `[${rows}, ${n}] · [${n}, ${m}]`).toEqual(results[1]);
    }
  });
});

/** A sample's numbers do not depend on those beside it. */
it("windows over an image give the same bits in whatever batch it is", async () => {
  for (const { g, label, sizes } of [...windowCases(() => 0), ...tiledCases()].filter(
    ({ rows }) => rows === 3,
  )) {
    const [x, y, w] = sizes.map((size) => normal(size));
    for (let i = 0; i < x.length / 3; i++) if (i % 9 > 0) x[i] = 0; // of three images, one is mostly empty
    const run = async (first: number, rows: number) => {
      const backend = await wasmBackend();
      const part = (values: Float32Array) =>
        guarded(backend, values.slice((first * values.length) / 3, ((first + rows) * values.length) / 3))
          .tensor as Tensor;
      const put = (values: Float32Array) => guarded(backend, values).tensor as Tensor;
      const [forward, back] = [put(blank((y.length / 3) * rows)), put(blank((x.length / 3) * rows))];
      backend.kernels.conv2d(part(x), put(w), null, forward, g, rows);
      backend.kernels.conv2dInputGradient(put(w), part(y), back, g, rows);
      return [forward, back].map(({ data }) => [...data]);
    };
    const [together, ...alone] = await Promise.all([run(0, 3), run(0, 1), run(1, 1), run(2, 1)]);
    expect(together, label).toEqual([0, 1].map((o) => alone.flatMap((outputs) => outputs[o])));
  }
});

it("a NaN in an image is seen wherever a 3 × 3 filter sees it", async () => {
  const g = windowGeometry({ kernel: 3, stride: 1, padding: 1 }, [8, 7, 9], "here", 8);
  const x = normal(8 * 63);
  x[3 * 63 + 4 * 9 + 2] = Number.NaN;
  const backend = await wasmBackend();
  const put = (values: Float32Array) => guarded(backend, values).tensor as Tensor;
  const y = put(blank(8 * 63));
  backend.kernels.conv2d(put(x), put(normal(8 * 72)), null, y, g, 1);
  for (let f = 0; f < 8; f++) {
    for (let i = 3; i <= 5; i++)
      for (let j = 1; j <= 3; j++) expect(y.data[f * 63 + i * 9 + j]).toBe(Number.NaN);
    expect(y.data[f * 63]).not.toBe(Number.NaN);
  }
});

describe("the comparison itself", () => {
  const broken = async (change: (kernels: Kernels) => Partial<Kernels>) => {
    const backend = await wasmBackend();
    return { ...backend, kernels: { ...backend.kernels, ...change(backend.kernels) } };
  };

  it("sees a number written beyond the end", async () => {
    const backend = await broken((sound) => ({
      sgd: (p, g, n, rate, penalty) => sound.sgd(p, g, n + 1, rate, penalty),
    }));
    expect(() => runOn(backend, sgdCases().find(({ label }) => label === "5, l1 0, l2 0, rate 30")!)).toThrow(
      /around output 0/,
    );
  });

  it("sees an input written to", async () => {
    const backend = await broken(() => ({ sgd: (_p, g) => void g.data.fill(0) }));
    expect(() => runOn(backend, sgdCases().find(({ label }) => label === "5, l1 0, l2 0, rate 30")!)).toThrow(
      /input 0/,
    );
  });

  it("tells NaN, ∞ and numbers apart", () => {
    const bound = () => Number.POSITIVE_INFINITY;
    expect(agrees(1, Number.NaN, bound)).toBe(false);
    expect(agrees(Number.NaN, 1, bound)).toBe(false);
    expect(agrees(1, Number.POSITIVE_INFINITY, bound)).toBe(false);
    expect(agrees(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, bound)).toBe(false);
    expect(agrees(1 + 3 * U, 1, () => 2 * U)).toBe(false);
    expect(agrees(1 + 2 * U, 1, () => 2 * U)).toBe(true);
  });
});
