// What is not zero: the pixels of a batch, row by row and column by column, and other numbers. What sparse.ts multiplies with.
//
// Each entry is a pair (place: i32, value: f32): it is to be multiplied with the row of the other factor that begins so many bytes
// from that factor's start. `ranges` holds for each row (column) the addresses at which its entries begin and end, and behind the
// last how many there are in all.
// Source: the compressed rows of Tinney and Walker 1967; Saad, "Iterative Methods", 2nd ed. 2003, §3.4.

/** Finds the pixels that are not zero, row by row, to be multiplied with rows `stride` bytes apart; `entries` has room for as many as
 *  there are pixels. Reads up to 63 bytes beyond the last. */
export function findNonzeros(
  pixels: usize, rows: i32, columns: i32, factor: f32, stride: i32, ranges: usize, entries: usize,
): void {
  for (; rows > 0; rows--) {
    let to = entries;
    for (let j = 0; j < columns; j += 64) {
      const at = pixels + j;
      let mask = nonzeros(at) | (nonzeros(at + 16) << 16) | (nonzeros(at + 32) << 32) | (nonzeros(at + 48) << 48);
      if (columns - j < 64) mask &= (<u64>1 << (columns - j)) - 1; // what is read beyond a row is not of it
      while (mask != 0) {
        const k = j + <i32>ctz(mask);
        store(to, k * stride, <f32>load<u8>(pixels + k) * factor);
        to += 8;
        mask &= mask - 1;
      }
    }
    i32.store(ranges, <i32>entries);
    i32.store(ranges, <i32>to, 4);
    pixels += columns;
    entries += <usize>columns << 3;
    ranges += 8;
  }
}

/** How many entries there are in all the ranges; noted behind them, too. */
export function sumRanges(ranges: usize, rows: i32): i32 {
  let bytes = 0;
  for (; rows > 0; rows--) {
    bytes += i32.load(ranges, 4) - i32.load(ranges);
    ranges += 8;
  }
  i32.store(ranges, bytes >> 3);
  return bytes >> 3;
}

/** A bit for each of sixteen bytes that is not zero. */
// @ts-ignore: decorator
@inline
function nonzeros(bytes: usize): u64 {
  return <u64>i8x16.bitmask(i8x16.ne(v128.load(bytes), i8x16.splat(0)));
}

// @ts-ignore: decorator
@inline
function store(entry: usize, place: i32, value: f32): void {
  i32.store(entry, place);
  f32.store(entry, value, 4);
}

/** The bytes from one column's entries to the next's: an odd number of cache lines, so that not all begin in the same few places of
 *  the cache. */
// @ts-ignore: decorator
@inline
function columnBytes(rows: i32): usize {
  return <usize>(((rows + 7) >> 3) | 1) << 6;
}

/** The same entries by column, within a column in order of the rows; `entries` has room for rows + 15 of each. */
export function transposeNonzeros(
  rows: i32, columns: i32, stride: i32, ranges: usize, columnRanges: usize, entries: usize,
): void {
  const apart = columnBytes(rows);
  const inverse = (<u64>0xffffffff) / stride + 1; // ⌈2³² / stride⌉: place · inverse / 2³² is the column
  let column = columnRanges;
  for (let j = 0; j < columns; j++) {
    i32.store(column, <i32>entries);
    i32.store(column, <i32>entries, 4);
    entries += apart;
    column += 8;
  }
  for (let place = 0; rows > 0; place += stride, rows--) {
    for (let entry = <usize>i32.load(ranges), end = <usize>i32.load(ranges, 4); entry < end; entry += 8) {
      const range = columnRanges + (<usize>(<u64>load<u32>(entry) * inverse >> 32) << 3);
      const to = i32.load(range, 4);
      store(<usize>to, place, f32.load(entry, 4));
      i32.store(range, to + 8, 4);
    }
    ranges += 8;
  }
  i32.store(column, i32.load(ranges)); // how many there are
}

/** How many of n numbers are not zero, but for the last three. */
export function countNonzeros(x: usize, n: i32): i32 {
  const zero = f32x4.splat(0);
  let zeros = i32x4.splat(0); // less one for each
  const end = x + (<usize>(n & ~3) << 2);
  for (; x + 64 <= end; x += 64) {
    const first = i32x4.add(f32x4.eq(v128.load(x), zero), f32x4.eq(v128.load(x, 16), zero));
    const second = i32x4.add(f32x4.eq(v128.load(x, 32), zero), f32x4.eq(v128.load(x, 48), zero));
    zeros = i32x4.add(zeros, i32x4.add(first, second));
  }
  for (; x < end; x += 16) zeros = i32x4.add(zeros, f32x4.eq(v128.load(x), zero));
  const halves = i32x4.add(zeros, v128.shuffle<i32>(zeros, zeros, 2, 3, 0, 1));
  return (n & ~3) + i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}

/** Of n numbers those that are not zero, in order, to be multiplied with rows `stride` bytes apart, from `place` on. Returns the end of what was
 *  written. Reads up to three numbers beyond the last. Every number is written, and the next over it if it was zero, so that one more
 *  entry may be written beyond the end: no one can tell which will be zero, and a processor that guesses is often wrong. */
export function listNonzeros(x: usize, n: i32, place: i32, stride: i32, entry: usize): usize {
  let places = i32x4.add(i32x4.splat(place), i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(stride)));
  const next = i32x4.splat(stride << 2);
  for (let j = 0; j < n; j += 4) {
    const v = v128.load(x);
    const low = v128.shuffle<i32>(places, v, 0, 4, 1, 5), high = v128.shuffle<i32>(places, v, 2, 6, 3, 7);
    let mask = <usize>i32x4.bitmask(f32x4.ne(v, f32x4.splat(0)));
    if (n - j < 4) mask &= (1 << (n - j)) - 1; // what is read beyond the end is not of it
    v128.store_lane<i64>(entry, low, 0);
    entry += (mask & 1) << 3;
    v128.store_lane<i64>(entry, low, 1);
    entry += (mask & 2) << 2;
    v128.store_lane<i64>(entry, high, 0);
    entry += (mask & 4) << 1;
    v128.store_lane<i64>(entry, high, 1);
    entry += mask & 8;
    places = i32x4.add(places, next);
    x += 16;
  }
  return entry;
}
