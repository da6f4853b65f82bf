// C = op(A)·op(B) (+ bias): the matrix product, on which a network spends nearly all of its time.
//
// Every element of C is one sum over k, added up in order of k, whatever the tiles and blocks: so the bits of a result
// depend neither on the shape of the tiles nor on how rows are shared out among threads.
//
// B is packed, a block of KC × NC at a time, into panels eight columns wide, padded; A is read in place by
// its two strides, so that A and Aᵀ cost the same. The micro-kernel keeps a 4 × 8 tile of C in eight registers.
// Source: Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008.
import { activateRow } from "./activations";
import { storeLanes } from "./lanes";
import { packTransposed } from "./panels";
import { columnStart, panels, strips } from "./scratch";
import { sparseProduct } from "./sparse";
import { rimTile, wholeTiles } from "./tile";

const KC: i32 = 512;
const NC: i32 = 256;
/** Rows of C finished before their activation is taken, while they are still in the first-level cache. */
const MC: i32 = 32;
/** From so many rows of A on, it pays to pack B. */
const FEW: i32 = 4;

/** Packs B[k0 … k0+kc, j0 … j0+nc] into panels [nc/8][kc][8]: row stride and column stride in bytes, of which one is 4. What stands in
 *  place of columns that are missing is not used. */
function packB(b: usize, rowStride: usize, columnStride: usize, kc: i32, nc: i32): void {
  let out = panels();
  for (let j = 0; j < nc; j += 8) {
    let from = b + <usize>j * columnStride;
    if (columnStride == 4) {
      for (let k = 0; k < kc; k++) {
        v128.store(out, v128.load(from));
        v128.store(out, v128.load(from, 16), 16);
        from += rowStride;
        out += 32;
      }
    } else out = packTransposed(from, columnStride, min(8, nc - j), kc, out);
  }
}

/** Packs Aᵀ[0 … rows, 0 … kc], rows next to one another and k `step` bytes apart, into strips [rows/4][kc][4]: read in place, every k of
 *  a large matrix would be in a page of its own. */
function packA(a: usize, step: usize, rows: i32, kc: i32): void {
  let out = strips();
  for (let i = 0; i < rows; i += 4) {
    let from = a + (<usize>i << 2);
    for (let k = 0; k < kc; k++) {
      v128.store(out, v128.load(from));
      from += step;
      out += 16;
    }
  }
}

/** A·B for a few rows of A and a B whose rows are contiguous: to pack B would take longer than to multiply with it where it is. A is
 *  listed as if it were sparse, with all of its numbers. */
function multiplyFewRows(
  a: usize, aRow: i32, aColumn: i32, b: usize, bRow: i32, bias: usize, c: usize, m: i32, n: i32, k: i32, f: i32, alpha: f32, y: usize,
): void {
  const ranges = panels();
  let entry = ranges + 8 * FEW;
  for (let i = 0; i < m; i++) {
    i32.store(ranges + (<usize>i << 3), <i32>entry);
    for (let j = 0; j < k; j++) {
      i32.store(entry, j * bRow << 2);
      f32.store(entry, f32.load(a + (<usize>(i * aRow + j * aColumn) << 2)), 4);
      entry += 8;
    }
    i32.store(ranges + (<usize>i << 3), <i32>entry, 4);
  }
  sparseProduct(m, ranges, b, bias, c, n, f, alpha, y);
}

/** C[m,n] = op(A)[m,k]·op(B)[k,n] + bias[n], `bias` 0 for none. Strides in numbers: A by (aRow, aColumn), B by
 *  (bRow, bColumn), C by (cRow, 1). `f` ≥ 0 also writes y = f(C), an activation with parameter `alpha`, by the strides of C. */
