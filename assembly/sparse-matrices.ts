// Matrix products in which one factor is half zeros, as what ReLU gives is, and every gradient that goes back through it: only the
// rest is walked.
//
// As for pixels (sparse.ts), sums run in the same order as in the dense product and leave out nothing but zeros, so the bits are the
// same; but what is infinite or NaN and multiplied with a zero is passed over, too. 28 columns of the other factor are taken at a
// time, as a strip that stays in the first-level cache: then even without zeros a product takes hardly longer than the dense one.
import { listNonzeros } from "./nonzeros";
import { combine } from "./sparse";
import { transposeInto } from "./transpose";

/** Columns of a strip, and the bytes of one of its rows. */
const STRIP: i32 = 28;
const ROW: usize = <usize>STRIP << 2;
/** Rows and columns of the sparse factor whose nonzeros are listed at once. */
const BLOCK: i32 = 256;

// the room, from its start on
const STRIP_AT: usize = ROW; // behind what sums begin with
const RANGES: usize = STRIP_AT + <usize>BLOCK * ROW;
const SUMS: usize = RANGES + (<usize>BLOCK << 3);
const TURNED: usize = SUMS + <usize>BLOCK * ROW;
const ENTRIES: usize = TURNED + (<usize>(BLOCK * BLOCK) << 2);
const END: usize = ENTRIES + (<usize>(BLOCK * BLOCK + 1) << 3);

/** The bytes that each thread works in. */
export function matrixRoom(): usize {
  return (END + 63) & ~63;
}

/** C[rows, n] = A·op(B) + bias, `bias` 0 for none, for A[rows, k] with many zeros. Strides in bytes: A and C from row to row, B from
 *  row to row and from column to column, of which one is 4. */
export function sparseLeft(
  a: usize, aStride: usize, b: usize, bRow: usize, bColumn: usize, bias: usize, c: usize, cStride: usize,
  rows: i32, n: i32, k: i32, room: usize,
): void {
  const strip = room + STRIP_AT;
  for (; rows > 0; rows -= BLOCK) {
    const count = min(BLOCK, rows);
    for (let k0 = 0; k0 < k; k0 += BLOCK) {
      const kc = min(BLOCK, k - k0);
      listRows(a + (<usize>k0 << 2), aStride, count, kc, room);
      for (let j = 0; j < n; j += STRIP) {
        const width = min(STRIP, n - j);
        const from = b + <usize>k0 * bRow + <usize>j * bColumn, to = c + (<usize>j << 2);
        if (bColumn == 4) copyStrip(from, bRow, kc, strip);
        else transposeInto(from, bColumn, width, kc, strip, ROW);
        if (k0 > 0) combineRows(room, count, to, cStride, to, cStride, width);
        else {
          memory.fill(room, 0, ROW);
          if (bias != 0) memory.copy(room, bias + (<usize>j << 2), <usize>width << 2);
          combineRows(room, count, room, 0, to, cStride, width);
        }
      }
    }
    a += <usize>BLOCK * aStride;
    c += <usize>BLOCK * cStride;
  }
}

/** C[m, n] = Aᵀ·B for A[k, m], and B[k, n] with many zeros: strip by strip, Cᵀ = Bᵀ·A. `aStride` bytes from one row of A to the next. */
export function sparseRight(a: usize, aStride: usize, b: usize, c: usize, m: i32, n: i32, k: i32, room: usize): void {
  const strip = room + STRIP_AT, sums = room + SUMS, turned = room + TURNED, stride = <usize>n << 2;
  memory.fill(room, 0, ROW);
  for (let j0 = 0; j0 < n; j0 += BLOCK) {
    const nc = min(BLOCK, n - j0);
    for (let k0 = 0; k0 < k; k0 += BLOCK) {
      const kc = min(BLOCK, k - k0);
      transposeInto(b + <usize>k0 * stride + (<usize>j0 << 2), stride, kc, nc, turned, <usize>kc << 2);
      listRows(turned, <usize>kc << 2, nc, kc, room);
      for (let i = 0; i < m; i += STRIP) {
        const width = min(STRIP, m - i);
        const to = c + <usize>i * stride + (<usize>j0 << 2);
        copyStrip(a + <usize>k0 * aStride + (<usize>i << 2), aStride, kc, strip);
        if (k0 > 0) {
          transposeInto(to, stride, width, nc, sums, ROW);
          combineRows(room, nc, sums, ROW, sums, ROW, STRIP);
        } else combineRows(room, nc, room, 0, sums, ROW, STRIP);
        transposeInto(sums, ROW, nc, width, to, stride);
      }
    }
  }
}

/** The nonzeros of each row, to be multiplied with the rows of a strip. */
function listRows(from: usize, stride: usize, rows: i32, columns: i32, room: usize): void {
  let range = room + RANGES, entry = room + ENTRIES;
  for (; rows > 0; rows--) {
    i32.store(range, <i32>entry);
    entry = listNonzeros(from, columns, 0, <i32>ROW, entry);
    i32.store(range, <i32>entry, 4);
    from += stride;
    range += 8;
  }
}

/** 28 columns of so many rows, one row after the other. What stands in place of columns that are missing is not used. */
function copyStrip(from: usize, stride: usize, rows: i32, strip: usize): void {
  for (; rows > 0; rows--) {
    for (let at: usize = 0; at < ROW; at += 16) v128.store(strip + at, v128.load(from + at));
    from += stride;
    strip += ROW;
  }
}

/** out[rows, width] = start[rows, width] + the rows of the strip, as the lists say. */
function combineRows(
  room: usize, rows: i32, start: usize, startStride: usize, out: usize, stride: usize, width: i32,
): void {
  const strip = room + STRIP_AT;
  for (let range = room + RANGES; rows > 0; rows--) {
    combine(<usize>i32.load(range), <usize>i32.load(range, 4), strip, start, out, width, false);
    range += 8;
    start += startStride;
    out += stride;
  }
}
