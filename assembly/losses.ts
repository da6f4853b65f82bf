// Each loss in one pass with its gradient: returns Σ of the losses (in float64), and writes the gradient times `scale`.
import { storeLanes } from "./lanes";
import { exp4, log4, sigmoid4 } from "./math";
import { lanes } from "./scratch";

function log1(x: f32): f32 {
  return f32x4.extract_lane(log4(f32x4.splat(x)), 0);
}

/** The largest of n numbers, NaN if one is. */
function largest(z: usize, n: i32): f32 {
  if (n < 4) return max(f32.load(z), max(f32.load(z + (n > 1 ? 4 : 0)), f32.load(z + (n > 2 ? 8 : 0))));
  let tops = v128.load(z + (<usize>(n - 4) << 2));
  for (let j = 0; j < n - 4; j += 4) tops = f32x4.max(tops, v128.load(z + (<usize>j << 2)));
  tops = f32x4.max(tops, v128.shuffle<f32>(tops, tops, 2, 3, 0, 1));
  return max(f32x4.extract_lane(tops, 0), f32x4.extract_lane(tops, 1));
}

/** p = softmax(z) by row, and ln Σ e^z of that row. Lanes are added in a fixed order. */
function softmaxRow(z: usize, p: usize, columns: i32): f64 {
  const top = largest(z, columns);
  // ∞ − ∞ is not a number: a row of nothing but −∞, or one with +∞, is left to give NaN, which the guard reports
  const shift = f32x4.splat(top);
  const whole = columns & ~3;
  let sums = f32x4.splat(0);
  for (let j = 0; j < whole; j += 4) {
    const at = <usize>j << 2;
    const e = exp4(f32x4.sub(v128.load(z + at), shift));
    v128.store(p + at, e);
    sums = f32x4.add(sums, e);
  }
  const lane = lanes();
  v128.store(lane, sums);
  let sum = f32.load(lane) + f32.load(lane, 4) + f32.load(lane, 8) + f32.load(lane, 12);
  if (whole < columns) {
    const at = <usize>whole << 2;
    const e = exp4(f32x4.sub(v128.load(z + at), shift));
    storeLanes(p + at, e, columns - whole);
    for (let j = whole; j < columns; j++) sum += f32.load(p + (<usize>j << 2));
  }
  const divisor = f32x4.splat(sum);
  for (let j = 0; j < columns; j += 4) {
    const at = p + (<usize>j << 2);
    storeLanes(at, f32x4.div(v128.load(at), divisor), columns - j);
  }
  // log4 takes NaN for a number, so that the loss of a row with NaN or +∞ would come out as ∞, or even finite
  if (sum != sum) return NaN;
  return <f64>top + <f64>log1(sum);
}

/** p[rows, columns] = softmax of each row of z. */
export function softmax(z: usize, p: usize, rows: i32, columns: i32): void {
  const stride = <usize>columns << 2;
  for (let i = 0; i < rows; i++) {
    softmaxRow(z, p, columns);
    z += stride;
    p += stride;
  }
}

/** A bit for each of the first n ≤ 32 numbers that is not zero; of more, for 32. */
function nonzeros(t: usize, n: i32): i32 {
  let mask = 0;
  for (let j = 0; j < min(n, 32); j += 4)
    mask |= i32x4.bitmask(f32x4.ne(v128.load(t + (<usize>j << 2)), f32x4.splat(0))) << j;
  return n < 32 ? mask & ((1 << n) - 1) : mask;
}

/** Σ −t·ln softmax(z), and dz = (softmax(z)·Σt − t)·scale. */
export function softmaxCrossEntropy(z: usize, t: usize, dz: usize, rows: i32, columns: i32, scale: f32): f64 {
  const stride = <usize>columns << 2;
  let total: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const logSum = softmaxRow(z, dz, columns);
    let mass: f32 = 0;
    for (let j = 0; j < columns; j += 32) {
      // the classes with a target, one as a rule, found without a branch for each
      for (let mask = nonzeros(t + (<usize>j << 2), columns - j); mask != 0; mask &= mask - 1) {
        const at = <usize>(j + ctz(mask)) << 2;
        const target = f32.load(t + at);
        mass += target;
        total += <f64>target * (logSum - <f64>f32.load(z + at));
      }
    }
    for (let j = 0; j < columns; j += 4) {
      const at = <usize>j << 2;
      const difference = f32x4.sub(f32x4.mul(v128.load(dz + at), f32x4.splat(mass)), v128.load(t + at));
      storeLanes(dz + at, f32x4.mul(difference, f32x4.splat(scale)), columns - j);
    }
    z += stride;
    t += stride;
    dz += stride;
  }
  return total;
}

/** Σ max(z, 0) − z·t + ln(1 + e^(−|z|)), and dz = (σ(z) − t)·scale. */
export function binaryCrossEntropy(z: usize, t: usize, dz: usize, n: i32, scale: f32): f64 {
  let total: f64 = 0;
  const lane = lanes(), factor = f32x4.splat(scale);
  for (; n > 0; n -= 4) {
    const logits = v128.load(z), targets = v128.load(t);
    storeLanes(dz, f32x4.mul(f32x4.sub(sigmoid4(logits), targets), factor), n);
    v128.store(lane, log4(f32x4.add(f32x4.splat(1), exp4(f32x4.neg(f32x4.abs(logits))))));
    for (let i: usize = 0; i < <usize>min(n, 4) << 2; i += 4) {
      const logit = f32.load(z + i);
      total += <f64>max<f32>(logit, 0) - <f64>logit * <f64>f32.load(t + i) + <f64>f32.load(lane + i);
    }
    z += 16;
    t += 16;
    dz += 16;
  }
  return total;
}

/** Σ (y − t)², and dy = (y − t)·scale. */
export function squaredError(y: usize, t: usize, dy: usize, n: i32, scale: f32): f64 {
  let total: f64 = 0;
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 2;
    const difference = f32.load(y + at) - f32.load(t + at);
    total += <f64>difference * <f64>difference;
    f32.store(dy + at, difference * scale);
  }
  return total;
}
