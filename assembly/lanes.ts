// Rows whose length is not a multiple of four. memory.copy would do as well, but costs a call out of WebAssembly each time.

/** The next `count` numbers, four at most; 0 in the lanes that are left: for sums over lanes. Elsewhere four are read, and those beyond
 *  the end not written. */
// @ts-ignore: decorator
@inline
export function loadLanes(from: usize, count: i32): v128 {
  return count >= 4 ? v128.load(from) : loadRest(from, count);
}

/** The next `count` lanes, four at most, to memory. */
// @ts-ignore: decorator
@inline
export function storeLanes(to: usize, v: v128, count: i32): void {
  if (count >= 4) v128.store(to, v);
  else storeRest(to, v, count);
}

/** The same without a call. */
// @ts-ignore: decorator
@inline
export function storeNarrow(to: usize, v: v128, count: i32): void {
  if (count >= 4) v128.store(to, v);
  else {
    if (count >= 2) v128.store_lane<i64>(to, v, 0);
    if (count == 3) v128.store_lane<f32>(to, v, 2, 8);
    if (count == 1) v128.store_lane<f32>(to, v, 0);
  }
}

/** The next `count` of two times four lanes, eight at most. */
// @ts-ignore: decorator
@inline
export function storeEight(to: usize, low: v128, high: v128, count: i32): void {
  if (count >= 8) {
    v128.store(to, low);
    v128.store(to, high, 16);
  } else {
    storeLanes(to, low, count);
    storeLanes(to + 16, high, count - 4);
  }
}

function loadRest(from: usize, count: i32): v128 {
  let v = v128.load32_zero(from);
  if (count > 1) v = v128.load_lane<f32>(from, v, 1, 4);
  if (count > 2) v = v128.load_lane<f32>(from, v, 2, 8);
  return v;
}

function storeRest(to: usize, v: v128, count: i32): void {
  if (count >= 2) {
    v128.store_lane<i64>(to, v, 0);
    if (count > 2) v128.store_lane<f32>(to, v, 2, 8);
  } else if (count > 0) v128.store_lane<f32>(to, v, 0);
}
