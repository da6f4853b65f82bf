// The gradients of a convolution of whose dy most is zero: a max pool lets one number in four through, ReLU half of those. Only the
// rest is walked: that is less work than to go through Winograd's transforms, or over all.
//
// Images stand place by place, x[rows, columns][C], with their padding: so one nonzero meets all channels of a place at once. Where the
// other factor is infinite or NaN, its product with zero counts too: then these are not used.
import { inputBytes, outputBytes, window } from "./conv-room";
import { g, useGeometry } from "./geometry";
import { countNonzeros, listNonzeros } from "./nonzeros";
import { addProducts, columnsAtOnce, combine } from "./sparse";
import { areFinite } from "./sparse-conv";
import { transposeInto } from "./transpose";

/** Beyond this share of nonzeros it is less work to go over all. */
const FEW: f32 = 0.3;

/** With fewer channels it does not pay either. */
const LEAST_CHANNELS: i32 = 8;

const NOT_FINITE: i32 = -1;

/** Of each sample, whether its gradients are few, in a number of its own, or that x is not all finite. `x` 0 if it is not to be
 *  multiplied with. */
export function findFew(geometry: usize, x: usize, dy: usize, found: usize, samples: i32): void {
  useGeometry(geometry);
  const inputs = <i32>(inputBytes() >> 2);
  for (; samples > 0; samples--) {
    const fit = g.channels >= LEAST_CHANNELS;
    const finite = !fit || x == 0 || areFinite(x, inputs);
    i32.store(found, finite ? <i32>(fit && seemFew(dy)) : NOT_FINITE);
    if (x != 0) x += inputBytes();
    dy += outputBytes();
    found += 4;
  }
}

/** Whether few are not zero of every fourth plane of dy: to look at all would take a while. */
function seemFew(dy: usize): bool {
  const places = g.outputHeight * g.outputWidth;
  let seen = 0, nonzeros = 0;
  for (let f = 0; f < g.filters; f += 4) {
    nonzeros += countNonzeros(dy + (<usize>(f * places) << 2), places);
    seen += places;
  }
  return nonzeros < <i32>(FEW * <f32>seen);
}

/** Of how many samples they are; of none if an x is not finite, or the filters, `w`: 0 if they are not to be multiplied with. */
export function countFew(geometry: usize, w: usize, found: usize, samples: i32): i32 {
  useGeometry(geometry);
  let few = 0;
  for (let i = 0; i < samples; i++) {
    const here = i32.load(found + (<usize>i << 2));
    if (here == NOT_FINITE) return 0;
    few += here;
  }
  return few > 0 && (w == 0 || areFinite(w, g.filters * g.channels * window())) ? few : 0;
}

/** Rows and columns of x, with padding, that windows come to; bytes of a place; and of all places. */
let rows: i32 = 0;
let columns: i32 = 0;
let placeBytes: usize = 0;
let imageBytes: usize = 0;

function prepare(geometry: usize): void {
  useGeometry(geometry);
  rows = (g.outputHeight - 1) * g.strideHeight + g.kernelHeight;
  columns = (g.outputWidth - 1) * g.strideWidth + g.kernelWidth;
  placeBytes = <usize>g.channels << 2;
  // what is read beyond the last place
  imageBytes = (<usize>(rows * columns) * placeBytes + 128 + 15) & ~15;
}

/** The bytes of `room` that the gradients take: an image, the list of a plane of dy, and as many numbers as there are weights. */
export function fewRoom(geometry: usize): usize {
  prepare(geometry);
  return (imageBytes + listBytes() + weightBytes() + 63) & ~63;
}

function listBytes(): usize {
  return <usize>(g.outputHeight * g.outputWidth + 1) << 3;
}

function weightBytes(): usize {
  return <usize>(g.filters * window()) * placeBytes;
}

/** The nonzeros of dy[f] of a sample, with the place that the first tap of their window sees. Returns their end. */
function listPlane(dy: usize, f: i32, entries: usize): usize {
  const down = <i32>(<usize>(g.strideHeight * columns) * placeBytes), right = g.strideWidth * <i32>placeBytes;
  let from = dy + (<usize>(f * g.outputHeight * g.outputWidth) << 2);
  let entry = entries;
  for (let i = 0; i < g.outputHeight; i++) {
    entry = listNonzeros(from, g.outputWidth, i * down, right, entry);
    from += <usize>g.outputWidth << 2;
  }
  return entry;
}

