// Batch normalisation. x is [rows, channels, size]; each function does `channels` of them, of rows that begin `row` numbers apart.
// Where size is 1, four channels at a time are four lanes; else four numbers of one channel in one row are.
import { high, inverse1, inverse2, join, low, sumOfLanes } from "./doubles";
import { loadLanes, storeLanes } from "./lanes";

/** y = (x − mean)·scale + β on the next four numbers. */
// @ts-ignore: decorator
@inline
export function normaliseLanes(x: usize, mean: v128, scale: v128, beta: v128, y: usize, left: i32): void {
  storeLanes(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), mean), scale), beta), left);
}

/** y = γ·(x − mean)/√(variance + ε) + β, all by channel. */
export function normaliseChannels(
  x: usize, mean: usize, variance: usize, epsilon: f64, gamma: usize, beta: usize,
  y: usize, rows: i32, row: i32, channels: i32, size: i32,
): void {
  const run = <usize>size << 2;
  const stride = <usize>row << 2;
  if (size == 1) {
    const e = f64x2.splat(epsilon);
    for (let left = channels; left > 0; left -= 4) {
      const v = v128.load(variance);
      const scale = f32x4.mul(join(inverse2(low(v), e), inverse2(high(v), e)), v128.load(gamma));
      const m = v128.load(mean), b = v128.load(beta);
      for (let at: usize = 0; at < <usize>rows * stride; at += stride) normaliseLanes(x + at, m, scale, b, y + at, left);
      x += 16; mean += 16; variance += 16; gamma += 16; beta += 16; y += 16;
    }
    return;
  }
  for (let c = 0; c < channels; c++) {
    const scale = f32x4.splat(<f32>inverse1(variance, epsilon) * f32.load(gamma));
    const m = v128.load_splat<f32>(mean), b = v128.load_splat<f32>(beta);
    for (let r: usize = 0; r < <usize>rows; r++) {
      let from = x + r * stride, to = y + r * stride;
      for (let left = size; left > 0; left -= 4) {
        normaliseLanes(from, m, scale, b, to, left);
        from += 16;
        to += 16;
      }
    }
    x += run; mean += 4; variance += 4; gamma += 4; beta += 4; y += run;
  }
}

/** dx = k·(dy − a − (x − mean)·b) on the next four numbers. */
// @ts-ignore: decorator
@inline
function backwardLanes(x: usize, mean: v128, k: v128, a: v128, b: v128, dy: usize, dx: usize, left: i32): void {
  const distance = f32x4.sub(v128.load(x), mean);
  storeLanes(dx, f32x4.mul(k, f32x4.sub(f32x4.sub(v128.load(dy), a), f32x4.mul(distance, b))), left);
}

// @ts-ignore: decorator
@inline
function scaleLanes(k: v128, dy: usize, dx: usize, left: i32): void {
  storeLanes(dx, f32x4.mul(k, v128.load(dy)), left);
}

function backwardOfColumns(
  x: usize, mean: usize, variance: usize, epsilon: f64, gamma: usize, fromBatch: bool,
  dy: usize, dgamma: usize, dbeta: usize, dx: usize, rows: i32, stride: usize, columns: i32,
): void {
  const end = <usize>rows * stride;
  const n = f64x2.splat(<f64>rows);
  const e = f64x2.splat(epsilon);
  for (let left = columns; left > 0; left -= 4) {
    const m = v128.load(mean);
    const v = v128.load(variance);
    const firstInverse = inverse2(low(v), e), lastInverse = inverse2(high(v), e);
    let first = f64x2.splat(0), last = f64x2.splat(0);
    let firstProduct = f64x2.splat(0), lastProduct = f64x2.splat(0);
    for (let at: usize = 0; at < end; at += stride) {
      const d = v128.load(dy + at);
      const distance = f32x4.sub(v128.load(x + at), m);
      first = f64x2.add(first, low(d));
      last = f64x2.add(last, high(d));
      firstProduct = f64x2.add(firstProduct, f64x2.mul(low(d), low(distance)));
      lastProduct = f64x2.add(lastProduct, f64x2.mul(high(d), high(distance)));
    }
    firstProduct = f64x2.mul(firstProduct, firstInverse);
    lastProduct = f64x2.mul(lastProduct, lastInverse);
    storeLanes(dbeta, join(first, last), left);
    storeLanes(dgamma, join(firstProduct, lastProduct), left);
    if (dx != 0) {
      const k = f32x4.mul(join(firstInverse, lastInverse), v128.load(gamma));
      const a = join(f64x2.div(first, n), f64x2.div(last, n));
      const b = join(
        f64x2.div(f64x2.mul(firstProduct, firstInverse), n),
        f64x2.div(f64x2.mul(lastProduct, lastInverse), n),
      );
      for (let at: usize = 0; at < end; at += stride) {
        if (fromBatch) backwardLanes(x + at, m, k, a, b, dy + at, dx + at, left);
        else scaleLanes(k, dy + at, dx + at, left);
      }
      dx += 16;
    }
    x += 16; mean += 16; variance += 16; gamma += 16; dy += 16; dgamma += 16; dbeta += 16;
  }
}

/** The gradients of `normaliseChannels`; `dx` is 0 for none. */
export function normaliseChannelsBackward(
  x: usize, mean: usize, variance: usize, epsilon: f64, gamma: usize, fromBatch: bool,
  dy: usize, dgamma: usize, dbeta: usize, dx: usize, rows: i32, row: i32, channels: i32, size: i32,
): void {
  const stride = <usize>row << 2;
  if (size == 1) {
    backwardOfColumns(x, mean, variance, epsilon, gamma, fromBatch, dy, dgamma, dbeta, dx, rows, stride, channels);
    return;
  }
  const run = <usize>size << 2;
  const n = <f64>rows * <f64>size;
  for (let c = 0; c < channels; c++) {
    const m = v128.load_splat<f32>(mean);
    const inverse = inverse1(variance, epsilon);
    let first = f64x2.splat(0), last = f64x2.splat(0);
    let firstProduct = f64x2.splat(0), lastProduct = f64x2.splat(0);
    for (let r: usize = 0; r < <usize>rows; r++) {
      let at = r * stride;
      for (let left = size; left > 0; left -= 4) {
        const d = loadLanes(dy + at, left);
        const distance = f32x4.sub(loadLanes(x + at, left), m);
        first = f64x2.add(first, low(d));
        last = f64x2.add(last, high(d));
        firstProduct = f64x2.add(firstProduct, f64x2.mul(low(d), low(distance)));
        lastProduct = f64x2.add(lastProduct, f64x2.mul(high(d), high(distance)));
        at += 16;
      }
    }
    const sum = sumOfLanes(f64x2.add(first, last));
    const product = sumOfLanes(f64x2.add(firstProduct, lastProduct)) * inverse;
    f32.store(dbeta, <f32>sum);
    f32.store(dgamma, <f32>product);
    if (dx != 0) {
      const k = f32x4.splat(<f32>inverse * f32.load(gamma));
      const a = f32x4.splat(<f32>(sum / n));
      const b = f32x4.splat(<f32>((product * inverse) / n));
      for (let r: usize = 0; r < <usize>rows; r++) {
        let at = r * stride;
        for (let left = size; left > 0; left -= 4) {
          if (fromBatch) backwardLanes(x + at, m, k, a, b, dy + at, dx + at, left);
          else scaleLanes(k, dy + at, dx + at, left);
          at += 16;
        }
      }
      dx += run;
    }
    x += run; mean += 4; variance += 4; gamma += 4; dy += run; dgamma += 4; dbeta += 4;
  }
}
