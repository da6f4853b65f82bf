// Batch and layer normalisation. x is [rows, channels, size]; a run is the `size` numbers of one channel in one row. Of batch
// normalisation, each function does `channels` of them, of rows that begin `row` numbers apart.
//
// Sums are taken in float64, so that neither a large mean nor many numbers cost digits, and always in the same order.
// Where size is 1, four channels at a time are four lanes; else four numbers of a run are.
import { loadLanes, storeLanes } from "./lanes";

/** The first two of four float32 lanes, as float64. */
// @ts-ignore: decorator
@inline
function low(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

/** The last two. */
// @ts-ignore: decorator
@inline
function high(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f64>(v, v, 1, 0));
}

/** Four float32 lanes from two times two float64. */
// @ts-ignore: decorator
@inline
function join(first: v128, last: v128): v128 {
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(first), f32x4.demote_f64x2_zero(last), 0, 2);
}

// @ts-ignore: decorator
@inline
function sumOfLanes(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** 1/√(variance + ε) of two channels, or of one. */
// @ts-ignore: decorator
@inline
function inverse2(variance: v128, epsilon: v128): v128 {
  return f64x2.div(f64x2.splat(1), f64x2.sqrt(f64x2.add(variance, epsilon)));
}

// @ts-ignore: decorator
@inline
function inverse1(variance: usize, epsilon: f64): f64 {
  return 1 / sqrt(<f64>f32.load(variance) + epsilon);
}

// Moments

function sumOfRun(x: usize, n: i32): f64 {
  let sums = f64x2.splat(0), more = f64x2.splat(0);
  for (; n > 0; n -= 4) {
    const v = loadLanes(x, n);
    sums = f64x2.add(sums, low(v));
    more = f64x2.add(more, high(v));
    x += 16;
  }
  return sumOfLanes(f64x2.add(sums, more));
}

/** Σ (x − centre)² */
function squaresOfRun(x: usize, n: i32, centre: f64): f64 {
  const middle = f64x2.splat(centre);
  let sums = f64x2.splat(0), more = f64x2.splat(0);
  for (; n >= 4; n -= 4) {
    const v = v128.load(x);
    const first = f64x2.sub(low(v), middle);
    const last = f64x2.sub(high(v), middle);
    sums = f64x2.add(sums, f64x2.mul(first, first));
    more = f64x2.add(more, f64x2.mul(last, last));
    x += 16;
  }
  let total = sumOfLanes(f64x2.add(sums, more));
  for (; n > 0; n--) {
    const distance = <f64>f32.load(x) - centre;
    total += distance * distance;
    x += 4;
  }
  return total;
}

function momentsOfColumns(x: usize, mean: usize, variance: usize, rows: i32, stride: usize, columns: i32): void {
  const n = f64x2.splat(<f64>rows);
  for (let left = columns; left > 0; left -= 4) {
    let first = f64x2.splat(0), last = f64x2.splat(0);
    let from = x;
    for (let r = 0; r < rows; r++) {
      const v = loadLanes(from, left);
      first = f64x2.add(first, low(v));
      last = f64x2.add(last, high(v));
      from += stride;
    }
    const firstMean = f64x2.div(first, n), lastMean = f64x2.div(last, n);
    first = f64x2.splat(0), last = f64x2.splat(0);
    from = x;
    for (let r = 0; r < rows; r++) {
      const v = loadLanes(from, left);
      const a = f64x2.sub(low(v), firstMean), b = f64x2.sub(high(v), lastMean);
      first = f64x2.add(first, f64x2.mul(a, a));
      last = f64x2.add(last, f64x2.mul(b, b));
      from += stride;
    }
    storeLanes(mean, join(firstMean, lastMean), left);
    storeLanes(variance, join(f64x2.div(first, n), f64x2.div(last, n)), left);
    x += 16;
    mean += 16;
    variance += 16;
  }
}

/** mean[channels] = Σ x/N and variance[channels] = Σ (x − mean)²/N, N = rows·size. */
export function moments(
  x: usize, mean: usize, variance: usize, rows: i32, row: i32, channels: i32, size: i32,
): void {
  const stride = <usize>row << 2;
  if (size == 1) return momentsOfColumns(x, mean, variance, rows, stride, channels);
  const run = <usize>size << 2;
  const n = <f64>rows * <f64>size;
  for (let c: usize = 0; c < <usize>channels; c++) {
    const start = x + c * run;
    let sum: f64 = 0;
    for (let r: usize = 0; r < <usize>rows; r++) sum += sumOfRun(start + r * stride, size);
    const centre = sum / n;
    let squares: f64 = 0;
    for (let r: usize = 0; r < <usize>rows; r++) squares += squaresOfRun(start + r * stride, size, centre);
    f32.store(mean + (c << 2), <f32>centre);
    f32.store(variance + (c << 2), <f32>(squares / n));
  }
}

// Channels

/** y = (x − mean)·scale + β on the next four numbers. */
// @ts-ignore: decorator
@inline
function normaliseLanes(x: usize, mean: v128, scale: v128, beta: v128, y: usize, left: i32): void {
  storeLanes(y, f32x4.add(f32x4.mul(f32x4.sub(loadLanes(x, left), mean), scale), beta), left);
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
      const v = loadLanes(variance, left);
      const scale = f32x4.mul(join(inverse2(low(v), e), inverse2(high(v), e)), loadLanes(gamma, left));
      const m = loadLanes(mean, left), b = loadLanes(beta, left);
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
  const distance = f32x4.sub(loadLanes(x, left), mean);
  storeLanes(dx, f32x4.mul(k, f32x4.sub(f32x4.sub(loadLanes(dy, left), a), f32x4.mul(distance, b))), left);
}

// @ts-ignore: decorator
@inline
function scaleLanes(k: v128, dy: usize, dx: usize, left: i32): void {
  storeLanes(dx, f32x4.mul(k, loadLanes(dy, left)), left);
}

function backwardOfColumns(
  x: usize, mean: usize, variance: usize, epsilon: f64, gamma: usize, fromBatch: bool,
  dy: usize, dgamma: usize, dbeta: usize, dx: usize, rows: i32, stride: usize, columns: i32,
): void {
  const end = <usize>rows * stride;
  const n = f64x2.splat(<f64>rows);
  const e = f64x2.splat(epsilon);
  for (let left = columns; left > 0; left -= 4) {
    const m = loadLanes(mean, left);
    const v = loadLanes(variance, left);
    const firstInverse = inverse2(low(v), e), lastInverse = inverse2(high(v), e);
    let first = f64x2.splat(0), last = f64x2.splat(0);
    let firstProduct = f64x2.splat(0), lastProduct = f64x2.splat(0);
    for (let at: usize = 0; at < end; at += stride) {
      const d = loadLanes(dy + at, left);
      const distance = f32x4.sub(loadLanes(x + at, left), m);
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
      const k = f32x4.mul(join(firstInverse, lastInverse), loadLanes(gamma, left));
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

// Rows

/** y[rows, n] = γ[n]·(x − mean)/√(variance + ε) + β[n], mean and variance by row. */
export function normaliseRows(
  x: usize, mean: usize, variance: usize, epsilon: f64, gamma: usize, beta: usize, y: usize, rows: i32, n: i32,
): void {
  const stride = <usize>n << 2;
  for (let r = 0; r < rows; r++) {
    const m = v128.load_splat<f32>(mean);
    const inverse = f32x4.splat(<f32>inverse1(variance, epsilon));
    let at: usize = 0;
    for (let left = n; left > 0; left -= 4) {
      const scale = f32x4.mul(inverse, loadLanes(gamma + at, left));
      normaliseLanes(x + at, m, scale, loadLanes(beta + at, left), y + at, left);
      at += 16;
    }
    x += stride; mean += 4; variance += 4; y += stride;
  }
}

/** The gradients of `normaliseRows`; `dx` is 0 for none. */
export function normaliseRowsBackward(
  x: usize, mean: usize, variance: usize, epsilon: f64, gamma: usize,
  dy: usize, dgamma: usize, dbeta: usize, dx: usize, rows: i32, n: i32,
): void {
  const stride = <usize>n << 2;
  memory.fill(dgamma, 0, stride);
  memory.fill(dbeta, 0, stride);
  for (let r = 0; r < rows; r++) {
    const m = v128.load_splat<f32>(mean);
    const inverse = f32x4.splat(<f32>inverse1(variance, epsilon));
    let first = f64x2.splat(0), last = f64x2.splat(0);
    let firstProduct = f64x2.splat(0), lastProduct = f64x2.splat(0);
    let at: usize = 0;
    for (let left = n; left > 0; left -= 4) {
      const d = loadLanes(dy + at, left);
      const normal = f32x4.mul(f32x4.sub(loadLanes(x + at, left), m), inverse);
      storeLanes(dbeta + at, f32x4.add(loadLanes(dbeta + at, left), d), left);
      storeLanes(dgamma + at, f32x4.add(loadLanes(dgamma + at, left), f32x4.mul(d, normal)), left);
      const g = f32x4.mul(d, loadLanes(gamma + at, left));
      first = f64x2.add(first, low(g));
      last = f64x2.add(last, high(g));
      firstProduct = f64x2.add(firstProduct, f64x2.mul(low(g), low(normal)));
      lastProduct = f64x2.add(lastProduct, f64x2.mul(high(g), high(normal)));
      at += 16;
    }
    if (dx != 0) {
      const a = f32x4.splat(<f32>(sumOfLanes(f64x2.add(first, last)) / <f64>n));
      const b = f32x4.splat(<f32>(sumOfLanes(f64x2.add(firstProduct, lastProduct)) / <f64>n));
      at = 0;
      for (let left = n; left > 0; left -= 4) {
        const g = f32x4.mul(loadLanes(dy + at, left), loadLanes(gamma + at, left));
        const normal = f32x4.mul(f32x4.sub(loadLanes(x + at, left), m), inverse);
        storeLanes(dx + at, f32x4.mul(inverse, f32x4.sub(f32x4.sub(g, a), f32x4.mul(normal, b))), left);
        at += 16;
      }
      dx += stride;
    }
    x += stride; mean += 4; variance += 4; dy += stride;
  }
}
