// The micro-kernels of matrix products: a tile of C, 4 × 8 sums in eight registers, or half of that. They read A by the bytes from row
// to row and from step to step of k, B from a panel (panels.ts).
import { storeEight, storeNarrow } from "./lanes";

/** `count` tiles of 4 × 8 numbers, one below the other; `next` bytes from the rows of A of one tile to those of the next. `start` is
 *  where sums begin: a row of eight numbers (the bias, stride 0) or C itself (stride `ldc`), where the block of k before has left
 *  them. */
function eightWide(
  a: usize, row: usize, next: usize, step: usize, panel: usize, kc: i32,
  start: usize, startStride: usize, c: usize, ldc: usize, count: i32,
): void {
  const end = panel + (<usize>kc << 5);
  for (; count > 0; count--) {
    let a0 = a, a1 = a0 + row, a2 = a1 + row, a3 = a2 + row;
    let c00 = v128.load(start), c01 = v128.load(start, 16);
    start += startStride;
    let c10 = v128.load(start), c11 = v128.load(start, 16);
    start += startStride;
    let c20 = v128.load(start), c21 = v128.load(start, 16);
    start += startStride;
    let c30 = v128.load(start), c31 = v128.load(start, 16);
    start += startStride;
    let at = panel;
    while (at < end) {
      const b0 = v128.load(at), b1 = v128.load(at, 16);
      let v = v128.load_splat<f32>(a0);
      c00 = f32x4.add(c00, f32x4.mul(v, b0));
      c01 = f32x4.add(c01, f32x4.mul(v, b1));
      v = v128.load_splat<f32>(a1);
      c10 = f32x4.add(c10, f32x4.mul(v, b0));
      c11 = f32x4.add(c11, f32x4.mul(v, b1));
      v = v128.load_splat<f32>(a2);
      c20 = f32x4.add(c20, f32x4.mul(v, b0));
      c21 = f32x4.add(c21, f32x4.mul(v, b1));
      v = v128.load_splat<f32>(a3);
      c30 = f32x4.add(c30, f32x4.mul(v, b0));
      c31 = f32x4.add(c31, f32x4.mul(v, b1));
      a0 += step; a1 += step; a2 += step; a3 += step;
      at += 32;
    }
    v128.store(c, c00); v128.store(c, c01, 16);
    c += ldc;
    v128.store(c, c10); v128.store(c, c11, 16);
    c += ldc;
    v128.store(c, c20); v128.store(c, c21, 16);
    c += ldc;
    v128.store(c, c30); v128.store(c, c31, 16);
    c += ldc;
    a += next;
  }
}

/** The same with `columns` ≤ 4: half the sums. What is read beyond them is not written. */
function fourWide(
  a: usize, row: usize, next: usize, step: usize, panel: usize, kc: i32,
  start: usize, startStride: usize, c: usize, ldc: usize, count: i32, columns: i32,
): void {
  const end = panel + (<usize>kc << 5);
  for (; count > 0; count--) {
    let a0 = a, a1 = a0 + row, a2 = a1 + row, a3 = a2 + row;
    let c0 = v128.load(start);
    start += startStride;
    let c1 = v128.load(start);
    start += startStride;
    let c2 = v128.load(start);
    start += startStride;
    let c3 = v128.load(start);
    start += startStride;
    let at = panel;
    while (at < end) {
      const b = v128.load(at);
      c0 = f32x4.add(c0, f32x4.mul(v128.load_splat<f32>(a0), b));
      c1 = f32x4.add(c1, f32x4.mul(v128.load_splat<f32>(a1), b));
      c2 = f32x4.add(c2, f32x4.mul(v128.load_splat<f32>(a2), b));
      c3 = f32x4.add(c3, f32x4.mul(v128.load_splat<f32>(a3), b));
      a0 += step; a1 += step; a2 += step; a3 += step;
      at += 32;
    }
    storeNarrow(c, c0, columns);
    c += ldc;
    storeNarrow(c, c1, columns);
    c += ldc;
    storeNarrow(c, c2, columns);
    c += ldc;
    storeNarrow(c, c3, columns);
    c += ldc;
    a += next;
  }
}

/** Tiles of 4 × 8, or 4 × up to 4, as above. */
// @ts-ignore: decorator
@inline
export function wholeTiles(
  a: usize, row: usize, next: usize, step: usize, panel: usize, kc: i32,
  start: usize, startStride: usize, c: usize, ldc: usize, count: i32, columns: i32,
): void {
  if (columns == 8) eightWide(a, row, next, step, panel, kc, start, startStride, c, ldc, count);
  else fourWide(a, row, next, step, panel, kc, start, startStride, c, ldc, count, columns);
}

/** A tile at the rim of C, of rows × columns ≤ 4 × 8; in place of rows that are missing, the first again. */
export function rimTile(
  a0: usize, row: usize, step: usize, panel: usize, kc: i32,
  start: usize, startStride: usize, c: usize, ldc: usize, rows: i32, columns: i32,
): void {
  let a1 = a0, a2 = a0, a3 = a0, start1 = start, start2 = start, start3 = start;
  if (rows > 1) { a1 += row; start1 += startStride; }
  if (rows > 2) { a2 += 2 * row; start2 += 2 * startStride; }
  if (rows > 3) { a3 += 3 * row; start3 += 3 * startStride; }
  let c00 = v128.load(start), c01 = v128.load(start, 16);
  let c10 = v128.load(start1), c11 = v128.load(start1, 16);
  let c20 = v128.load(start2), c21 = v128.load(start2, 16);
  let c30 = v128.load(start3), c31 = v128.load(start3, 16);
  const end = panel + (<usize>kc << 5);
  while (panel < end) {
    const b0 = v128.load(panel), b1 = v128.load(panel, 16);
    let v = v128.load_splat<f32>(a0);
    c00 = f32x4.add(c00, f32x4.mul(v, b0));
    c01 = f32x4.add(c01, f32x4.mul(v, b1));
    v = v128.load_splat<f32>(a1);
    c10 = f32x4.add(c10, f32x4.mul(v, b0));
    c11 = f32x4.add(c11, f32x4.mul(v, b1));
    v = v128.load_splat<f32>(a2);
    c20 = f32x4.add(c20, f32x4.mul(v, b0));
    c21 = f32x4.add(c21, f32x4.mul(v, b1));
    v = v128.load_splat<f32>(a3);
    c30 = f32x4.add(c30, f32x4.mul(v, b0));
    c31 = f32x4.add(c31, f32x4.mul(v, b1));
    a0 += step; a1 += step; a2 += step; a3 += step;
    panel += 32;
  }
  storeEight(c, c00, c01, columns);
  if (rows > 1) storeEight(c + ldc, c10, c11, columns);
  if (rows > 2) storeEight(c + 2 * ldc, c20, c21, columns);
  if (rows > 3) storeEight(c + 3 * ldc, c30, c31, columns);
}
