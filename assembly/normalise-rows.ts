// Layer normalisation of x[rows, n].
import { high, inverse1, low, sumOfLanes } from "./doubles";
import { loadLanes, storeLanes } from "./lanes";
import { normaliseLanes } from "./normalise-channels";

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
      const scale = f32x4.mul(inverse, v128.load(gamma + at));
      normaliseLanes(x + at, m, scale, v128.load(beta + at), y + at, left);
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
        const g = f32x4.mul(v128.load(dy + at), v128.load(gamma + at));
        const normal = f32x4.mul(f32x4.sub(v128.load(x + at), m), inverse);
        storeLanes(dx + at, f32x4.mul(inverse, f32x4.sub(f32x4.sub(g, a), f32x4.mul(normal, b))), left);
        at += 16;
      }
      dx += stride;
    }
    x += stride; mean += 4; variance += 4; dy += stride;
  }
}
