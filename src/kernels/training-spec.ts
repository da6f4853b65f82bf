import type { Tensor } from "../core/tensor.js";

/** A pull of parameters towards 0: its share of the gradient is l2·p + l1·sign p, that of ½·l2·p² + l1·|p|. */
export interface Penalty {
  readonly l1: number;
  readonly l2: number;
}

/** A run of parameters, end to end, that are trained and have the same penalty: what one call of an optimizer moves. */
export interface Segment {
  readonly start: number;
  readonly length: number;
  readonly penalty: Penalty;
}

/** The part of `Kernels` that works on parameters and their gradients, once the gradients are there: the optimizers, each
 *  in one pass, and what keeps gradients and weights from growing too large. As for all kernels, u = 2⁻²⁴.
 *
 *  Below, p are parameters, g their gradients, and d = g + l2·p + l1·sign p the gradients with their penalty (without one,
 *  d = g, whatever p is). D = |g| + l2·|p| + l1, so that d is within 4·u·D. The bounds of those that divide by a root are to
 *  first order in u, and hold while d² is a float32. What is remembered and shrinks (v, m, and s of rmsprop) may besides be
 *  0 where it is below 2⁻¹²⁶, where float32 has subnormal numbers, which are slow. */
export interface TrainingKernels {
  /** p[n] ← p − rate·d.
   *  Bound     2·u·|p| + 6·u·rate·D */
  sgd(p: Tensor, g: Tensor, n: number, rate: number, penalty: Penalty): void;

  /** v[n] ← momentum·v + d, then p[n] ← p − rate·v, or p − rate·(d + momentum·v) with nesterov.
   *  Bound     v: 6·u·V, where V = momentum·|v| + D
   *            p: 2·u·|p| + 10·u·rate·(1 + momentum)·V */
  momentum(
    p: Tensor,
    g: Tensor,
    v: Tensor,
    n: number,
    settings: { readonly rate: number; readonly momentum: number; readonly nesterov: boolean },
    penalty: Penalty,
  ): void;

  /** s[n] ← s + d², then p[n] ← p − rate·d/(√s + eps).
   *  Bound     s: 12·u·S, where S = s + D²
   *            p: 2·u·|p| + rate·(8·u·D + D·δ)/(√s + eps), where δ ≤ 12·u·S/s is how far √s is off, relatively */
  adagrad(
    p: Tensor,
    g: Tensor,
    s: Tensor,
    n: number,
    settings: { readonly rate: number; readonly eps: number },
    penalty: Penalty,
  ): void;

  /** s[n] ← alpha·s + (1 − alpha)·d², then p[n] ← p − rate·d/(√s + eps).
   *  Bound     as `adagrad`, where S = alpha·s + (1 − alpha)·D² */
  rmsprop(
    p: Tensor,
    g: Tensor,
    s: Tensor,
    n: number,
    settings: { readonly rate: number; readonly alpha: number; readonly eps: number },
    penalty: Penalty,
  ): void;

  /** m[n] ← beta1·m + (1 − beta1)·d, v[n] ← beta2·v + (1 − beta2)·d², then p[n] ← keep·p − rate·m/(√v + eps).
   *  Bound     m: 8·u·M, where M = beta1·|m| + (1 − beta1)·D
   *            v: 12·u·S, where S = beta2·v + (1 − beta2)·D²
   *            p: 3·u·keep·|p| + rate·(12·u·M + M·δ)/(√v + eps), with δ as for `adagrad` */
  adam(
    p: Tensor,
    g: Tensor,
    m: Tensor,
    v: Tensor,
    n: number,
    settings: {
      readonly rate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly eps: number;
      readonly keep: number;
    },
    penalty: Penalty,
  ): void;

  /** Returns Σ x², added up in float64.
   *  Bound     n·2⁻⁵² relative */
  sumSquares(x: Tensor, n: number): number;

  /** x[n] ← factor·x.
   *  Bound     u·|factor·x| */
  scale(x: Tensor, n: number, factor: number): void;

  /** x[n] ← the nearest number to x within −limit … limit.
   *  Bound     exact */
  clamp(x: Tensor, n: number, limit: number): void;

  /** For w[outer,units,inner], each unit's numbers times limit/‖them‖ where that is less than 1.
   *  Bound     3·u·|w| */
  limitNorms(w: Tensor, outer: number, units: number, inner: number, limit: number): void;
}
