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
import { columnStart, edge, panels } from "./scratch";

const KC: i32 = 512;
const NC: i32 = 256;
/** Rows of C finished before their activation is taken, while they are still in the first-level cache. */
const MC: i32 = 32;

/** Packs B[k0 … k0+kc, j0 … j0+nc] into panels [nc/8][kc][8]. Row stride and column stride in bytes. */
function packB(b: usize, rowStride: usize, columnStride: usize, kc: i32, nc: i32): void {
  let out = panels();
  for (let j = 0; j < nc; j += 8) {
    const width = min(8, nc - j);
    let from = b + <usize>j * columnStride;
    if (columnStride == 4 && width == 8) {
      for (let k = 0; k < kc; k++) {
        v128.store(out, v128.load(from));
        v128.store(out, v128.load(from, 16), 16);
        from += rowStride;
        out += 32;
      }
    } else if (rowStride == 4) {
      out = packTransposed(from, columnStride, width, kc, out);
    } else {
      for (let k = 0; k < kc; k++) {
        v128.store(out, f32x4.splat(0));
        v128.store(out, f32x4.splat(0), 16);
        let element = from;
        for (let c = 0; c < width; c++) {
          f32.store(out + (<usize>c << 2), f32.load(element));
          element += columnStride;
        }
        from += rowStride;
        out += 32;
      }
    }
  }
}

/** `width` ≤ 8 columns, each contiguous in memory, turned four by four; in place of those that are missing, the last one
 *  again. Returns the end of what was written. */
function packTransposed(from: usize, columnStride: usize, width: i32, kc: i32, out: usize): usize {
  for (let half = 0; half < 8; half += 4) {
    let c0 = from + <usize>min(half, width - 1) * columnStride;
    let c1 = from + <usize>min(half + 1, width - 1) * columnStride;
    let c2 = from + <usize>min(half + 2, width - 1) * columnStride;
    let c3 = from + <usize>min(half + 3, width - 1) * columnStride;
    let to = out + (<usize>half << 2);
    let k = 0;
    for (; k + 4 <= kc; k += 4) {
      const r0 = v128.load(c0), r1 = v128.load(c1), r2 = v128.load(c2), r3 = v128.load(c3);
      const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
      v128.store(to, v128.shuffle<f64>(low01, low23, 1, 3), 32);
      v128.store(to, v128.shuffle<f64>(high01, high23, 0, 2), 64);
      v128.store(to, v128.shuffle<f64>(high01, high23, 1, 3), 96);
      c0 += 16; c1 += 16; c2 += 16; c3 += 16;
      to += 128;
    }
    for (; k < kc; k++) {
      f32.store(to, f32.load(c0));
      f32.store(to, f32.load(c1), 4);
      f32.store(to, f32.load(c2), 8);
      f32.store(to, f32.load(c3), 12);
      c0 += 4; c1 += 4; c2 += 4; c3 += 4;
      to += 32;
    }
  }
  return out + (<usize>kc << 5);
}

/** One tile of C, rows × columns ≤ 4 × 8. `start` is where its sums begin: a row of eight numbers (the bias, stride 0)
 *  or the tile of C itself (stride `ldc`), which the block of k before has left there. */
// @ts-ignore: decorator
@inline
function tile(
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
  if (rows == 4 && columns == 8) {
    v128.store(c, c00); v128.store(c, c01, 16);
    v128.store(c + ldc, c10); v128.store(c + ldc, c11, 16);
    v128.store(c + 2 * ldc, c20); v128.store(c + 2 * ldc, c21, 16);
    v128.store(c + 3 * ldc, c30); v128.store(c + 3 * ldc, c31, 16);
    return;
  }
  storeRow(c, c00, c01, columns);
  if (rows > 1) storeRow(c + ldc, c10, c11, columns);
  if (rows > 2) storeRow(c + 2 * ldc, c20, c21, columns);
  if (rows > 3) storeRow(c + 3 * ldc, c30, c31, columns);
}

