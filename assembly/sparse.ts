// Products with a batch of pixels, most of which are zero (81 % in MNIST): only the others are walked.
//
// Sums run in the same order as in the dense product and leave out nothing but zeros, so the bits are the same.
// A batch x[rows, columns] is held by row, for x·W, and where that is cheaper also by column, for xᵀ·dy (nonzeros.ts).
import { activateRow } from "./activations";
import { storeLanes } from "./lanes";
import { sparseStart } from "./scratch";

/** Numbers in seven registers. With eight, engines that load all eight before they add run out of registers, and pass a sum through
 *  memory at every entry. */
const WIDE: i32 = 28;

/** How many of the last of n columns to take at once: hardly any are as dear as sixteen, so these are taken with others. */
// @ts-ignore: decorator
@inline
export function columnsAtOnce(n: i32): i32 {
  const rest = n % WIDE;
  if (rest == 0) return WIDE;
  return n > WIDE && rest <= 4 ? rest + 12 : rest;
}

/** out[0 … width) = start + Σ over the entries of value·m[its row, 0 … width), width ≤ 28. Reads, but does not write,
 *  up to 27 numbers beyond a row of m; with `loose`, writes up to 15 numbers beyond out, too. */
// @ts-ignore: decorator
@inline
export function combine(entry: usize, end: usize, m: usize, start: usize, out: usize, width: i32, loose: bool): void {
  let c0 = v128.load(start), c1 = v128.load(start, 16), c2 = v128.load(start, 32), c3 = v128.load(start, 48);
  if (width > 16) {
    let c4 = v128.load(start, 64), c5 = v128.load(start, 80), c6 = v128.load(start, 96);
    for (; entry < end; entry += 8) {
      const row = m + <usize>i32.load(entry);
      const value = v128.load_splat<f32>(entry, 4);
      c0 = f32x4.add(c0, f32x4.mul(value, v128.load(row)));
      c1 = f32x4.add(c1, f32x4.mul(value, v128.load(row, 16)));
      c2 = f32x4.add(c2, f32x4.mul(value, v128.load(row, 32)));
      c3 = f32x4.add(c3, f32x4.mul(value, v128.load(row, 48)));
      c4 = f32x4.add(c4, f32x4.mul(value, v128.load(row, 64)));
      c5 = f32x4.add(c5, f32x4.mul(value, v128.load(row, 80)));
      c6 = f32x4.add(c6, f32x4.mul(value, v128.load(row, 96)));
    }
    storeFour(out, c0, c1, c2, c3);
    if (loose || width == WIDE) {
      v128.store(out, c4, 64); v128.store(out, c5, 80); v128.store(out, c6, 96);
    } else storeSome(out + 64, c4, c5, c6, c6, width - 16);
  } else {
    for (; entry < end; entry += 8) {
      const row = m + <usize>i32.load(entry);
      const value = v128.load_splat<f32>(entry, 4);
      c0 = f32x4.add(c0, f32x4.mul(value, v128.load(row)));
      c1 = f32x4.add(c1, f32x4.mul(value, v128.load(row, 16)));
      c2 = f32x4.add(c2, f32x4.mul(value, v128.load(row, 32)));
      c3 = f32x4.add(c3, f32x4.mul(value, v128.load(row, 48)));
    }
    if (loose || width == 16) storeFour(out, c0, c1, c2, c3);
    else storeSome(out, c0, c1, c2, c3, width);
  }
}

// @ts-ignore: decorator
@inline
function storeFour(to: usize, c0: v128, c1: v128, c2: v128, c3: v128): void {
  v128.store(to, c0); v128.store(to, c1, 16); v128.store(to, c2, 32); v128.store(to, c3, 48);
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
  rows: i32, ranges: usize, m: usize, bias: usize, y: usize, n: i32, f: i32, alpha: f32, a: usize,
): void {
  const stride = <usize>n << 2;
  const first = sparseStart();
  // from right to left: what is written beyond the end of a row is the start of the next, whose turn is still to come
  for (let c = n; c > 0; ) {
    const width = columnsAtOnce(c);
    c -= width;
    const at = <usize>c << 2;
    memory.fill(first, 0, WIDE * 4);
    if (bias != 0) memory.copy(first, bias + at, <usize>width << 2);
    let range = ranges;
    let out = y + at;
    for (let left = rows; left > 0; left--) {
      const loose = left > 16 / n + 1;
      combine(<usize>i32.load(range), <usize>i32.load(range, 4), m + at, first, out, width, loose);
      range += 8;
      out += stride;
    }
  }
  if (f >= 0) activateRow(f, alpha, y, a, rows * n);
}

