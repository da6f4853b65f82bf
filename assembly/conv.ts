// Convolutions, one sample after the other. W[F, C, KH, KW], x[C, H, W], y[F, OH, OW]. `geometry` is where the layer's stands,
// `room` what they work in. Each function does some samples, or packs some filters, of all, so that threads can share the work.
import { activateRow } from "./activations";
import { addPixels, spreadFilters } from "./conv-pixels";
import {
  isImage,
  isWinograd,
  laidRoom,
  layOutGradients,
  layOutInputs,
  tapBytes,
  upTo,
  window,
} from "./conv-room";
import { correlate, packWeights } from "./correlate";
import { g, useGeometry } from "./geometry";
import { clearLayout, isLaidOut, l, layOut, layoutBytes, listTaps, rowBytes } from "./layout";
import { countNonzeros } from "./nonzeros";
import { areFinite, isSparse } from "./sparse-conv";
import { convolve, fitTiles, transformFilters } from "./winograd";

const NO_ACTIVATION: i32 = -1;

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

/** y = W * x + b, W as packed, `bias` 0 for none; with f ≥ 0 also a = f(y). */
export function conv2d(
  geometry: usize, x: usize, w: usize, bias: usize, y: usize, room: usize, rows: i32, f: i32, alpha: f32, a: usize,
): void {
  useGeometry(geometry);
  layOutInputs();
  slide(
    x, w, bias, y, room, rows, g.strideHeight, g.filters, g.outputHeight, g.outputWidth, isImage(), f, alpha, a, 0,
  );
}

/** dx = Wᵀ * dy, W as packed: a convolution, with the filters turned around and channels for filters, of dy with its numbers as
 *  far apart as the window's steps. Samples whose gradients are few, by what has been `found`, are left out. */
export function conv2dInputGradient(
  geometry: usize, w: usize, dy: usize, dx: usize, room: usize, rows: i32, found: usize,
): void {
  useGeometry(geometry);
  layOutGradients();
  slide(dy, w, 0, dx, room, rows, 1, g.channels, g.height, g.width, false, NO_ACTIVATION, 0, 0, found);
}

/** y[filters, height, width] of each sample of x, which is laid out as has been said; the window goes down by `step` rows. With
 *  `image`, where x may be mostly zeros, those are passed over; with `found`, samples that are done otherwise. */
function slide(
  x: usize, w: usize, bias: usize, y: usize, room: usize, rows: i32, step: i32,
  filters: i32, height: i32, width: i32, image: bool, f: i32, alpha: f32, a: usize, found: usize,
): void {
  const winograd = isWinograd();
  if (winograd) fitTiles(height, width);
  const channels = l.channels, taps = channels * window();
  const list = room + laidRoom(layoutBytes());
  const work = winograd ? list : list + tapBytes(channels);
  const rowStep = <usize>step * rowBytes();
  const numbers = channels * l.height * l.width, outputs = filters * height * width;
  const passOver = image && !winograd && areFinite(w, upTo(4, filters) * taps);
  if (!winograd) listTaps(g.kernelHeight, g.kernelWidth, list);
  if (passOver) spreadFilters(w, work);
  const inPlace = isLaidOut();
  if (!inPlace) clearLayout(room);
  for (let i = 0; i < rows; i++) {
    if (found == 0 || i32.load(found + (<usize>i << 2)) == 0) {
      if (!inPlace) layOut(x, room);
      const laid = inPlace ? x : room;
      if (winograd) convolve(laid, w, bias, y, work, channels, filters, height, width);
      else if (passOver && isSparse(countNonzeros(x, numbers), numbers)) addPixels(laid, bias, y, work);
      else correlate(laid, list, taps, rowStep, w, bias, y, filters, height, width);
      if (f >= 0) activateRow(f, alpha, y, a, outputs);
    }
    x += <usize>numbers << 2;
    y += <usize>outputs << 2;
    a += <usize>outputs << 2;
  }
}