function storeRow(to: usize, low: v128, high: v128, columns: i32): void {
  storeLanes(to, low, columns);
  storeLanes(to + 16, high, columns - 4);
}

/** The tile at the rim of C, gathered where the micro-kernel can load it whole. */
function gatherEdge(c: usize, ldc: usize, rows: i32, columns: i32): void {
  memory.fill(edge(), 0, 128);
  for (let i = 0; i < rows; i++) {
    memory.copy(edge() + (<usize>i << 5), c + <usize>i * ldc, <usize>columns << 2);
  }
}

/** C[m,n] = op(A)[m,k]·op(B)[k,n] + bias[n], `bias` 0 for none. Strides in numbers: A by (aRow, aColumn), B by
 *  (bRow, bColumn), C by (cRow, 1). `f` ≥ 0 also writes y = f(C), an activation with parameter `alpha`, by the strides of C. */
export function gemm(
  a: usize, aRow: i32, aColumn: i32, b: usize, bRow: i32, bColumn: i32, bias: usize,
  c: usize, cRow: i32, m: i32, n: i32, k: i32, f: i32, alpha: f32, y: usize,
): void {
  const rowStride = <usize>aRow << 2;
  const step = <usize>aColumn << 2;
  const ldc = <usize>cRow << 2;
  for (let j0 = 0; j0 < n; j0 += NC) {
    const nc = min(NC, n - j0);
    memory.fill(columnStart(), 0, NC * 4);
    if (bias != 0) memory.copy(columnStart(), bias + (<usize>j0 << 2), <usize>nc << 2);
    let k0 = 0;
    do {
      const kc = min(KC, k - k0);
      packB(b + ((<usize>k0 * bRow + <usize>j0 * bColumn) << 2), <usize>bRow << 2, <usize>bColumn << 2, kc, nc);
      for (let i0 = 0; i0 < m; i0 += MC) {
        const iEnd = min(m, i0 + MC);
        for (let j = 0; j < nc; j += 8) {
          const columns = min(8, nc - j);
          const panel = panels() + ((<usize>j * kc) << 2);
          for (let i = i0; i < iEnd; i += 4) {
            const rows = min(4, iEnd - i);
            const a0 = a + <usize>i * rowStride + <usize>k0 * step;
            const a1 = rows > 1 ? a0 + rowStride : a0;
            const a2 = rows > 2 ? a1 + rowStride : a0;
            const a3 = rows > 3 ? a2 + rowStride : a0;
            const at = c + <usize>i * ldc + (<usize>(j0 + j) << 2);
            let sums = columnStart() + (<usize>j << 2);
            let sumsStride: usize = 0;
            if (k0 > 0) {
              sums = at;
              sumsStride = ldc;
              if (rows < 4 || columns < 8) {
                gatherEdge(at, ldc, rows, columns);
                sums = edge();
                sumsStride = 32;
              }
            }
            tile(a0, a1, a2, a3, step, panel, kc, sums, sumsStride, at, ldc, rows, columns);
          }
        }
        if (f >= 0 && k0 + kc >= k) {
          if (nc == cRow) {
            const at = <usize>i0 * ldc;
            activateRow(f, alpha, c + at, y + at, (iEnd - i0) * nc);
          } else for (let i = i0; i < iEnd; i++) {
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
  for (; j + 4 <= columns; j += 4) {
    let sum = f32x4.splat(0);
    let from = x + (<usize>j << 2);
    for (let i = 0; i < rows; i++) {
      sum = f32x4.add(sum, v128.load(from));
      from += stride;
    }
    v128.store(y + (<usize>j << 2), sum);
  }
  for (; j < columns; j++) {
    let sum: f32 = 0;
    let from = x + (<usize>j << 2);
    for (let i = 0; i < rows; i++) {
      sum += f32.load(from);
      from += stride;
    }
    f32.store(y + (<usize>j << 2), sum);
  }
}
