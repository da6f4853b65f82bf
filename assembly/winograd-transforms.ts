// The transforms of Winograd's F(2×2, 3×3): with Bᵀ, G and Aᵀ as below, the 2 × 2 numbers that a filter g of 3 × 3 makes of the
// 4 × 4 numbers d of an image are y = Aᵀ·[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]·A: 16 products where the definition has 36.
//
//        1  0 −1  0           1   0   0
//   Bᵀ = 0  1  1  0       G = ½   ½   ½       Aᵀ = 1  1  1  0
//        0 −1  1  0           ½  −½   ½            0  1 −1 −1
//        0  1  0 −1           0   0   1
//
// Four tiles side by side are one in each lane of a register.
// Source: Lavin and Gray, "Fast algorithms for convolutional neural networks", 2016, §4.1.
import { loadLanes, storeEight } from "./lanes";

/** Row i of Bᵀ·d·B for four tiles: `at` is the first number of the first tile's first row. Writes number j of the row at
 *  to + j·apart. */
// @ts-ignore: decorator
@inline
export function transformInput(i: i32, at: usize, rowBytes: usize, to: usize, apart: usize): void {
  const p = at + rowBytes * <usize>(i == 0 ? 0 : i == 2 ? 2 : 1);
  const q = at + rowBytes * <usize>(i < 2 ? 2 : i == 2 ? 1 : 3);
  let v0 = v128.load(p), v1 = v128.load(p, 16), v2 = v128.load64_zero(p, 32);
  const w0 = v128.load(q), w1 = v128.load(q, 16), w2 = v128.load64_zero(q, 32);
  if (i == 1) {
    v0 = f32x4.add(v0, w0); v1 = f32x4.add(v1, w1); v2 = f32x4.add(v2, w2);
  } else {
    v0 = f32x4.sub(v0, w0); v1 = f32x4.sub(v1, w1); v2 = f32x4.sub(v2, w2);
  }
  const d0 = v128.shuffle<f32>(v0, v1, 0, 2, 4, 6), d1 = v128.shuffle<f32>(v0, v1, 1, 3, 5, 7);
  const d2 = v128.shuffle<f32>(d0, v2, 1, 2, 3, 4), d3 = v128.shuffle<f32>(d1, v2, 1, 2, 3, 5);
  v128.store(to, f32x4.sub(d0, d2));
  v128.store(to + apart, f32x4.add(d1, d2));
  v128.store(to + 2 * apart, f32x4.sub(d2, d1));
  v128.store(to + 3 * apart, f32x4.sub(d1, d3));
}

/** The second four of `columns` more numbers. */
// @ts-ignore: decorator
@inline
function loadNext(from: usize, columns: i32): v128 {
  return columns > 4 ? loadLanes(from + 16, columns - 4) : f32x4.splat(0);
}

/** Row i of A·dy·Aᵀ for four tiles, which `columns` more numbers of a row of dy make up; `lower` is the row below, 0 for none. */
// @ts-ignore: decorator
@inline
export function transformGradient(i: i32, upper: usize, lower: usize, columns: i32, to: usize, apart: usize): void {
  let v0 = f32x4.splat(0), v1 = v0;
  if (i < 3) {
    v0 = loadLanes(upper, columns);
    v1 = loadNext(upper, columns);
  }
  if (i > 0 && lower != 0) {
    const w0 = loadLanes(lower, columns), w1 = loadNext(lower, columns);
    if (i == 1) {
      v0 = f32x4.add(v0, w0); v1 = f32x4.add(v1, w1);
    } else {
      v0 = f32x4.sub(v0, w0); v1 = f32x4.sub(v1, w1);
    }
  }
  const d0 = v128.shuffle<f32>(v0, v1, 0, 2, 4, 6), d1 = v128.shuffle<f32>(v0, v1, 1, 3, 5, 7);
  v128.store(to, d0);
  v128.store(to + apart, f32x4.add(d0, d1));
  v128.store(to + 2 * apart, f32x4.sub(d0, d1));
  v128.store(to + 3 * apart, f32x4.neg(d1));
}

