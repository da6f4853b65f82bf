import { erf, exp, sigmoid, softplus, tanh } from "../../core/math.js";
import { Activation, type ActivationName, type Kernels } from "../spec.js";

/** An elementwise function and its derivative. `f` is also given the parameter α, `df` also y = f(x). */
interface Scalar {
  f(x: number, alpha: number): number;
  df(x: number, y: number, alpha: number): number;
}

/** Φ(x), the normal distribution function, and φ(x), its density. */
const normalCdf = (x: number) => 0.5 * (1 + erf(x * Math.SQRT1_2));
const normalPdf = (x: number) => 0.3989422804014327 * exp(-0.5 * x * x);

/** What each activation is. (`x < 0 ? … : x` rather than a maximum, so that NaN stays NaN.) */
export const scalarActivations: Readonly<Record<ActivationName, Scalar>> = {
  linear: { f: (x) => x, df: () => 1 },
  sigmoid: { f: sigmoid, df: (_x, y) => y * (1 - y) },
  tanh: { f: tanh, df: (_x, y) => 1 - y * y },
  relu: { f: (x) => (x < 0 ? 0 : x), df: (x) => (x > 0 ? 1 : 0) },
  leakyRelu: { f: (x, a) => (x > 0 ? x : a * x), df: (x, _y, a) => (x > 0 ? 1 : a) },
  elu: { f: (x, a) => (x > 0 ? x : a * (exp(x) - 1)), df: (x, y, a) => (x > 0 ? 1 : y + a) },
  gelu: { f: (x) => x * normalCdf(x), df: (x) => normalCdf(x) + x * normalPdf(x) },
  softplus: { f: softplus, df: sigmoid },
  step: { f: (x) => (x > 0 ? 1 : 0), df: () => 0 },
};

const byCode = Object.entries(Activation)
  .sort(([, a], [, b]) => a - b)
  .map(([name]) => scalarActivations[name as ActivationName]);

export const activate: Kernels["activate"] = ({ f, alpha }, x, y, n) => {
  const scalar = byCode[f];
  for (let i = 0; i < n; i++) y.data[i] = scalar.f(x.data[i], alpha);
};

export const activateBackward: Kernels["activateBackward"] = ({ f, alpha }, x, y, dy, dx, n) => {
  const scalar = byCode[f];
  for (let i = 0; i < n; i++) dx.data[i] = dy.data[i] * scalar.df(x.data[i], y.data[i], alpha);
};
