// Convolutions with 3 × 3 filters by steps of 1, in the transformed space of winograd-transforms.ts: there, each of the 16
// numbers of a tile is a matrix product over the channels, or for the gradient of the filters, over the tiles.
//
// Tiles are taken by fours, side by side; a group that reaches beyond the row has some that count for nothing.
import { isLaidOut, l, layOut, layoutBytes, rowBytes } from "./layout";
import {
  transformFilter,
  transformFilterGradient,
  transformGradient,
  transformInput,
  transformOutput,
} from "./winograd-transforms";

/** Rows of 2 × 2 tiles in an output of `height` rows. */
// @ts-ignore: decorator
@inline
function tileRows(height: i32): i32 {
  return (height + 1) >> 1;
}

/** Groups of four tiles in a row of `width` numbers. */
// @ts-ignore: decorator
@inline
function groupsPerRow(width: i32): i32 {
  return (width + 7) >> 3;
}

/** Makes the layout at hand large enough for whole groups: a tile reads 4 × 4 numbers, the next one begins 2 further on. */
export function fitTiles(height: i32, width: i32): void {
  l.rows = 2 * tileRows(height) + 2;
  l.columns = 8 * groupsPerRow(width) + 2;
}

/** Samples whose tiles go into one sum over tiles: enough for some 128 tiles, whatever the size of the batch. */
export function samplesPerBlock(height: i32, width: i32): i32 {
  return max(1, 128 / (4 * tileRows(height) * groupsPerRow(width)));
}

/** The bytes of filters as `convolve` wants them. */
export function transformedBytes(filters: i32, channels: i32): usize {
  return <usize>(16 * ((filters + 3) & ~3) * channels) << 2;
}

/** The bytes of `room` that `convolve` needs. */
export function convolveRoom(filters: i32, channels: i32): usize {
  return <usize>(16 * 8 * (((filters + 3) & ~3) + channels)) << 2;
}

/** The bytes of the sums of `addProducts`. */
export function sumBytes(filters: i32, channels: i32): usize {
  return <usize>(16 * ((filters + 3) & ~3) * ((channels + 1) & ~1)) << 2;
}

/** The bytes of `room` that `addProducts` needs, beside the images laid out. */
export function addProductsRoom(channels: i32, filters: i32, height: i32, width: i32): usize {
  const tiles = 4 * tileRows(height) * groupsPerRow(width) * samplesPerBlock(height, width);
  return <usize>(4 * (((filters + 3) & ~3) + ((channels + 1) & ~1)) * tiles) << 2;
}

/** u[16][⌈F/4⌉][C][4] from filters that are `filterStep` bytes apart, each with channels `channelStep` bytes apart, whose
 *  first number is at w, and the next ones `step` bytes from one another: so many blocks of four from `first` on. */
export function transformFilters(
  w: usize, filterStep: usize, channelStep: usize, step: isize, filters: i32, channels: i32, u: usize,
  first: i32, blocks: i32,
): void {
  const apart = transformedBytes(filters, channels) >> 4;
  const block = <usize>channels << 4;
  const end = first + blocks;
  if (4 * end > filters) for (let xi: usize = 0; xi < 16; xi++) memory.fill(u + xi * apart + <usize>(end - 1) * block, 0, block);
  for (let f = 4 * first; f < min(4 * end, filters); f++) {
    for (let c = 0; c < channels; c++) {
      const to = u + (<usize>((f & ~3) * channels + c * 4 + (f & 3)) << 2);
      transformFilter(w + <usize>f * filterStep + <usize>c * channelStep, step, to, apart);
    }
  }
}

/** y[F, height, width] = bias + Σ over the channels of an image laid out; `u` as transformed, `bias` 0 for none. */
export function convolve(
  image: usize, u: usize, bias: usize, y: usize, room: usize, channels: i32, filters: i32, height: i32, width: i32,
): void {
  const row = rowBytes(), plane = <usize>l.rows * row, outputRow = <usize>width << 2;
  const f4 = (filters + 3) & ~3;
  const perRow = groupsPerRow(width), groups = tileRows(height) * perRow;
  const v = room, vApart = <usize>channels << 5; //     v[16][C][8]
  const m = v + 16 * vApart, mApart = <usize>f4 << 5; // m[16][F][8]
  for (let group = 0; group < groups; group += 2) {
    for (let half = 0; half < 2; half++) {
      const here = min(group + half, groups - 1);
      let from = image + <usize>(here / perRow * 2) * row + (<usize>(here % perRow) << 5);
      let to = v + (<usize>half << 4);
      for (let c = 0; c < channels; c++) {
        transformInput(0, from, row, to, vApart);
        transformInput(1, from, row, to + 4 * vApart, vApart);
        transformInput(2, from, row, to + 8 * vApart, vApart);
        transformInput(3, from, row, to + 12 * vApart, vApart);
        from += plane;
        to += 32;
      }
    }
    multiply(u, v, m, channels, f4);
    for (let half = 0; half < 2 && group + half < groups; half++) {
      const i = (group + half) / perRow * 2, j = (group + half) % perRow * 8;
      for (let f = 0; f < filters; f++) {
        const upper = y + <usize>(f * height + i) * outputRow + (<usize>j << 2);
        const b = bias == 0 ? f32x4.splat(0) : v128.load_splat<f32>(bias + (<usize>f << 2));
        const lower = i + 1 < height ? upper + outputRow : 0;
        transformOutput(m + (<usize>f << 5) + (<usize>half << 4), mApart, b, upper, lower, width - j);
      }
    }
  }
}

