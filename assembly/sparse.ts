// Products with a batch of pixels, most of which are zero (81 % in MNIST): only the others are walked.
//
// Sums run in the same order as in the dense product and leave out nothing but zeros, so the bits are the same.
// A batch x[rows, columns] is held twice: by row, for x·W, and by column, for xᵀ·dy. Each entry is a pair
// (index: i32, value: f32); `ranges` holds where each row (column) begins and ends, counted in entries, and behind the last how
// many there are.
// Source: the compressed rows of Tinney and Walker 1967; Saad, "Iterative Methods", 2nd ed. 2003, §3.4.
import { activateRow } from "./activations";
import { storeLanes } from "./lanes";
import { sparseStart } from "./scratch";

export const WIDE: i32 = 32; // numbers in eight registers

/** Finds the pixels that are not zero, row by row, and counts them by column: in so many blocks of `height` rows, from `first`
 *  on, each with entries and counts[columns] of its own. Reads up to 63 bytes beyond the last. */
export function findNonzeros(
  pixels: usize, rows: i32, columns: i32, factor: f32, ranges: usize, entries: usize, counts: usize,
  height: i32, first: i32, blocks: i32,
): void {
  for (let block = first; block < first + blocks; block++) {
    const count = counts + (<usize>(block * columns) << 2);
    memory.fill(count, 0, <usize>columns << 2);
    let found = block * height * columns;
    for (let i = block * height, end = min(rows, i + height); i < end; i++) {
      const range = ranges + (<usize>i << 3);
      i32.store(range, found);
      const row = pixels + <usize>i * columns;
      for (let j = 0; j < columns; j += 64) {
        const at = row + j;
        let mask = nonzeros(at) | (nonzeros(at + 16) << 16) | (nonzeros(at + 32) << 32) | (nonzeros(at + 48) << 48);
        if (columns - j < 64) mask &= (<u64>1 << (columns - j)) - 1; // what is read beyond a row is not of it
        while (mask != 0) {
          const k = j + <i32>ctz(mask);
          found = push(entries, found, k, <f32>load<u8>(row + k) * factor, count);
          mask &= mask - 1;
        }
      }
      i32.store(range, found, 4);
    }
  }
}

/** How many entries there are in all the ranges; noted behind them, too. */
export function sumRanges(ranges: usize, rows: i32): i32 {
  let sum = 0;
  for (; rows > 0; rows--) {
    sum += i32.load(ranges, 4) - i32.load(ranges);
    ranges += 8;
  }
  i32.store(ranges, sum);
  return sum;
}

/** A bit for each of sixteen bytes that is not zero. */
// @ts-ignore: decorator
@inline
function nonzeros(bytes: usize): u64 {
  return <u64>i8x16.bitmask(i8x16.ne(v128.load(bytes), i8x16.splat(0)));
}

// @ts-ignore: decorator
@inline
function push(entries: usize, found: i32, column: i32, value: f32, counts: usize): i32 {
  i64.store(entries + (<usize>found << 3), (<i64>reinterpret<i32>(value) << 32) | column);
  const count = counts + (<usize>column << 2);
  i32.store(count, i32.load(count) + 1);
  return found + 1;
}

/** Where each column begins and ends when entries stand by column, and in `counts`, where the first of each block comes. */
export function columnRanges(counts: usize, columns: i32, blocks: i32, ranges: usize): void {
  const next = <usize>columns << 2;
  let sum: u32 = 0;
  for (const end = counts + next; counts < end; counts += 4) {
    const start = sum;
    sum += load<u32>(counts);
    i32.store(counts, start);
    for (let block = 1, at = counts + next; block < blocks; block++) {
      const count = load<u32>(at);
      i32.store(at, sum);
      sum += count;
      at += next;
    }
    i64.store(ranges, <u64>start | (<u64>sum << 32));
    ranges += 8;
  }
  i32.store(ranges, sum);
}

/** The same entries by column, within a column in order of the rows: of so many blocks from `first` on, as `findNonzeros`. */
export function transposeNonzeros(
  rows: i32, columns: i32, ranges: usize, entries: usize, counts: usize, columnEntries: usize,
  height: i32, first: i32, blocks: i32,
): void {
  for (let block = first; block < first + blocks; block++) {
    const next = counts + (<usize>(block * columns) << 2);
    for (let i = block * height, last = min(rows, i + height); i < last; i++) {
      const range = ranges + (<usize>i << 3);
      const end = entries + (<usize>i32.load(range, 4) << 3);
      for (let entry = entries + (<usize>i32.load(range) << 3); entry < end; entry += 8) {
        const at = next + (<usize>i32.load(entry) << 2);
        const place = i32.load(at);
        i32.store(at, place + 1);
        i64.store(columnEntries + (<usize>place << 3), <i64>load<u32>(entry, 4) << 32 | i);
      }
    }
  }
}

