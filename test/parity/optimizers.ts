// One step of each optimizer, with penalties.
import { type Case, combinations, LENGTHS, normal, U, UNDERFLOW, wild } from "./case.js";

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

export const sgdCases = (): Case[] =>
  combinations<any>(updates(), RATES).map(([{ n, p, g, penalty, size, label }, rate]) => ({
    label: `${label}, rate ${rate}`,
    inputs: [g],
    outputs: [p],
    run: (kernels, [g], [p]) => kernels.sgd(p, g, n, rate, penalty),
    bound: (_, i) => 2 * U * Math.abs(p[i]) + 6 * U * rate * size(i) + (1 + 2 * rate) * UNDERFLOW,
  }));

export const momentumCases = (): Case[] =>
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

export const adagradCases = (): Case[] =>
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

export const rmspropCases = (): Case[] =>
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

export const adamCases = (): Case[] =>
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
