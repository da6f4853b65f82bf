import type { Arena, Bytes, FloatArray, Tensor } from "../core/tensor.js";
import type { Elementwise } from "./elementwise.js";
import type { TrainingKernels } from "./training-spec.js";
import type { WindowKernels } from "./window-spec.js";

export {
  Activation,
  type ActivationCode,
  type ActivationName,
  type Elementwise,
  tellsFromOutput,
} from "./elementwise.js";
export type { Penalty, Segment } from "./training-spec.js";
export type { Geometry } from "./window-spec.js";

/** The order in which samples are taken; null for the order in which they stand. */
export type Order = Uint32Array | null;

/** Every computation on tensors that a layer, a loss or an optimizer asks for. Each exists twice: in `reference`
 *  (float64, plain loops: the definition of what is right) and in `wasm` (float32, SIMD: what runs).
 *
 *  All matrices are row-major. Outputs are overwritten, never added to; an output may not overlap an input unless it
 *  says so. Let u = 2⁻²⁴, the rounding unit of float32. The bounds are those of the parity test, for wasm against
 *  reference on the same float32 inputs; a sum of n products is within (n + 2)·u·Σ|aᵢbᵢ| (Higham 2002, §3.1). */
export interface Kernels extends TrainingKernels, WindowKernels {
  /** c[m,n] = op(a)[m,k] · op(b)[k,n], where op transposes if asked: then a is stored [k,m], b is stored [n,k].
   *  Bound     (k + 2)·u·(|op(a)|·|op(b)|) */
  gemm(
    a: Tensor,
    transposeA: boolean,
    b: Tensor,
    transposeB: boolean,
    c: Tensor,
    m: number,
    n: number,
    k: number,
  ): void;

  /** y[rows,m] = x[rows,n]·w[n,m] + b[m]; `b` is null for none.
   *  Bound     (n + 3)·u·(|x|·|w| + |b|) */
  affine(x: Tensor, w: Tensor, b: Tensor | null, y: Tensor, rows: number, n: number, m: number): void;

  /** z = x·w + b and y = f(z), each row of z activated while it is still in the cache. Shapes as `affine`; z and y may be
   *  the same. */
  affineActivate(
    x: Tensor,
    w: Tensor,
    b: Tensor | null,
    z: Tensor,
    y: Tensor,
    activation: Elementwise,
    rows: number,
    n: number,
    m: number,
  ): void;

  /** y[columns] = Σ over rows of x[rows,columns].
   *  Bound     (rows + 1)·u·Σ|x| */
  sumRows(x: Tensor, y: Tensor, rows: number, columns: number): void;

  /** y[n] = f(x[n]).
   *  Bound     2·10⁻⁶·max(1, |y|) */
  activate(activation: Elementwise, x: Tensor, y: Tensor, n: number): void;

  /** dx[n] = dy[n]·f′(x[n]), given y = f(x).
   *  Bound     2·10⁻⁶·max(1, |dy|·max(1, |x|)) */
  activateBackward(activation: Elementwise, x: Tensor, y: Tensor, dy: Tensor, dx: Tensor, n: number): void;

  /** y[n] = a[n] + b[n]. `y` may be `a`.
   *  Bound     u·|y| */
  add(a: Tensor, b: Tensor, y: Tensor, n: number): void;

  /** a[n] ← (1 − share)·a + share·scale·value[n]: a running average takes in a new value.
   *  Bound     4·u·(|a| + |share·scale·value|) */
  blend(a: Tensor, value: Tensor, n: number, share: number, scale: number): void;

  /** Mean and biased variance of each channel of x[rows,channels,size], over its N = rows·size numbers.
   *  mean[channels] = Σ x/N; variance[channels] = Σ (x − mean)²/N, in two passes, all sums in float64.
   *  Bound     u·|mean| + d, d = N·2⁻⁵²·Σ|x|/N; 2·u·variance + d² */
  moments(x: Tensor, mean: Tensor, variance: Tensor, rows: number, channels: number, size: number): void;

  /** y[rows,channels,size] = γ·x̂ + β, x̂ = (x − mean)/√(variance + ε), all by channel.
   *  Bound     6·u·(|γ·x̂| + |β|) */
  normaliseChannels(
    x: Tensor,
    mean: Tensor,
    variance: Tensor,
    epsilon: number,
    gamma: Tensor,
    beta: Tensor,
    y: Tensor,
    rows: number,
    channels: number,
    size: number,
  ): void;

