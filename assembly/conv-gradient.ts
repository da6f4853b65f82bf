// The gradient of a convolution's filters: dW = Σ over the samples of dy * x. Gradients are summed by one function and unpacked by
// the next, each a part of them, so that threads can share the work. No sum is divided.
import {
  inputBytes,
  isImage,
  isWinograd,
  laidRoom,
  layOutInputs,
  outputBytes,
  places,
  tapBytes,
  upTo,
  window,
} from "./conv-room";
import { clearSums, correlateGradient, tilesOf, unpackSums } from "./correlate";
import { g, useGeometry } from "./geometry";
import { clearLayout, isLaidOut, layOut, layoutBytes, listTaps, rowBytes } from "./layout";
import { countNonzeros } from "./nonzeros";
import { accumulateNonzeros, areFinite, isSparse, sparseRoom } from "./sparse-conv";
import { transposeInto } from "./transpose";
import { addProducts, fitTiles, samplesPerBlock, transformSums } from "./winograd";

const NOT_FINITE = -1;

/** For `passesOver`, of each sample: how many of its inputs are not zero, or that its gradients are not all finite; `dy` 0 if it
 *  is known that they are. */
export function survey(geometry: usize, x: usize, dy: usize, found: usize, rows: i32): void {
  useGeometry(geometry);
  if (!isImage()) return;
  for (; rows > 0; rows--) {
    const finite = dy == 0 || areFinite(dy, g.filters * places());
    i32.store(found, finite ? countNonzeros(x, <i32>(inputBytes() >> 2)) : NOT_FINITE);
    x += inputBytes();
    if (dy != 0) dy += outputBytes();
    found += 4;
  }
}

/** Whether it pays to pass over zeros, given what has been found of the samples. */
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

/** dW = Σ over the samples of dy * x, zeros of x passed over: so many filters of it from `first` on. */
export function imageWeightGradient(
  geometry: usize, x: usize, dy: usize, dw: usize, room: usize, rows: i32, first: i32, filters: i32,
): void {
  useGeometry(geometry);
  layOutInputs();
  const taps = g.channels * window(), sums = room + laidRoom(layoutBytes());
  const work = sums + (<usize>(upTo(4, g.filters) * upTo(4, taps)) << 2);
  memory.fill(sums, 0, <usize>(taps * filters) << 2);
  memory.fill(work, 0, sparseRoom(g.filters, g.outputHeight, g.kernelHeight));
  clearLayout(room);
  dy += <usize>(first * places()) << 2;
  for (; rows > 0; rows--) {
    layOut(x, room);
    accumulateNonzeros(room, dy, sums, work, filters, g.outputHeight, g.outputWidth, g.kernelHeight, g.kernelWidth);
    x += inputBytes();
    dy += outputBytes();
  }
  transposeInto(sums, <usize>filters << 2, taps, filters, dw + (<usize>(first * taps) << 2), <usize>taps << 2);
}

/** Into how many parts the sums of `conv2dWeightGradient` fall that have nothing to do with one another. */
export function gradientParts(geometry: usize): i32 {
  useGeometry(geometry);
  return isWinograd() ? 4 : tilesOf(g.filters, g.channels * window());
}

/** Σ over the samples of dy * x, in `sums`: so many parts of it from `first` on. */
export function conv2dWeightGradient(
  geometry: usize, x: usize, dy: usize, sums: usize, room: usize, rows: i32, first: i32, parts: i32,
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
  clearSums(sums, first, parts);
  const inPlace = isLaidOut();
  if (!inPlace) clearLayout(room);
  for (; rows > 0; rows--) {
    if (!inPlace) layOut(x, room);
    const image = inPlace ? x : room;
    correlateGradient(image, list, taps, rowStep, dy, work, sums, g.filters, g.outputHeight, g.outputWidth, first, parts);
    x += inputBytes();
    dy += outputBytes();
  }
}

/** dW from the sums, so many filters of it from `first` on. */
export function unpackGradient(geometry: usize, sums: usize, dw: usize, first: i32, filters: i32): void {
  useGeometry(geometry);
  const taps = g.channels * window();
  if (isWinograd()) transformSums(sums, dw, g.channels, g.filters, first, filters);
  else unpackSums(sums, taps, dw, first, filters);
}
