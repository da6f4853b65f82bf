// A window slides over an image that has been laid out (layout.ts): the two sums that a convolution consists of. Neither
// writes down what the window sees; a table says for each tap how far off it looks.
import { storeEight } from "./lanes";
import { packTransposed } from "./panels";

/** Weights[F, K] in blocks of four filters, [⌈F/4⌉][K][4], with zeros for those that are missing: so many blocks from `first`
 *  on. */
export function packWeights(w: usize, filters: i32, taps: i32, to: usize, first: i32, blocks: i32): void {
  to += <usize>(first * taps) << 4;
  for (let f = 4 * first, end = min(f + 4 * blocks, filters); f < end; f += 4) {
    for (let k = 0; k < taps; k++) {
      for (let e = 0; e < 4; e++) {
        f32.store(to, f + e < filters ? f32.load(w + (<usize>((f + e) * taps + k) << 2)) : 0);
        to += 4;
      }
    }
  }
}

/** y[F, OH, OW] = bias[f] + Σ over the taps, in order, of W[f, k]·image at (i, j) + offset k; `bias` 0 for none. `weights`
 *  as packed, `list` the taps. `rowStep` is how far apart, in bytes, rows are that the window begins at. */
export function correlate(
  image: usize, list: usize, taps: i32, rowStep: usize, weights: usize, bias: usize, y: usize,
  filters: i32, height: i32, width: i32,
): void {
  const plane = <usize>(height * width) << 2, end = list + (<usize>taps << 3);
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j += 8) {
      const from = image + <usize>i * rowStep + (<usize>j << 2);
      const columns = width - j;
      let to = y + (<usize>(i * width + j) << 2);
      let block = weights;
      let b = bias;
      for (let rows = filters; rows > 0; rows -= 4) {
        let c00 = f32x4.splat(0), c10 = c00, c20 = c00, c30 = c00;
        if (bias != 0) {
          c00 = v128.load_splat<f32>(b);
          c10 = v128.load_splat<f32>(b, 4);
          c20 = v128.load_splat<f32>(b, 8);
          c30 = v128.load_splat<f32>(b, 12);
          b += 16;
        }
        let c01 = c00, c11 = c10, c21 = c20, c31 = c30;
        for (let tap = list; tap < end; tap += 8) {
          const at = from + <usize>i32.load(tap), a = block + <usize>i32.load(tap, 4);
          const b0 = v128.load(at), b1 = v128.load(at, 16);
          let w = v128.load_splat<f32>(a);
          c00 = f32x4.add(c00, f32x4.mul(w, b0));
          c01 = f32x4.add(c01, f32x4.mul(w, b1));
          w = v128.load_splat<f32>(a, 4);
          c10 = f32x4.add(c10, f32x4.mul(w, b0));
          c11 = f32x4.add(c11, f32x4.mul(w, b1));
          w = v128.load_splat<f32>(a, 8);
          c20 = f32x4.add(c20, f32x4.mul(w, b0));
          c21 = f32x4.add(c21, f32x4.mul(w, b1));
          w = v128.load_splat<f32>(a, 12);
          c30 = f32x4.add(c30, f32x4.mul(w, b0));
          c31 = f32x4.add(c31, f32x4.mul(w, b1));
        }
        storeEight(to, c00, c01, columns);
        if (rows > 1) storeEight(to + plane, c10, c11, columns);
        if (rows > 2) storeEight(to + 2 * plane, c20, c21, columns);
        if (rows > 3) storeEight(to + 3 * plane, c30, c31, columns);
        to += 4 * plane;
        block += <usize>taps << 4;
      }
    }
  }
}

/** How many tiles of 4 taps × 8 filters the sums of a gradient have. */
// @ts-ignore: decorator
@inline
export function tilesOf(filters: i32, taps: i32): i32 {
  return ((filters + 7) >> 3) * ((taps + 3) >> 2);
}

export function clearSums(sums: usize, first: i32, tiles: i32): void {
  memory.fill(sums + (<usize>first << 7), 0, <usize>tiles << 7);
}

/** sums[⌈F/8⌉][⌈K/4⌉][4][8] += over the places of the window, in order: what tap k sees · dy[f], dy[F, height, width]. So many
 *  tiles of them, from `first` on; `room` is for one panel of dy. */
export function correlateGradient(
  image: usize, list: usize, taps: i32, rowStep: usize, dy: usize, room: usize, sums: usize,
  filters: i32, height: i32, width: i32, first: i32, tiles: i32,
): void {
  const perPanel = (taps + 3) >> 2;
  const skip = rowStep - (<usize>width << 2);
  sums += <usize>first << 7;
  for (let tile = first, end = first + tiles; tile < end;) {
    const f = tile / perPanel * 8;
    const plane = <usize>(height * width) << 2;
    packTransposed(dy + <usize>f * plane, plane, min(8, filters - f), height * width, room);
    const from = tile % perPanel;
    const to = min(perPanel, from + end - tile);
    for (let k = 4 * from; k < 4 * to; k += 4) {
      const tap = list + (<usize>k << 3);
      let a0 = image + <usize>i32.load(tap);
      let a1 = k + 1 < taps ? image + <usize>i32.load(tap, 8) : a0;
      let a2 = k + 2 < taps ? image + <usize>i32.load(tap, 16) : a0;
      let a3 = k + 3 < taps ? image + <usize>i32.load(tap, 24) : a0;
      let c00 = v128.load(sums), c01 = v128.load(sums, 16), c10 = v128.load(sums, 32), c11 = v128.load(sums, 48);
      let c20 = v128.load(sums, 64), c21 = v128.load(sums, 80), c30 = v128.load(sums, 96), c31 = v128.load(sums, 112);
      let panel = room;
      for (let i = 0; i < height; i++) {
        for (const end = panel + (<usize>width << 5); panel < end; panel += 32) {
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
          a0 += 4; a1 += 4; a2 += 4; a3 += 4;
        }
        a0 += skip; a1 += skip; a2 += skip; a3 += skip;
      }
      v128.store(sums, c00); v128.store(sums, c01, 16); v128.store(sums, c10, 32); v128.store(sums, c11, 48);
      v128.store(sums, c20, 64); v128.store(sums, c21, 80); v128.store(sums, c30, 96); v128.store(sums, c31, 112);
      sums += 128;
    }
    tile += to - from;
  }
}

/** dw[F, K] from the sums, so many filters of it from `first` on. */
export function unpackSums(sums: usize, taps: i32, dw: usize, first: i32, filters: i32): void {
  const blocks = (taps + 3) >> 2;
  dw += <usize>(first * taps) << 2;
  for (let f = first; f < first + filters; f++) {
    for (let k = 0; k < taps; k++) {
      const tile = ((f >> 3) * blocks + (k >> 2)) * 32;
      f32.store(dw, f32.load(sums + (<usize>(tile + (k & 3) * 8 + (f & 7)) << 2)));
      dw += 4;
    }
  }
}
