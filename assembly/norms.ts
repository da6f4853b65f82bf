// How long a run of numbers is, and what keeps it from being longer. Squares of float32 are exact in float64, and are
// added up there, in an order that depends on nothing but the length.
import { loadLanes, storeLanes } from "./lanes";

// @ts-ignore: decorator
@inline
function low(x: v128): v128 {
  const wide = f64x2.promote_low_f32x4(x);
  return f64x2.mul(wide, wide);
}

// @ts-ignore: decorator
@inline
function high(x: v128): v128 {
  return low(v128.shuffle<f64>(x, x, 1, 1));
}

/** Σ x² */
export function sumSquares(x: usize, n: i32): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  for (; n > 0; n -= 4) {
    const four = loadLanes(x, n);
    even = f64x2.add(even, low(four));
    odd = f64x2.add(odd, high(four));
    x += 16;
  }
  const both = f64x2.add(even, odd);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/** x ← factor·x */
export function scale(x: usize, n: i32, factor: f32): void {
  const by = f32x4.splat(factor);
  for (; n > 0; n -= 4) {
    storeLanes(x, f32x4.mul(by, v128.load(x)), n);
    x += 16;
  }
}

/** x ← x within −limit … limit */
export function clamp(x: usize, n: i32, limit: f32): void {
  const top = f32x4.splat(limit);
  const bottom = f32x4.splat(-limit);
  for (; n > 0; n -= 4) {
    storeLanes(x, f32x4.max(bottom, f32x4.min(top, v128.load(x))), n);
    x += 16;
  }
}

/** w[outer, units, inner]: the numbers of each unit, scaled so that Σ w² ≤ limit². */
export function limitNorms(w: usize, outer: i32, units: i32, inner: i32, limit: f32): void {
  if (inner == 1) return limitColumns(w, outer, units, limit);
  const row = <usize>inner << 2;
  const stride = <usize>units * row;
  for (let unit = 0; unit < units; unit++) {
    let sum: f64 = 0;
    for (let i = 0; i < outer; i++) sum += sumSquares(w + <usize>i * stride, inner);
    if (sum > <f64>limit * <f64>limit) {
      const factor = <f32>(<f64>limit / sqrt<f64>(sum));
      for (let i = 0; i < outer; i++) scale(w + <usize>i * stride, inner, factor);
    }
    w += row;
  }
}

/** The same for w[rows, columns] by column, four columns at a time, so that memory is read in its order. */
function limitColumns(w: usize, rows: i32, columns: i32, limit: f32): void {
  const stride = <usize>columns << 2;
  const top = f64x2.splat(<f64>limit * <f64>limit);
  for (; columns > 0; columns -= 4) {
    let first = f64x2.splat(0);
    let second = f64x2.splat(0);
    let at = w;
    for (let i = 0; i < rows; i++) {
      const four = loadLanes(at, columns);
      first = f64x2.add(first, low(four));
      second = f64x2.add(second, high(four));
      at += stride;
    }
    if (v128.any_true(v128.or(f64x2.gt(first, top), f64x2.gt(second, top)))) {
      const factors = v128.shuffle<f64>(factorsOf(first, limit), factorsOf(second, limit), 0, 2);
      at = w;
      for (let i = 0; i < rows; i++) {
        storeLanes(at, f32x4.mul(factors, loadLanes(at, columns)), columns);
        at += stride;
      }
    }
    w += 16;
  }
}

/** limit/√sum where that is below 1, and else 1, as two float32. */
// @ts-ignore: decorator
@inline
function factorsOf(sums: v128, limit: f32): v128 {
  const factors = f64x2.div(f64x2.splat(<f64>limit), f64x2.sqrt(sums));
  const least = f64x2.splat(<f64>limit * <f64>limit);
  return f32x4.demote_f64x2_zero(v128.bitselect(factors, f64x2.splat(1), f64x2.gt(sums, least)));
}