  /** The gradients of `normaliseChannels`; `dx` is null for none. Sums are over the N = rows·size numbers of a channel.
   *  dbeta = Σ dy; dgamma = Σ dy·x̂; dx = γ/√(variance + ε)·dy where mean and variance are constants, and
   *  γ/√(variance + ε)·(dy − (dbeta + x̂·dgamma)/N) where `fromBatch`: they are the moments of x itself.
   *  Bound     2·u·Σ|dy|; 2·u·Σ|dy·x̂|; 10·u·|γ|/√(variance + ε)·(|dy| + (Σ|dy| + |x̂|·Σ|dy·x̂|)/N) */
  normaliseChannelsBackward(
    x: Tensor,
    mean: Tensor,
    variance: Tensor,
    epsilon: number,
    gamma: Tensor,
    fromBatch: boolean,
    dy: Tensor,
    dgamma: Tensor,
    dbeta: Tensor,
    dx: Tensor | null,
    rows: number,
    channels: number,
    size: number,
  ): void;

  /** y[rows,n] = γ[n]·x̂ + β[n], x̂ = (x − mean)/√(variance + ε), mean[rows] and variance[rows] by row.
   *  Bound     6·u·(|γ·x̂| + |β|) */
  normaliseRows(
    x: Tensor,
    mean: Tensor,
    variance: Tensor,
    epsilon: number,
    gamma: Tensor,
    beta: Tensor,
    y: Tensor,
    rows: number,
    n: number,
  ): void;

  /** The gradients of `normaliseRows` where mean and variance are the moments of the rows of x; `dx` is null for none.
   *  dbeta[n] = Σ dy; dgamma[n] = Σ dy·x̂, over the rows; with g = γ·dy and Σ over the row,
   *  dx = (g − (Σ g + x̂·Σ g·x̂)/n)/√(variance + ε).
   *  Bound     (rows + 1)·u·Σ|dy|; (rows + 6)·u·Σ|dy·x̂|; 10·u/√(variance + ε)·(|g| + (Σ|g| + |x̂|·Σ|g·x̂|)/n) */
  normaliseRowsBackward(
    x: Tensor,
    mean: Tensor,
    variance: Tensor,
    epsilon: number,
    gamma: Tensor,
    dy: Tensor,
    dgamma: Tensor,
    dbeta: Tensor,
    dx: Tensor | null,
    rows: number,
    n: number,
  ): void;

  /** y[n] = x/keep where h(key, i) < keep·2³², rounded to a whole number; else 0. h(key, i), the same 32 bits on every
   *  backend, is f(f(i xor key₀) xor key₁), with `finalise` of src/core/rng.ts for f: a pass needs to remember the two
   *  words of its key, and no mask.
   *  Bound     3·u·|y| */
  dropout(x: Tensor, y: Tensor, n: number, keep: number, key0: number, key1: number): void;

  /** p[rows,columns] = e^z / Σ e^z by row, the row's maximum subtracted first.
   *  Bound     2·10⁻⁶ */
  softmax(z: Tensor, p: Tensor, rows: number, columns: number): void;

  /** Returns Σ −t·ln softmax(z); dz[rows,columns] = (softmax(z)·Σt − t)·scale.
   *  Bound     2·10⁻⁶·max(1, |loss| per row); 2·10⁻⁶·scale */
  softmaxCrossEntropy(z: Tensor, t: Tensor, dz: Tensor, rows: number, columns: number, scale: number): number;

  /** Returns Σ max(z,0) − z·t + ln(1 + e^−|z|); dz[n] = (σ(z) − t)·scale.
   *  Bound     2·10⁻⁶·max(1, |loss| per element); 2·10⁻⁶·scale */
  binaryCrossEntropy(z: Tensor, t: Tensor, dz: Tensor, n: number, scale: number): number;

  /** Returns Σ (y − t)²; dy[n] = (y − t)·scale.
   *  Bound     4·u relative; 3·u·(|y| + |t|)·scale */
  squaredError(y: Tensor, t: Tensor, dy: Tensor, n: number, scale: number): number;

  /** x[rows,columns] = rows `order[from …]` of `source` (rows `from …` themselves, without an order), times 1/255.
   *  `pixels` holds the bytes meanwhile. This and `gatherFloats` alone write the input of a network, so a backend may
   *  remember where x is zero, and pass over that in products with x. If nothing but such products will be asked for
   *  (`lean`), x need not be written then.
   *  Bound     2·u relative */
  gatherBytes(
    source: Uint8Array,
    order: Order,
    from: number,
    rows: number,
    columns: number,
    pixels: Bytes,
    x: Tensor,
    lean: boolean,
  ): void;

  /** x[rows,columns] = rows `order[from …]` of `source`, as they are. */
  gatherFloats(
    source: FloatArray,
    order: Order,
    from: number,
    rows: number,
    columns: number,
    x: Tensor,
  ): void;
}

export type BackendName = "wasm" | "reference";

/** The kernels and the memory they work on; each model has its own. */
export interface Backend {
  readonly name: BackendName;
  readonly kernels: Kernels;
  readonly arena: Arena;
}
