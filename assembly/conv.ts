// Convolutions, one sample after the other. W[F, C, KH, KW], x[C, H, W], y[F, OH, OW]. `room` is what they work in,
// `roomBytes` of it.
import { activateRow } from "./activations";
import { correlate, correlateGradient, packGradient, packWeights, unpackSums } from "./correlate";
import { g } from "./geometry";
import { clearLayout, isLaidOut, l, layOut, layoutBytes, listTaps, rowBytes } from "./layout";
import { accumulateNonzeros, areFinite, isSparse, listSeeing, sparseRoom } from "./sparse-conv";
import {
  convolve,
  convolveRoom,
  filterGradients,
  filterGradientsRoom,
  fitTiles,
  samplesPerBlock,
  transformedBytes,
  transformFilters,
} from "./winograd";

// @ts-ignore: decorator
@inline
function window(): i32 {
  return g.kernelHeight * g.kernelWidth;
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

/** x with its padding, for windows that move as the layer's do. */
function layOutInputs(): void {
  l.channels = g.channels;
  l.height = g.height;
  l.width = g.width;
  l.spreadHeight = l.spreadWidth = 1;
  l.top = g.padTop;
  l.left = g.padLeft;
  l.rows = (g.outputHeight - 1) * g.strideHeight + g.kernelHeight;
  l.columns = (g.outputWidth - 1) * g.strideWidth + g.kernelWidth;
  l.step = g.strideWidth;
}

/** dy so that a window of the same size, moving by steps of 1, comes to all of x. */
function layOutGradients(): void {
  l.channels = g.filters;
  l.height = g.outputHeight;
  l.width = g.outputWidth;
  l.spreadHeight = g.strideHeight;
  l.spreadWidth = g.strideWidth;
  l.top = g.kernelHeight - 1 - g.padTop;
  l.left = g.kernelWidth - 1 - g.padLeft;
  l.rows = g.height + g.kernelHeight - 1;
  l.columns = g.width + g.kernelWidth - 1;
  l.step = 1;
}

/** The least multiple of `unit`, a power of two, that is not below n. */
// @ts-ignore: decorator
@inline
function upTo(unit: i32, n: i32): i32 {
  return (n + unit - 1) & ~(unit - 1);
}

/** Whether it pays to go through Winograd's transforms: they cost as much per channel and per filter as a few products. */
function isWinograd(): bool {
  return g.kernelHeight == 3 && g.kernelWidth == 3 && g.strideHeight == 1 && g.strideWidth == 1
    && g.channels >= 8 && g.filters >= 8;
}

/** How much room the convolutions with this geometry take, in bytes: for images laid out, and what is made of the weights. */
export function convolutionRoom(): usize {
  const most = max(g.channels, g.filters);
  if (isWinograd()) {
    layOutGradients();
    fitTiles(g.height, g.width);
    const gradients = laidRoom(layoutBytes());
    layOutInputs();
    fitTiles(g.outputHeight, g.outputWidth);
    const inputs = laidRoom(<usize>samplesPerBlock(g.outputHeight, g.outputWidth) * layoutBytes());
    const numbers = max(
      convolveRoom(most, most),
      filterGradientsRoom(g.channels, g.filters, g.outputHeight, g.outputWidth),
    );
    return max(gradients, inputs) + numbers;
  }
  layOutInputs();
  const inputs = layoutBytes();
  layOutGradients();
  const gradients = layoutBytes();
  layOutInputs();
  const weights = <usize>(max(upTo(8, g.filters), upTo(4, g.channels)) * upTo(4, most * window())) << 2;
  const panels = <usize>(upTo(8, g.filters) * places()) << 2;
  const lists = isImage() ? tapBytes(g.channels) * <usize>tiles() + rangeBytes() : 8;
  const sparse = isImage() ? sparseRoom(g.filters, g.outputHeight, g.kernelHeight) : 0;
  return laidRoom(max(inputs, gradients)) + tapBytes(most) + weights + max(max(panels, sparse), lists);
}

/** Whether the input may be a picture, of which most is empty. */
function isImage(): bool {
  return g.channels <= 4 && (g.strideHeight | g.strideWidth) == 1;
}

/** Of a list of taps. */
// @ts-ignore: decorator
@inline
function tapBytes(channels: i32): usize {
  return <usize>upTo(2, channels * window()) << 3;
}

/** Runs of eight places in an output. */
// @ts-ignore: decorator
@inline
function tiles(): i32 {
  return g.outputHeight * ((g.outputWidth + 7) >> 3);
}

// @ts-ignore: decorator
@inline
function rangeBytes(): usize {
  return <usize>upTo(2, tiles()) << 3;
}

/** Of an image laid out, with what a tile may read beyond its end. */
// @ts-ignore: decorator
@inline
function laidRoom(bytes: usize): usize {
  return (bytes + 64 + 15) & ~15;
}

/** The one range that all tiles share: the whole list. */
function wholeRange(list: usize, taps: i32, ranges: usize): void {
  i32.store(ranges, <i32>list);
  i32.store(ranges, <i32>(list + (<usize>taps << 3)), 4);
}

/** y = W * x + b, `bias` 0 for none; with f ≥ 0 also a = f(y). */
export function conv2d(
  x: usize, w: usize, bias: usize, y: usize, room: usize, rows: i32, f: i32, alpha: f32, a: usize,
): void {
  const taps = g.channels * window();
  const winograd = isWinograd();
  layOutInputs();
  if (winograd) fitTiles(g.outputHeight, g.outputWidth);
  const list = room + laidRoom(layoutBytes());
  const weights = winograd ? list : list + tapBytes(g.channels);
  const rowStep = <usize>g.strideHeight * rowBytes();
  const work = weights + (winograd ? transformedBytes(g.filters, g.channels) : <usize>(upTo(4, g.filters) * taps) << 2);
  const sparse = !winograd && isImage() && areFinite(w, g.filters * taps) && isSparse(x, rows * <i32>(inputBytes() >> 2));
  if (winograd) transformFilters(w, <usize>taps << 2, 36, 4, g.filters, g.channels, weights);
  else {
    listTaps(g.kernelHeight, g.kernelWidth, list);
    packWeights(w, g.filters, taps, weights);
    wholeRange(list, taps, work);
  }
  const inPlace = isLaidOut();
  if (!inPlace) clearLayout(room);
  for (; rows > 0; rows--) {
    if (!inPlace) layOut(x, room);
    const image = inPlace ? x : room;
    if (winograd) convolve(image, weights, bias, y, work, g.channels, g.filters, g.outputHeight, g.outputWidth);
    else {
      if (sparse) listSeeing(image, list, taps, rowStep, g.outputHeight, g.outputWidth, work, work + rangeBytes());
      const step = sparse ? 8 : 0;
      correlate(image, work, step, taps, rowStep, weights, bias, y, g.filters, g.outputHeight, g.outputWidth);
    }
    if (f >= 0) activateRow(f, alpha, y, a, g.filters * places());
    x += inputBytes();
    y += outputBytes();
    a += outputBytes();
  }
}

/** dW = Σ over the samples of dy * x. */
export function conv2dWeightGradient(x: usize, dy: usize, dw: usize, room: usize, rows: i32): void {
  const sparse = isImage() && isSparse(x, rows * <i32>(inputBytes() >> 2));
  if (!sparse || !weightGradient(x, dy, dw, room, rows, true)) weightGradient(x, dy, dw, room, rows, false);
}

/** Returns false, with nothing of use done, when zeros are to be passed over (`sparse`) and dy is not finite. */
function weightGradient(x: usize, dy: usize, dw: usize, room: usize, rows: i32, sparse: bool): bool {
  const taps = g.channels * window();
  layOutInputs();
  if (isWinograd()) {
    fitTiles(g.outputHeight, g.outputWidth);
    const laid = <usize>samplesPerBlock(g.outputHeight, g.outputWidth) * layoutBytes();
    memory.fill(room, 0, laid);
    filterGradients(x, dy, dw, room, room + laidRoom(laid), rows, g.channels, g.filters, g.outputHeight, g.outputWidth);
    return true;
  }
  const list = room + laidRoom(layoutBytes());
  const sums = list + tapBytes(g.channels);
  const work = sums + (<usize>(upTo(8, g.filters) * upTo(4, taps)) << 2);
  const rowStep = <usize>g.strideHeight * rowBytes();
  listTaps(g.kernelHeight, g.kernelWidth, list);
  memory.fill(sums, 0, work - sums);
  if (sparse) memory.fill(work, 0, sparseRoom(g.filters, g.outputHeight, g.kernelHeight));
  const inPlace = isLaidOut();
  if (!inPlace) clearLayout(room);
  for (; rows > 0; rows--) {
    if (!inPlace) layOut(x, room);
    const image = inPlace ? x : room;
    if (sparse) {
      if (!areFinite(dy, g.filters * places())) return false;
      accumulateNonzeros(
        image, dy, sums, work, g.channels, g.filters, g.outputHeight, g.outputWidth, g.kernelHeight, g.kernelWidth,
      );
    } else {
      packGradient(dy, g.filters, places(), work);
      correlateGradient(image, list, taps, rowStep, work, sums, g.filters, g.outputHeight, g.outputWidth);
    }
    x += inputBytes();
    dy += outputBytes();
  }
  if (sparse) transpose(sums, taps, g.filters, dw);
  else unpackSums(sums, g.filters, taps, dw);
  return true;
}

/** to[columns, rows] = from[rows, columns] */
function transpose(from: usize, rows: i32, columns: i32, to: usize): void {
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) {
      f32.store(to, f32.load(from + (<usize>(i * columns + j) << 2)));
      to += 4;
    }
  }
}