/** m[16][F][8] = for each of the 16, u[F, C]·v[C, 8]. */
function multiply(u: usize, v: usize, m: usize, channels: i32, filters: i32): void {
  const panelBytes = <usize>channels << 5;
  for (let xi = 0; xi < 16; xi++) {
    const end = v + panelBytes;
    for (let f = 0; f < filters; f += 4) {
      let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
      for (let b = v; b < end; b += 32) {
        const b0 = v128.load(b), b1 = v128.load(b, 16);
        let a = v128.load_splat<f32>(u);
        c00 = f32x4.add(c00, f32x4.mul(a, b0));
        c01 = f32x4.add(c01, f32x4.mul(a, b1));
        a = v128.load_splat<f32>(u, 4);
        c10 = f32x4.add(c10, f32x4.mul(a, b0));
        c11 = f32x4.add(c11, f32x4.mul(a, b1));
        a = v128.load_splat<f32>(u, 8);
        c20 = f32x4.add(c20, f32x4.mul(a, b0));
        c21 = f32x4.add(c21, f32x4.mul(a, b1));
        a = v128.load_splat<f32>(u, 12);
        c30 = f32x4.add(c30, f32x4.mul(a, b0));
        c31 = f32x4.add(c31, f32x4.mul(a, b1));
        u += 16;
      }
      v128.store(m, c00); v128.store(m, c01, 16); v128.store(m, c10, 32); v128.store(m, c11, 48);
      v128.store(m, c20, 64); v128.store(m, c21, 80); v128.store(m, c30, 96); v128.store(m, c31, 112);
      m += 128;
    }
    v = end;
  }
}

/** du[16][C][F] = Σ over the samples and tiles of what dy[F, height, width] and x[C, H, W] are transformed into: for so many rows
 *  of the 4 × 4 numbers from `firstRow` on. `laid` has been cleared: room for the images of a block, laid out. */
export function addProducts(
  x: usize, dy: usize, du: usize, laid: usize, room: usize, rows: i32,
  channels: i32, filters: i32, height: i32, width: i32, firstRow: i32, rowCount: i32,
): void {
  const f4 = (filters + 3) & ~3, c2 = (channels + 1) & ~1;
  const perRow = groupsPerRow(width), groups = tileRows(height) * perRow;
  const block = samplesPerBlock(height, width);
  const apart = <usize>(f4 * c2) << 2;
  const row = rowBytes(), plane = <usize>l.rows * row;
  const imageBytes = <usize>(l.channels * l.height * l.width) << 2;
  const outputRow = <usize>width << 2, outputPlane = <usize>height * outputRow;
  const v = room, vApart = <usize>(c2 * groups * block) << 4; //           v[4][C/2][tiles][2], row i at a time
  const d = v + 4 * vApart, dApart = <usize>(f4 * groups * block) << 4; // d[4][F/4][tiles][4]
  memory.fill(du + 4 * <usize>firstRow * apart, 0, 4 * <usize>rowCount * apart);
  const inPlace = isLaidOut();
  const laidBytes = inPlace ? imageBytes : layoutBytes();
  for (let first = 0; first < rows; first += block) {
    const samples = min(block, rows - first);
    const tileBytes = <usize>(groups * samples) << 4;
    if (!inPlace) for (let s = 0; s < samples; s++) layOut(x + <usize>(first + s) * imageBytes, laid + <usize>s * laidBytes);
    const images = inPlace ? x + <usize>first * imageBytes : laid;
    for (let i = firstRow; i < firstRow + rowCount; i++) {
      for (let c = 0; c < channels; c++) {
        let to = v + <usize>(c & ~1) * tileBytes + (<usize>(c & 1) << 4);
        for (let s = 0; s < samples; s++) {
          const from = images + <usize>s * laidBytes + <usize>c * plane;
          if (i == 0) to = transformPlane(0, from, row, to, vApart, height, perRow);
          else if (i == 1) to = transformPlane(1, from, row, to, vApart, height, perRow);
          else if (i == 2) to = transformPlane(2, from, row, to, vApart, height, perRow);
          else to = transformPlane(3, from, row, to, vApart, height, perRow);
        }
      }
      for (let f = 0; f < filters; f++) {
        let to = d + <usize>(f & ~3) * tileBytes + (<usize>(f & 3) << 4);
        for (let s = 0; s < samples; s++) {
          const from = dy + <usize>((first + s) * filters + f) * outputPlane;
          if (i == 0) to = transformGradientPlane(0, from, to, dApart, height, width);
          else if (i == 1) to = transformGradientPlane(1, from, to, dApart, height, width);
          else if (i == 2) to = transformGradientPlane(2, from, to, dApart, height, width);
          else to = transformGradientPlane(3, from, to, dApart, height, width);
        }
      }
      for (let j = 0; j < 4; j++) {
        addTiles(v + <usize>j * vApart, d + <usize>j * dApart, du + <usize>(4 * i + j) * apart, tileBytes, c2, f4);
      }
    }
  }
}