/** dw[columns, n] = xᵀ·dy for x given by its entries by row: one outer product after the other. Of a small batch this is cheaper than
 *  to have the entries by column; of a large one it is not, for every sum goes through memory once for each row. */
export function sparseOuterProducts(rows: i32, ranges: usize, dy: usize, dw: usize, columns: i32, n: i32): void {
  const stride = <usize>n << 2;
  memory.fill(dw, 0, <usize>columns * stride);
  for (let c = 0; c < n; c += 16) { // so many that dw stays in the first-level cache
    const at = <usize>c << 2;
    let range = ranges;
    let from = dy + at;
    for (let left = rows; left > 0; left--) {
      const begin = <usize>i32.load(range), end = <usize>i32.load(range, 4);
      addProducts(begin, end, from, dw + at, n - c);
      range += 8;
      from += stride;
    }
  }
}

/** dw[its row, 0 … width) += value·dy[0 … width), over the entries; width ≤ 16. */
// @ts-ignore: decorator
@inline
export function addProducts(entry: usize, end: usize, dy: usize, dw: usize, width: i32): void {
  if (width >= 16) addSixteen(entry, end, dy, dw);
  else addRest(entry, end, dy, dw, width);
}

/** The same for sixteen columns. */
// @ts-ignore: decorator
@inline
function addSixteen(entry: usize, end: usize, dy: usize, dw: usize): void {
  const d0 = v128.load(dy), d1 = v128.load(dy, 16), d2 = v128.load(dy, 32), d3 = v128.load(dy, 48);
  for (; entry < end; entry += 8) {
    const row = dw + <usize>i32.load(entry);
    const value = v128.load_splat<f32>(entry, 4);
    v128.store(row, f32x4.add(v128.load(row), f32x4.mul(value, d0)));
    v128.store(row, f32x4.add(v128.load(row, 16), f32x4.mul(value, d1)), 16);
    v128.store(row, f32x4.add(v128.load(row, 32), f32x4.mul(value, d2)), 32);
    v128.store(row, f32x4.add(v128.load(row, 48), f32x4.mul(value, d3)), 48);
  }
}

/** The same for twenty-four. */
export function addTwentyFour(entry: usize, end: usize, dy: usize, dw: usize): void {
  const d0 = v128.load(dy), d1 = v128.load(dy, 16), d2 = v128.load(dy, 32);
  const d3 = v128.load(dy, 48), d4 = v128.load(dy, 64), d5 = v128.load(dy, 80);
  for (; entry < end; entry += 8) {
    const row = dw + <usize>i32.load(entry);
    const value = v128.load_splat<f32>(entry, 4);
    v128.store(row, f32x4.add(v128.load(row), f32x4.mul(value, d0)));
    v128.store(row, f32x4.add(v128.load(row, 16), f32x4.mul(value, d1)), 16);
    v128.store(row, f32x4.add(v128.load(row, 32), f32x4.mul(value, d2)), 32);
    v128.store(row, f32x4.add(v128.load(row, 48), f32x4.mul(value, d3)), 48);
    v128.store(row, f32x4.add(v128.load(row, 64), f32x4.mul(value, d4)), 64);
    v128.store(row, f32x4.add(v128.load(row, 80), f32x4.mul(value, d5)), 80);
  }
}

/** The same for `width` < 16 columns: eight, four, two and one of them, as needed. */
// @ts-ignore: decorator
@inline
function addRest(entry: usize, end: usize, dy: usize, dw: usize, width: i32): void {
  const four = <usize>(width & 8) << 2, two = <usize>(width & 12) << 2, one = <usize>(width & 14) << 2;
  const d0 = v128.load(dy), d1 = v128.load(dy, 16), d2 = v128.load(dy + four), d3 = v128.load(dy + two);
  const d4 = v128.load(dy + one);
  for (; entry < end; entry += 8) {
    const row = dw + <usize>i32.load(entry);
    const value = v128.load_splat<f32>(entry, 4);
    if (width & 8) {
      v128.store(row, f32x4.add(v128.load(row), f32x4.mul(value, d0)));
      v128.store(row, f32x4.add(v128.load(row, 16), f32x4.mul(value, d1)), 16);
    }
    if (width & 4) v128.store(row + four, f32x4.add(v128.load(row + four), f32x4.mul(value, d2)));
    if (width & 2) v128.store_lane<i64>(row + two, f32x4.add(v128.load64_zero(row + two), f32x4.mul(value, d3)), 0);
    if (width & 1) v128.store_lane<i32>(row + one, f32x4.add(v128.load32_zero(row + one), f32x4.mul(value, d4)), 0);
  }
}
