// Convolutions, one sample after the other. W[F, C, KH, KW], x[C, H, W], y[F, OH, OW]. `geometry` is where the layer's stands,
// `room` what they work in.
//
// Each function does a part of its work, some samples or filters of all, so that threads can share it: filters are packed by
// one pass and used by the next, gradients summed by one and unpacked by the next. No sum is divided.
import { activateRow } from "./activations";
import { clearSums, correlate, correlateGradient, packWeights, tilesOf, unpackSums } from "./correlate";
import { g, useGeometry } from "./geometry";
import { clearLayout, isLaidOut, l, layOut, layoutBytes, listTaps, rowBytes } from "./layout";
import { accumulateNonzeros, areFinite, countNonzeros, isSparse, listSeeing, sparseRoom } from "./sparse-conv";
import {
  addProducts,
  addProductsRoom,
  convolve,
  convolveRoom,
  fitTiles,
  samplesPerBlock,
  sumBytes,
  transformedBytes,
  transformFilters,
  transformSums,
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

/** In whole cache lines: rooms of several threads stand side by side. */
// @ts-ignore: decorator
@inline
function whole(bytes: usize): usize {
  return (bytes + 63) & ~63;
}

/** The bytes that the functions below pass on to one another: filters as the sums want them, or the sums of a gradient. */
export function sharedRoom(geometry: usize): usize {
  useGeometry(geometry);
  if (isWinograd()) {
    const filters = max(transformedBytes(g.filters, g.channels), transformedBytes(g.channels, g.filters));
    return whole(max(filters, sumBytes(g.filters, g.channels)));
  }
  const most = max(g.channels, g.filters);
  return whole(<usize>(max(upTo(8, g.filters), upTo(4, g.channels)) * upTo(4, most * window())) << 2);
}

/** The bytes of `room` that each of them takes for itself: for images laid out, and what is made of them. */
export function convolutionRoom(geometry: usize): usize {
  useGeometry(geometry);
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
      addProductsRoom(g.channels, g.filters, g.outputHeight, g.outputWidth),
    );
    return whole(max(gradients, inputs) + numbers);
  }
  layOutInputs();
  const inputs = layoutBytes();
  layOutGradients();
  const gradients = layoutBytes();
  layOutInputs();
  const panel = <usize>(8 * places()) << 2;
  const lists = isImage() ? tapBytes(g.channels) * <usize>tiles() + rangeBytes() : 8;
  const sparse = isImage() ? sparseRoom(g.filters, g.outputHeight, g.kernelHeight) : 0;
  return whole(laidRoom(max(inputs, gradients)) + tapBytes(most) + max(max(panel, sparse), lists));
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

/** The filters of `conv2d`, from the block of four `first` on, so many blocks. */
export function packFilters(geometry: usize, w: usize, to: usize, first: i32, blocks: i32): void {
  useGeometry(geometry);
  const taps = g.channels * window();
  if (isWinograd()) transformFilters(w, <usize>taps << 2, 36, 4, g.filters, g.channels, to, first, blocks);
  else packWeights(w, g.filters, taps, to, first, blocks);
}

/** Those of `conv2dInputGradient`: turned around, and channels for filters. */
export function packTurnedFilters(geometry: usize, w: usize, to: usize, first: i32, blocks: i32): void {
  useGeometry(geometry);
  if (isWinograd()) {
    transformFilters(w + 32, 36, <usize>(g.channels * 9) << 2, -4, g.channels, g.filters, to, first, blocks);
  } else packTurned(w, to, first, blocks);
}