/** out[0 … width) = start + Σ over the entries of value·m[index, 0 … width), width ≤ 32. Reads, but does not write,
 *  up to 31 numbers beyond a row of m; with `loose`, writes up to 31 numbers beyond out, too. */
// @ts-ignore: decorator
@inline
export function combine(entry: usize, end: usize, m: usize, stride: usize, start: usize, out: usize, width: i32, loose: bool): void {
  if (width > 16) {
    let c0 = v128.load(start), c1 = v128.load(start, 16), c2 = v128.load(start, 32), c3 = v128.load(start, 48);
    let c4 = v128.load(start, 64), c5 = v128.load(start, 80), c6 = v128.load(start, 96), c7 = v128.load(start, 112);
    for (; entry < end; entry += 8) {
      const row = m + <usize>i32.load(entry) * stride;
      const value = v128.load_splat<f32>(entry, 4);
      c0 = f32x4.add(c0, f32x4.mul(value, v128.load(row)));
      c1 = f32x4.add(c1, f32x4.mul(value, v128.load(row, 16)));
      c2 = f32x4.add(c2, f32x4.mul(value, v128.load(row, 32)));
      c3 = f32x4.add(c3, f32x4.mul(value, v128.load(row, 48)));
      c4 = f32x4.add(c4, f32x4.mul(value, v128.load(row, 64)));
      c5 = f32x4.add(c5, f32x4.mul(value, v128.load(row, 80)));
      c6 = f32x4.add(c6, f32x4.mul(value, v128.load(row, 96)));
      c7 = f32x4.add(c7, f32x4.mul(value, v128.load(row, 112)));
    }
    storeFour(out, c0, c1, c2, c3, 16);
    storeFour(out + 64, c4, c5, c6, c7, loose ? 16 : width - 16);
  } else {
    let c0 = v128.load(start), c1 = v128.load(start, 16), c2 = v128.load(start, 32), c3 = v128.load(start, 48);
    for (; entry < end; entry += 8) {
      const row = m + <usize>i32.load(entry) * stride;
      const value = v128.load_splat<f32>(entry, 4);
      c0 = f32x4.add(c0, f32x4.mul(value, v128.load(row)));
      c1 = f32x4.add(c1, f32x4.mul(value, v128.load(row, 16)));
      c2 = f32x4.add(c2, f32x4.mul(value, v128.load(row, 32)));
      c3 = f32x4.add(c3, f32x4.mul(value, v128.load(row, 48)));
    }
    storeFour(out, c0, c1, c2, c3, loose ? 16 : width);
  }
}

// @ts-ignore: decorator
@inline
function storeFour(to: usize, c0: v128, c1: v128, c2: v128, c3: v128, width: i32): void {
  if (width >= 16) {
    v128.store(to, c0); v128.store(to, c1, 16); v128.store(to, c2, 32); v128.store(to, c3, 48);
  } else storeSome(to, c0, c1, c2, c3, width);
}

function storeSome(to: usize, c0: v128, c1: v128, c2: v128, c3: v128, width: i32): void {
  storeLanes(to, c0, width);
  storeLanes(to + 16, c1, width - 4);
  storeLanes(to + 32, c2, width - 8);
  storeLanes(to + 48, c3, width - 12);
}

/** y[rows, n] = bias + x·m for x given by its entries, or bias 0 for none; with f ≥ 0 also a = f(y).
 *  x·W: the entries by row. xᵀ·dy: those by column. */
export function sparseProduct(
  rows: i32, ranges: usize, entries: usize, m: usize, bias: usize, y: usize, n: i32, f: i32, alpha: f32, a: usize,
): void {
  const stride = <usize>n << 2;
  const first = sparseStart();
  for (let c = 0; c < n; c += WIDE) {
    const width = min(WIDE, n - c);
    const at = <usize>c << 2;
    memory.fill(first, 0, WIDE * 4);
    if (bias != 0) memory.copy(first, bias + at, <usize>width << 2);
    for (let i = 0; i < rows; i++) {
      const range = ranges + (<usize>i << 3);
      const entry = entries + (<usize>i32.load(range) << 3);
      const end = entries + (<usize>i32.load(range, 4) << 3);
      // what is written beyond a row is the start of the next, whose turn is still to come
      const loose = n <= WIDE && i + WIDE / n + 1 < rows;
      combine(entry, end, m + at, stride, first, y + <usize>i * stride + at, width, loose);
    }
  }
  if (f >= 0) activateRow(f, alpha, y, a, rows * n);
}
