// Sums of arrays, element by element.
import { storeLanes } from "./lanes";

/** y[n] = a[n] + b[n] */
export function add(a: usize, b: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4) {
    storeLanes(y, f32x4.add(v128.load(a), v128.load(b)), n);
    a += 16;
    b += 16;
    y += 16;
  }
}

/** a ← kept·a + taken·value */
export function blend(a: usize, value: usize, n: i32, kept: f32, taken: f32): void {
  const k = f32x4.splat(kept);
  const t = f32x4.splat(taken);
  for (; n > 0; n -= 4) {
    storeLanes(a, f32x4.add(f32x4.mul(k, v128.load(a)), f32x4.mul(t, v128.load(value))), n);
    a += 16;
    value += 16;
  }
}