/** dx = Wᵀ * dy: a convolution, with the filters turned around and channels for filters, of dy with its numbers as far apart
 *  as the window's steps. */
export function conv2dInputGradient(w: usize, dy: usize, dx: usize, room: usize, rows: i32): void {
  const taps = g.filters * window();
  const winograd = isWinograd();
  layOutGradients();
  if (winograd) fitTiles(g.height, g.width);
  const list = room + laidRoom(layoutBytes());
  const weights = winograd ? list : list + tapBytes(g.filters);
  const work = weights + (winograd ? transformedBytes(g.channels, g.filters) : <usize>(upTo(4, g.channels) * taps) << 2);
  if (winograd) transformFilters(w + 32, 36, <usize>(g.channels * 9) << 2, -4, g.channels, g.filters, weights);
  else {
    listTaps(g.kernelHeight, g.kernelWidth, list);
    packTurned(w, weights);
    wholeRange(list, taps, work);
  }
  const inPlace = isLaidOut();
  if (!inPlace) clearLayout(room);
  for (; rows > 0; rows--) {
    if (!inPlace) layOut(dy, room);
    const image = inPlace ? dy : room;
    if (winograd) convolve(image, weights, 0, dx, work, g.filters, g.channels, g.height, g.width);
    else correlate(image, work, 0, taps, rowBytes(), weights, 0, dx, g.channels, g.height, g.width);
    dy += outputBytes();
    dx += inputBytes();
  }
}

/** The weights of `conv2dInputGradient`, W'[C, F, KH, KW] = W[F, C, KH − 1 − u, KW − 1 − v], packed. */
function packTurned(w: usize, to: usize): void {
  const size = window();
  for (let c = 0; c < g.channels; c += 4) {
    for (let f = 0; f < g.filters; f++) {
      for (let tap = size - 1; tap >= 0; tap--) {
        for (let e = c; e < c + 4; e++) {
          const from = w + (<usize>((f * g.channels + e) * size + tap) << 2);
          f32.store(to, e < g.channels ? f32.load(from) : 0);
          to += 4;
        }
      }
    }
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
