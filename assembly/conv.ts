// Convolutions, one sample after the other: each is a matrix product with the patches of its image.
//
// W[F, C·KH·KW], patches[C·KH·KW, OH·OW], y and dy[F, OH·OW]. `room` takes the patches of one sample, or W.
import { g } from "./geometry";
import { product, Start } from "./gemm";
import { gatherPatches, patchesAreImage, scatterPatches } from "./patches";

const NO_ACTIVATION: i32 = -1;

// @ts-ignore: decorator
@inline
function taps(): i32 {
  return g.channels * g.kernelHeight * g.kernelWidth;
}

// @ts-ignore: decorator
@inline
function places(): i32 {
  return g.outputHeight * g.outputWidth;
}

// @ts-ignore: decorator
@inline
function inputBytes(): usize {
  return <usize>(g.channels * g.height * g.width) << 2;
}

// @ts-ignore: decorator
@inline
function outputBytes(): usize {
  return <usize>(g.filters * places()) << 2;
}

/** The patches of an image: in `room`, unless the image is what they are. */
function patchesOf(image: usize, room: usize): usize {
  if (patchesAreImage()) return image;
  gatherPatches(image, room);
  return room;
}

/** y = W·patches + b, `bias` 0 for none; with f ≥ 0 also a = f(y). */
export function conv2d(
  x: usize, w: usize, bias: usize, y: usize, room: usize, rows: i32, f: i32, alpha: f32, a: usize,
): void {
  const k = taps(), n = places();
  const start = bias == 0 ? Start.Columns : Start.Rows;
  for (; rows > 0; rows--) {
    product(w, k, 1, patchesOf(x, room), n, 1, start, bias, y, g.filters, n, k, f, alpha, a);
    x += inputBytes();
    y += outputBytes();
    a += outputBytes();
  }
}

/** dWᵀ = Σ patches·dyᵀ, sample by sample: this way round the patches, the larger of the two, are read where they are. */
export function conv2dWeightGradient(x: usize, dy: usize, dw: usize, room: usize, rows: i32): void {
  const m = taps(), n = g.filters, k = places();
  memory.fill(dw, 0, <usize>(m * n) << 2);
  for (; rows > 0; rows--) {
    product(patchesOf(x, room), k, 1, dy, 1, k, Start.Itself, 0, dw, m, n, k, NO_ACTIVATION, 0, 0);
    x += inputBytes();
    dy += outputBytes();
  }
  memory.copy(room, dw, <usize>(m * n) << 2);
  transpose(room, dw, m, n);
}

/** to[columns, rows] = from[rows, columns] */
function transpose(from: usize, to: usize, rows: i32, columns: i32): void {
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) {
      f32.store(to, f32.load(from + (<usize>(i * columns + j) << 2)));
      to += 4;
    }
  }
}

/** The patches' gradient is Wᵀ·dy; each number of x gets the sum of where it appears. */
export function conv2dInputGradient(w: usize, dy: usize, dx: usize, room: usize, rows: i32): void {
  const m = taps(), n = places(), k = g.filters;
  const image = patchesAreImage();
  for (; rows > 0; rows--) {
    product(w, 1, m, dy, n, 1, Start.Columns, 0, image ? dx : room, m, n, k, NO_ACTIVATION, 0, 0);
    if (!image) scatterPatches(room, dx);
    dy += outputBytes();
    dx += inputBytes();
  }
}

/** y[channels] = Σ over rows and places of x[rows, channels, places]: sixteen sums side by side, then added up. */
export function sumChannels(x: usize, y: usize, rows: i32, channels: i32, places: i32): void {
  const plane = <usize>places << 2;
  for (let c = 0; c < channels; c++) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let rest: f32 = 0;
    for (let n = 0; n < rows; n++) {
      let from = x + <usize>(n * channels + c) * plane;
      let i = 0;
      for (; i + 16 <= places; i += 16) {
        s0 = f32x4.add(s0, v128.load(from));
        s1 = f32x4.add(s1, v128.load(from, 16));
        s2 = f32x4.add(s2, v128.load(from, 32));
        s3 = f32x4.add(s3, v128.load(from, 48));
        from += 64;
      }
      for (; i < places; i++) {
        rest += f32.load(from);
        from += 4;
      }
    }
    const s = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
    const pairs = f32x4.add(s, v128.shuffle<f32>(s, s, 2, 3, 0, 1));
    const sum = f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
    f32.store(y + (<usize>c << 2), sum + rest);
  }
}
