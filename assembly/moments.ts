// Mean and variance, which batch and layer normalisation share. x is [rows, channels, size]; a run is the `size` numbers of one
// channel in one row. Sums are taken in float64, always in the same order. Where size is 1, four channels at a time are four
// lanes; else four numbers of a run are.
import { high, join, low, sumOfLanes } from "./doubles";
import { loadLanes, storeLanes } from "./lanes";

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