/** y = W * x + b, W as packed, `bias` 0 for none; with f ≥ 0 also a = f(y). */
export function conv2d(
  geometry: usize, x: usize, w: usize, bias: usize, y: usize, room: usize, rows: i32, f: i32, alpha: f32, a: usize,
): void {
  useGeometry(geometry);
  const taps = g.channels * window();
  const winograd = isWinograd();
  layOutInputs();
  if (winograd) fitTiles(g.outputHeight, g.outputWidth);
  const list = room + laidRoom(layoutBytes());
  const work = winograd ? list : list + tapBytes(g.channels);
  const rowStep = <usize>g.strideHeight * rowBytes();
  const numbers = <i32>(inputBytes() >> 2);
  const passOver = !winograd && isImage() && areFinite(w, upTo(4, g.filters) * taps);
  if (!winograd) {
    listTaps(g.kernelHeight, g.kernelWidth, list);
    wholeRange(list, taps, work);
  }
  const inPlace = isLaidOut();
  if (!inPlace) clearLayout(room);
  for (; rows > 0; rows--) {
    if (!inPlace) layOut(x, room);
    const image = inPlace ? x : room;
    if (winograd) convolve(image, w, bias, y, work, g.channels, g.filters, g.outputHeight, g.outputWidth);
    else {
      const sparse = passOver && isSparse(countNonzeros(x, numbers), numbers);
      if (sparse) listSeeing(image, list, taps, rowStep, g.outputHeight, g.outputWidth, work, work + rangeBytes());
      else if (passOver) wholeRange(list, taps, work);
      const step = sparse ? 8 : 0;
      correlate(image, work, step, taps, rowStep, w, bias, y, g.filters, g.outputHeight, g.outputWidth);
    }
    if (f >= 0) activateRow(f, alpha, y, a, g.filters * places());
    x += inputBytes();
    y += outputBytes();
    a += outputBytes();
  }
}

const NOT_FINITE = -1;

/** For `passesOver`, of each sample: how many of its inputs are not zero, or that its gradients are not all finite. */
export function survey(geometry: usize, x: usize, dy: usize, found: usize, rows: i32): void {
  useGeometry(geometry);
  if (!isImage()) return;
  for (; rows > 0; rows--) {
    const finite = areFinite(dy, g.filters * places());
    i32.store(found, finite ? countNonzeros(x, <i32>(inputBytes() >> 2)) : NOT_FINITE);
    x += inputBytes();
    dy += outputBytes();
    found += 4;
  }
}

/** Whether `conv2dWeightGradient` is to pass over zeros, given what has been found of the samples. */
export function passesOver(geometry: usize, found: usize, rows: i32): bool {
  useGeometry(geometry);
  if (!isImage()) return false;
  let nonzeros = 0;
  for (let i = 0; i < rows; i++) {
    const here = i32.load(found + (<usize>i << 2));
    if (here == NOT_FINITE) return false;
    nonzeros += here;
  }
  return isSparse(nonzeros, rows * <i32>(inputBytes() >> 2));
}

/** Into how many parts the sums of `conv2dWeightGradient` fall that have nothing to do with one another. */
export function gradientParts(geometry: usize, sparse: bool): i32 {
  useGeometry(geometry);
  const taps = g.channels * window();
  return isWinograd() ? 4 : sparse ? taps : tilesOf(g.filters, taps);
}

/** Σ over the samples of dy * x, in `sums`: so many parts of it from `first` on. With `sparse`, zeros of x are passed over. */
export function conv2dWeightGradient(
  geometry: usize, x: usize, dy: usize, sums: usize, room: usize, rows: i32, sparse: bool, first: i32, parts: i32,
): void {
  useGeometry(geometry);
  const taps = g.channels * window();
  layOutInputs();
  if (isWinograd()) {
    fitTiles(g.outputHeight, g.outputWidth);
    const laid = <usize>samplesPerBlock(g.outputHeight, g.outputWidth) * layoutBytes();
    memory.fill(room, 0, laid);
    const work = room + laidRoom(laid);
    addProducts(x, dy, sums, room, work, rows, g.channels, g.filters, g.outputHeight, g.outputWidth, first, parts);
    return;
  }
  const list = room + laidRoom(layoutBytes());
  const work = list + tapBytes(g.channels);
  const rowStep = <usize>g.strideHeight * rowBytes();
  listTaps(g.kernelHeight, g.kernelWidth, list);
  if (sparse) {
    memory.fill(sums + (<usize>(first * g.filters) << 2), 0, <usize>(parts * g.filters) << 2);
    memory.fill(work, 0, sparseRoom(g.filters, g.outputHeight, g.kernelHeight));
  } else clearSums(sums, first, parts);
  const inPlace = isLaidOut();
  if (!inPlace) clearLayout(room);
  for (; rows > 0; rows--) {
    if (!inPlace) layOut(x, room);
    const image = inPlace ? x : room;
    if (sparse) {
      accumulateNonzeros(
        image, dy, sums, work, g.filters, g.outputHeight, g.outputWidth, g.kernelHeight, g.kernelWidth, first, parts,
      );
    } else {
      correlateGradient(
        image, list, taps, rowStep, dy, work, sums, g.filters, g.outputHeight, g.outputWidth, first, parts,
      );
    }
    x += inputBytes();
    dy += outputBytes();
  }
}

