// The micro-kernel of matrix products: 4 × 8 sums in eight registers.
import { storeEight, storeLanes } from "./lanes";

/** One tile of C, rows × columns ≤ 4 × 8. `start` is where its sums begin: a row of eight numbers (the bias, stride 0)
 *  or the tile of C itself (stride `ldc`), which the block of k before has left there. */
// @ts-ignore: decorator
@inline
export function tile(
  a0: usize, a1: usize, a2: usize, a3: usize, step: usize,
  panel: usize, kc: i32, start: usize, startStride: usize,
  c: usize, ldc: usize, rows: i32, columns: i32,
): void {
  let c00 = v128.load(start), c01 = v128.load(start, 16);
  let c10 = v128.load(start + startStride), c11 = v128.load(start + startStride, 16);
  let c20 = v128.load(start + 2 * startStride), c21 = v128.load(start + 2 * startStride, 16);
  let c30 = v128.load(start + 3 * startStride), c31 = v128.load(start + 3 * startStride, 16);
  const end = panel + (<usize>kc << 5);
  while (panel < end) {
    const b0 = v128.load(panel), b1 = v128.load(panel, 16);
    let a = v128.load_splat<f32>(a0);
    c00 = f32x4.add(c00, f32x4.mul(a, b0));
    c01 = f32x4.add(c01, f32x4.mul(a, b1));
    a = v128.load_splat<f32>(a1);
    c10 = f32x4.add(c10, f32x4.mul(a, b0));
    c11 = f32x4.add(c11, f32x4.mul(a, b1));
    a = v128.load_splat<f32>(a2);
    c20 = f32x4.add(c20, f32x4.mul(a, b0));
    c21 = f32x4.add(c21, f32x4.mul(a, b1));
    a = v128.load_splat<f32>(a3);
    c30 = f32x4.add(c30, f32x4.mul(a, b0));
    c31 = f32x4.add(c31, f32x4.mul(a, b1));
    a0 += step; a1 += step; a2 += step; a3 += step;
    panel += 32;
  }
  storeEight(c, c00, c01, columns);
  if (rows > 1) storeEight(c + ldc, c10, c11, columns);
  if (rows > 2) storeEight(c + 2 * ldc, c20, c21, columns);
  if (rows > 3) storeEight(c + 3 * ldc, c30, c31, columns);
}

/** The same with at most four columns: half the sums. */
// @ts-ignore: decorator
@inline
export function narrowTile(
  a0: usize, a1: usize, a2: usize, a3: usize, step: usize,
  panel: usize, kc: i32, start: usize, startStride: usize,
  c: usize, ldc: usize, rows: i32, columns: i32,
): void {
  let c0 = v128.load(start), c1 = v128.load(start + startStride);
  let c2 = v128.load(start + 2 * startStride), c3 = v128.load(start + 3 * startStride);
  const end = panel + (<usize>kc << 5);
  while (panel < end) {
    const b = v128.load(panel);
    c0 = f32x4.add(c0, f32x4.mul(v128.load_splat<f32>(a0), b));
    c1 = f32x4.add(c1, f32x4.mul(v128.load_splat<f32>(a1), b));
    c2 = f32x4.add(c2, f32x4.mul(v128.load_splat<f32>(a2), b));
    c3 = f32x4.add(c3, f32x4.mul(v128.load_splat<f32>(a3), b));
    a0 += step; a1 += step; a2 += step; a3 += step;
    panel += 32;
  }
  storeLanes(c, c0, columns);
  if (rows > 1) storeLanes(c + ldc, c1, columns);
  if (rows > 2) storeLanes(c + 2 * ldc, c2, columns);
  if (rows > 3) storeLanes(c + 3 * ldc, c3, columns);
}