export function gemm(
  a: usize, aRow: i32, aColumn: i32, b: usize, bRow: i32, bColumn: i32, bias: usize,
  c: usize, cRow: i32, m: i32, n: i32, k: i32, f: i32, alpha: f32, y: usize,
): void {
  if (m < FEW && bColumn == 1 && cRow == n && k <= KC)
    return multiplyFewRows(a, aRow, aColumn, b, bRow, bias, c, m, n, k, f, alpha, y);
  const rowStride = <usize>aRow << 2;
  const step = <usize>aColumn << 2;
  const ldc = <usize>cRow << 2;
  const packed = aRow == 1 && aColumn >= 256 && n >= 32;
  const aStep: usize = packed ? 16 : step;
  for (let j0 = 0; j0 < n; j0 += NC) {
    const nc = min(NC, n - j0);
    memory.fill(columnStart(), 0, NC * 4);
    if (bias != 0) memory.copy(columnStart(), bias + (<usize>j0 << 2), <usize>nc << 2);
    let k0 = 0;
    do {
      const kc = min(KC, k - k0);
      const next = packed ? <usize>kc << 4 : rowStride << 2;
      packB(b + ((<usize>k0 * bRow + <usize>j0 * bColumn) << 2), <usize>bRow << 2, <usize>bColumn << 2, kc, nc);
      for (let i0 = 0; i0 < m; i0 += MC) {
        const rows = min(MC, m - i0);
        let from = a + <usize>i0 * rowStride + <usize>k0 * step;
        if (packed) {
          packA(from, step, rows, kc);
          from = strips();
        }
        for (let j = 0; j < nc; j += 8) {
          const columns = min(8, nc - j);
          const panel = panels() + ((<usize>j * kc) << 2);
          const at = c + <usize>i0 * ldc + (<usize>(j0 + j) << 2);
          const start = k0 == 0 ? columnStart() + (<usize>j << 2) : at;
          const startStride: usize = k0 == 0 ? 0 : ldc;
          let i = 0;
          if (columns == 8 || columns <= 4) {
            wholeTiles(from, rowStride, next, aStep, panel, kc, start, startStride, at, ldc, rows >> 2, columns);
            i = rows & ~3;
          }
          for (; i < rows; i += 4) {
            const a0 = from + <usize>(i >> 2) * next, begin = start + <usize>i * startStride, here = at + <usize>i * ldc;
            rimTile(a0, rowStride, aStep, panel, kc, begin, startStride, here, ldc, min(4, rows - i), columns);
          }
        }
        if (f >= 0 && k0 + kc >= k) {
          if (nc == cRow) {
            const at = <usize>i0 * ldc;
            activateRow(f, alpha, c + at, y + at, rows * nc);
          } else for (let i = i0; i < i0 + rows; i++) {
            const at = (<usize>i * cRow + j0) << 2;
            activateRow(f, alpha, c + at, y + at, nc);
          }
        }
      }
      k0 += KC;
    } while (k0 < k);
  }
}

/** y[columns] = Σ over the rows of x[rows, columns], in order of the rows. */
export function sumRows(x: usize, y: usize, rows: i32, columns: i32): void {
  const stride = <usize>columns << 2;
  let j = 0;
  for (; j + 16 <= columns; j += 16) { // four sums at once, so that none waits for the one before
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let from = x + (<usize>j << 2);
    for (let i = 0; i < rows; i++) {
      s0 = f32x4.add(s0, v128.load(from));
      s1 = f32x4.add(s1, v128.load(from, 16));
      s2 = f32x4.add(s2, v128.load(from, 32));
      s3 = f32x4.add(s3, v128.load(from, 48));
      from += stride;
    }
    const to = y + (<usize>j << 2);
    v128.store(to, s0); v128.store(to, s1, 16); v128.store(to, s2, 32); v128.store(to, s3, 48);
  }
  for (; j < columns; j += 4) { // what is read beyond a row is not written
    let sum = f32x4.splat(0);
    let from = x + (<usize>j << 2);
    for (let i = 0; i < rows; i++) {
      sum = f32x4.add(sum, v128.load(from));
      from += stride;
    }
    storeLanes(y + (<usize>j << 2), sum, columns - j);
  }
}