/** dW from the sums, so many filters of it from `first` on. */
export function unpackGradient(
  geometry: usize, sums: usize, dw: usize, sparse: bool, first: i32, filters: i32,
): void {
  useGeometry(geometry);
  const taps = g.channels * window();
  if (isWinograd()) transformSums(sums, dw, g.channels, g.filters, first, filters);
  else if (sparse) transpose(sums, taps, g.filters, dw, first, filters);
  else unpackSums(sums, taps, dw, first, filters);
}

/** to[columns, rows] = from[rows, columns], so many columns from `first` on. */
function transpose(from: usize, rows: i32, columns: i32, to: usize, first: i32, count: i32): void {
  to += <usize>(first * rows) << 2;
  for (let j = first; j < first + count; j++) {
    for (let i = 0; i < rows; i++) {
      f32.store(to, f32.load(from + (<usize>(i * columns + j) << 2)));
      to += 4;
    }
  }
}

/** dx = Wᵀ * dy, W as packed: a convolution, with the filters turned around and channels for filters, of dy with its numbers as
 *  far apart as the window's steps. */
export function conv2dInputGradient(geometry: usize, w: usize, dy: usize, dx: usize, room: usize, rows: i32): void {
  useGeometry(geometry);
  const taps = g.filters * window();
  const winograd = isWinograd();
  layOutGradients();
  if (winograd) fitTiles(g.height, g.width);
  const list = room + laidRoom(layoutBytes());
  const work = winograd ? list : list + tapBytes(g.filters);
  if (!winograd) {
    listTaps(g.kernelHeight, g.kernelWidth, list);
    wholeRange(list, taps, work);
  }
  const inPlace = isLaidOut();
  if (!inPlace) clearLayout(room);
  for (; rows > 0; rows--) {
    if (!inPlace) layOut(dy, room);
    const image = inPlace ? dy : room;
    if (winograd) convolve(image, w, 0, dx, work, g.filters, g.channels, g.height, g.width);
    else correlate(image, work, 0, taps, rowBytes(), w, 0, dx, g.channels, g.height, g.width);
    dy += outputBytes();
    dx += inputBytes();
  }
}

/** The weights of `conv2dInputGradient`, W'[C, F, KH, KW] = W[F, C, KH − 1 − u, KW − 1 − v], packed. */
function packTurned(w: usize, to: usize, first: i32, blocks: i32): void {
  const size = window();
  to += <usize>(first * g.filters * size) << 4;
  for (let c = 4 * first, end = min(c + 4 * blocks, g.channels); c < end; c += 4) {
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

/** y[channels] = Σ over rows and places of x[rows, channels, places], rows `row` numbers apart: sixteen sums side by side, then
 *  added up. */
export function sumChannels(x: usize, y: usize, rows: i32, row: i32, channels: i32, places: i32): void {
  const plane = <usize>places << 2;
  for (let c = 0; c < channels; c++) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let rest: f32 = 0;
    for (let n = 0; n < rows; n++) {
      let from = x + (<usize>(n * row) << 2) + <usize>c * plane;
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