/** dw[F, C, 3, 3] from the sums, so many filters of it from `first` on. */
export function transformSums(du: usize, dw: usize, channels: i32, filters: i32, first: i32, count: i32): void {
  const f4 = (filters + 3) & ~3;
  const apart = sumBytes(filters, channels) >> 4;
  dw += <usize>(first * channels * 36);
  for (let f = first; f < first + count; f++) {
    for (let c = 0; c < channels; c++) {
      transformFilterGradient(du + (<usize>(c * f4 + f) << 2), apart, dw);
      dw += 36;
    }
  }
}

/** Row i of every tile of one channel; returns the end of what was written. */
// @ts-ignore: decorator
@inline
function transformPlane(i: i32, from: usize, row: usize, to: usize, apart: usize, height: i32, perRow: i32): usize {
  for (let r = 0; r < height; r += 2) {
    let at = from;
    for (let group = 0; group < perRow; group++) {
      transformInput(i, at, row, to, apart);
      at += 32;
      to += 32;
    }
    from += 2 * row;
  }
  return to;
}

/** Likewise of one plane of dy. */
// @ts-ignore: decorator
@inline
function transformGradientPlane(i: i32, from: usize, to: usize, apart: usize, height: i32, width: i32): usize {
  const row = <usize>width << 2;
  for (let r = 0; r < height; r += 2) {
    let at = from;
    for (let j = 0; j < width; j += 8) {
      transformGradient(i, at, r + 1 < height ? at + row : 0, width - j, to, apart);
      at += 32;
      to += 64;
    }
    from += 2 * row;
  }
  return to;
}

/** du[C][F] += v·dᵀ over the tiles: four sums side by side, a lane each, then added up. */
function addTiles(v: usize, d: usize, du: usize, tileBytes: usize, channels: i32, filters: i32): void {
  const next = <usize>filters << 2;
  for (let c = 0; c < channels; c += 2) {
    let a = d;
    for (let f = 0; f < filters; f += 4) {
      let c00 = f32x4.splat(0), c01 = c00, c02 = c00, c03 = c00, c10 = c00, c11 = c00, c12 = c00, c13 = c00;
      for (let b = v, end = v + 2 * tileBytes; b < end; b += 32) {
        const x0 = v128.load(b), x1 = v128.load(b, 16);
        let y = v128.load(a);
        c00 = f32x4.add(c00, f32x4.mul(y, x0));
        c10 = f32x4.add(c10, f32x4.mul(y, x1));
        y = v128.load(a, 16);
        c01 = f32x4.add(c01, f32x4.mul(y, x0));
        c11 = f32x4.add(c11, f32x4.mul(y, x1));
        y = v128.load(a, 32);
        c02 = f32x4.add(c02, f32x4.mul(y, x0));
        c12 = f32x4.add(c12, f32x4.mul(y, x1));
        y = v128.load(a, 48);
        c03 = f32x4.add(c03, f32x4.mul(y, x0));
        c13 = f32x4.add(c13, f32x4.mul(y, x1));
        a += 64;
      }
      const to = du + <usize>c * next + (<usize>f << 2);
      v128.store(to, f32x4.add(v128.load(to), lanewiseSums(c00, c01, c02, c03)));
      v128.store(to + next, f32x4.add(v128.load(to + next), lanewiseSums(c10, c11, c12, c13)));
    }
    v += 2 * tileBytes;
  }
}

/** The four sums of the lanes of four registers. */
// @ts-ignore: decorator
@inline
function lanewiseSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7)); // a0+a2 b0+b2 a1+a3 b1+b3
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f64>(ab, cd, 0, 2), v128.shuffle<f64>(ab, cd, 1, 3));
}