/** Row i of x, which has padding above and left of it. */
// @ts-ignore: decorator
@inline
function rowOf(image: usize, i: i32): usize {
  return image + <usize>((g.padTop + i) * columns + g.padLeft) * placeBytes;
}

/** How many numbers, all next to one another, a row of a window has: those of all channels. */
// @ts-ignore: decorator
@inline
function rowOfWindow(): i32 {
  return g.kernelWidth * g.channels;
}

// What windows see of x: its last rows and columns may be out of their reach.

// @ts-ignore: decorator
@inline
function seenRows(): i32 {
  return min(g.height, rows - g.padTop);
}

// @ts-ignore: decorator
@inline
function seenColumns(): i32 {
  return min(g.width, columns - g.padLeft);
}

/** dW = Σ over the samples of dy * x: so many filters of it from `first` on. */
export function fewWeightGradient(
  geometry: usize, x: usize, dy: usize, dw: usize, room: usize, samples: i32, first: i32, filters: i32,
): void {
  prepare(geometry);
  const taps = window(), plane = <usize>(g.height * g.width) << 2, filterBytes = <usize>taps * placeBytes;
  const sums = room + imageBytes, entries = sums + weightBytes(), across = rowOfWindow();
  memory.fill(room, 0, imageBytes);
  memory.fill(sums, 0, <usize>filters * filterBytes);
  for (; samples > 0; samples--) {
    for (let i = 0; i < seenRows(); i++) {
      const from = x + (<usize>(i * g.width) << 2);
      transposeInto(from, plane, g.channels, seenColumns(), rowOf(room, i), placeBytes);
    }
    let sum = sums;
    for (let f = first; f < first + filters; f++) {
      const end = listPlane(dy, f, entries);
      for (let u = 0; u < g.kernelHeight; u++) {
        const seen = room + <usize>(u * columns) * placeBytes;
        for (let c = across; c > 0; ) {
          const width = columnsAtOnce(c);
          c -= width;
          const at = <usize>c << 2;
          combine(entries, end, seen + at, sum + at, sum + at, width, false);
        }
        sum += <usize>across << 2;
      }
    }
    x += inputBytes();
    dy += outputBytes();
  }
  for (let f = 0; f < filters; f++) {
    const to = dw + <usize>(first + f) * filterBytes;
    transposeInto(sums + <usize>f * filterBytes, placeBytes, taps, g.channels, to, <usize>taps << 2);
  }
}

/** dx = Wᵀ * dy, of those samples whose gradients are few. */
export function fewInputGradient(
  geometry: usize, w: usize, dy: usize, dx: usize, room: usize, samples: i32, found: usize,
): void {
  prepare(geometry);
  const taps = window(), filterBytes = <usize>taps * placeBytes, weights = room + imageBytes;
  for (let f = 0; f < g.filters; f++) {
    const at = <usize>f * filterBytes;
    transposeInto(w + at, <usize>taps << 2, g.channels, taps, weights + at, placeBytes);
  }
  for (; samples > 0; samples--) {
    if (i32.load(found) != 0) addFilters(weights, dy, dx, room);
    dy += outputBytes();
    dx += inputBytes();
    found += 4;
  }
}

/** dx of one sample: each nonzero adds its filter, place by place. */
function addFilters(weights: usize, dy: usize, dx: usize, image: usize): void {
  const plane = <usize>(g.height * g.width) << 2, entries = weights + weightBytes(), across = rowOfWindow();
  memory.fill(image, 0, imageBytes);
  let weight = weights;
  for (let f = 0; f < g.filters; f++) {
    const end = listPlane(dy, f, entries);
    for (let u = 0; u < g.kernelHeight; u++) {
      const seen = image + <usize>(u * columns) * placeBytes;
      for (let c = 0; c < across; c += 16) {
        const at = <usize>c << 2;
        addProducts(entries, end, weight + at, seen + at, across - c);
      }
      weight += <usize>across << 2;
    }
  }
  if (seenRows() < g.height || seenColumns() < g.width) memory.fill(dx, 0, inputBytes());
  for (let i = 0; i < seenRows(); i++) {
    transposeInto(rowOf(image, i), placeBytes, seenColumns(), g.channels, dx + (<usize>(i * g.width) << 2), plane);
  }
}