/** y = Aᵀ·m·A + bias for four tiles: numbers 4i + j of m are `apart` from one another; `columns` more numbers fit in a row of
 *  y, and `lower` is the row below, 0 for none. */
// @ts-ignore: decorator
@inline
export function transformOutput(m: usize, apart: usize, bias: v128, upper: usize, lower: usize, columns: i32): void {
  for (let i = 0; i < 2; i++) {
    const to = i == 0 ? upper : lower;
    if (to == 0) return;
    const s0 = outputColumn(i, m, apart), s1 = outputColumn(i, m + apart, apart);
    const s2 = outputColumn(i, m + 2 * apart, apart), s3 = outputColumn(i, m + 3 * apart, apart);
    const even = f32x4.add(f32x4.add(f32x4.add(s0, s1), s2), bias);
    const odd = f32x4.add(f32x4.sub(f32x4.sub(s1, s2), s3), bias);
    const low = v128.shuffle<f32>(even, odd, 0, 4, 1, 5), high = v128.shuffle<f32>(even, odd, 2, 6, 3, 7);
    storeEight(to, low, high, columns);
  }
}

/** Row i of Aᵀ times a column of m. */
// @ts-ignore: decorator
@inline
function outputColumn(i: i32, m: usize, apart: usize): v128 {
  const m1 = v128.load(m + 4 * apart), m2 = v128.load(m + 8 * apart);
  return i == 0
    ? f32x4.add(f32x4.add(v128.load(m), m1), m2)
    : f32x4.sub(f32x4.sub(m1, m2), v128.load(m + 12 * apart));
}

/** G·g·Gᵀ of one filter, whose numbers are `step` bytes from one another: number 4i + j at to + (4i + j)·apart. */
export function transformFilter(g: usize, step: isize, to: usize, apart: usize): void {
  for (let i = 0; i < 4; i++) {
    const r0 = filterColumn(i, g, step), r1 = filterColumn(i, g + step, step), r2 = filterColumn(i, g + 2 * step, step);
    const sum: f32 = (r0 + r2) * 0.5, half: f32 = r1 * 0.5;
    f32.store(to, r0);
    f32.store(to + apart, sum + half);
    f32.store(to + 2 * apart, sum - half);
    f32.store(to + 3 * apart, r2);
    to += 4 * apart;
  }
}

/** Row i of G times a column of g. */
function filterColumn(i: i32, g: usize, step: isize): f32 {
  const g0 = f32.load(g), g1 = f32.load(g + 3 * step), g2 = f32.load(g + 6 * step);
  if (i == 0) return g0;
  if (i == 3) return g2;
  const sum: f32 = (g0 + g2) * 0.5, half: f32 = g1 * 0.5;
  return i == 1 ? sum + half : sum - half;
}

/** dg = Gᵀ·du·G of one filter: numbers 4i + j of du are `apart` from one another. */
export function transformFilterGradient(du: usize, apart: usize, dg: usize): void {
  for (let u = 0; u < 3; u++) {
    const c0 = gradientColumn(u, du, apart), c1 = gradientColumn(u, du + apart, apart);
    const c2 = gradientColumn(u, du + 2 * apart, apart), c3 = gradientColumn(u, du + 3 * apart, apart);
    const sum: f32 = (c1 + c2) * 0.5;
    f32.store(dg, c0 + sum);
    f32.store(dg, (c1 - c2) * 0.5, 4);
    f32.store(dg, sum + c3, 8);
    dg += 12;
  }
}

/** Row u of Gᵀ times a column of du. */
function gradientColumn(u: i32, du: usize, apart: usize): f32 {
  const d1 = f32.load(du + 4 * apart), d2 = f32.load(du + 8 * apart);
  if (u == 1) return (d1 - d2) * 0.5;
  const sum: f32 = (d1 + d2) * 0.5;
  return u == 0 ? f32.load(du) + sum : sum + f32.load(du + 12 * apart);
}
