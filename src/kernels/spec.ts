import type { Arena, Bytes, FloatArray, Tensor } from "../core/tensor.js";

/** The elementwise functions, by the number that the kernels know them by. */
export const Activation = {
  linear: 0,
  sigmoid: 1,
  tanh: 2,
  relu: 3,
  leakyRelu: 4,
  elu: 5,
  gelu: 6,
  softplus: 7,
  step: 8,
} as const;

export type ActivationName = keyof typeof Activation;
export type ActivationCode = (typeof Activation)[ActivationName];

/** One elementwise function with its parameter (the slope of leakyRelu, α of elu; else 0). */
export interface Elementwise {
  readonly f: ActivationCode;
  readonly alpha: number;
}

/** The order in which samples are taken; null for the order in which they stand. */
export type Order = Uint32Array | null;

/** Every computation on tensors that a layer, a loss or an optimizer asks for. Each exists twice: in `reference`
 *  (float64, plain loops: the definition of what is right) and in `wasm` (float32, SIMD: what runs).
 *
 *  All matrices are row-major. Outputs are overwritten, never added to; an output may not overlap an input unless it
 *  says so. Let u = 2⁻²⁴, the rounding unit of float32. The bounds are those of the parity test, for wasm against
 *  reference on the same float32 inputs; a sum of n products is within (n + 2)·u·Σ|aᵢbᵢ| (Higham 2002, §3.1). */
export interface Kernels {
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

  /** z = x·w + b and y = f(z), each row of z activated while it is still in the cache. Shapes as `affine`. */
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

  /** p[n] ← p − rate·g.
   *  Bound     2·u·(|p| + |rate·g|) */
  sgd(p: Tensor, g: Tensor, n: number, rate: number): void;

  /** x[rows,columns] = rows `order[from …]` of `source` (rows `from …` themselves, without an order), times 1/255.
   *  `pixels` holds the bytes meanwhile. This and `gatherFloats` alone write the input of a network, so a backend may
   *  remember where x is zero, and pass over that in products with x.
   *  Bound     2·u relative */
  gatherBytes(
    source: Uint8Array,
    order: Order,
    from: number,
    rows: number,
    columns: number,
    pixels: Bytes,
    x: Tensor,
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
