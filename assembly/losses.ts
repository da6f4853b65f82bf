// Each loss in one pass with its gradient: returns Σ of the losses (in float64), and writes the gradient times `scale`.
import { loadLanes, storeLanes } from "./lanes";
import { exp4, log4, sigmoid4 } from "./math";
import { lanes } from "./scratch";

function log1(x: f32): f32 {
  return f32x4.extract_lane(log4(f32x4.splat(x)), 0);
}

/** p = softmax(z) by row, and ln Σ e^z of that row. Lanes are added in a fixed order. */
function softmaxRow(z: usize, p: usize, columns: i32): f64 {
  let top: f32 = f32.load(z);
  for (let j = 1; j < columns; j++) top = max(top, f32.load(z + (<usize>j << 2)));
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
    const e = exp4(f32x4.sub(loadLanes(z + at, columns - whole), shift));
    storeLanes(p + at, e, columns - whole);
    for (let j = whole; j < columns; j++) sum += f32.load(p + (<usize>j << 2));
  }
  const divisor = f32x4.splat(sum);
  for (let j = 0; j < columns; j += 4) {
    const at = p + (<usize>j << 2);
    storeLanes(at, f32x4.div(loadLanes(at, columns - j), divisor), columns - j);
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

/** Σ −t·ln softmax(z), and dz = (softmax(z)·Σt − t)·scale. */
export function softmaxCrossEntropy(z: usize, t: usize, dz: usize, rows: i32, columns: i32, scale: f32): f64 {
  const stride = <usize>columns << 2;
  let total: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const logSum = softmaxRow(z, dz, columns);
    let mass: f32 = 0;
    for (let j = 0; j < columns; j++) {
      const at = <usize>j << 2;
      const target = f32.load(t + at);
      mass += target;
      if (target != 0) total += <f64>target * (logSum - <f64>f32.load(z + at));
    }
    for (let j = 0; j < columns; j += 4) {
      const at = <usize>j << 2, rest = columns - j;
      const difference = f32x4.sub(f32x4.mul(loadLanes(dz + at, rest), f32x4.splat(mass)), loadLanes(t + at, rest));
      storeLanes(dz + at, f32x4.mul(difference, f32x4.splat(scale)), rest);
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
    const logits = loadLanes(z, n), targets = loadLanes(t, n);
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
