// A convolution of an image that is mostly zeros, by steps of 1: each of the other pixels is multiplied with the filters, and what comes
// of it is added to the places whose windows see it, for eight filters at a time. For each place sums run over the taps in order, so
// that the bits are those of correlate.ts. Where a weight is infinite or NaN, its product with zero counts too: then it is not used.
import { window } from "./conv-room";
import { g } from "./geometry";
import { l, rowBytes } from "./layout";
import { listNonzeros } from "./nonzeros";
import { addProducts, addTwentyFour } from "./sparse";
import { transposeInto } from "./transpose";

/** Bytes of eight filters' sums at one place. */
const PLACE: i32 = 32;

/** Places in a row of sums: those of the output, and around them others, which nobody reads, for what lies outside. */
// @ts-ignore: decorator
@inline
function columns(): i32 {
  return g.outputWidth + 2 * (g.kernelWidth - 1);
}

// @ts-ignore: decorator
@inline
function sumBytes(): usize {
  return <usize>((g.outputHeight + 2 * (g.kernelHeight - 1)) * columns() * PLACE);
}

/** The bytes of the filters as `addPixels` reads them. */
// @ts-ignore: decorator
@inline
function filterBytes(): usize {
  return <usize>((g.filters + 7) >> 3) * <usize>(g.channels * window() * PLACE);
}

/** The bytes that it works in: filters, sums, and where lists of pixels begin, then these. */
export function pixelRoom(): usize {
  const pixels = g.channels * (g.outputHeight + g.kernelHeight - 1) * (g.outputWidth + g.kernelWidth - 1);
  return filterBytes() + sumBytes() + (<usize>(g.channels + 1 + pixels + 1) << 3);
}

/** Filters as packed, [⌈F/4⌉][C, KH, KW][4], to [⌈F/8⌉][C, KH][KW, from the last to the first][8], as sums lie side by side. */
export function spreadFilters(w: usize, to: usize): void {
  const rows = g.channels * g.kernelHeight, block = <usize>(rows * g.kernelWidth) << 4;
  for (let f = 0; f < g.filters; f += 8) {
    const second = f + 4 < g.filters ? block : 0; // of filters that are missing, the first again
    for (let row = 0; row < rows; row++) {
      for (let v = g.kernelWidth - 1; v >= 0; v--) {
        const from = w + (<usize>(row * g.kernelWidth + v) << 4);
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from + second), 16);
        to += PLACE;
      }
    }
    w += 2 * block;
  }
}

/** y[F, OH, OW] of one image laid out; `room` begins with the filters, spread. */
export function addPixels(image: usize, bias: usize, y: usize, room: usize): void {
  const sums = room + filterBytes(), ranges = sums + sumBytes();
  listPixels(image, ranges);
  const row = <usize>(columns() * PLACE), across = 8 * g.kernelWidth;
  const inner = sums + <usize>(g.kernelHeight - 1) * row + <usize>((g.kernelWidth - 1) * PLACE);
  const plane = <usize>(g.outputHeight * g.outputWidth) << 2;
  let weights = room;
  for (let f = 0; f < g.filters; f += 8) {
    fillPlaces(inner, row, bias == 0 ? 0 : bias + (<usize>f << 2));
    for (let c: usize = 0; c < <usize>g.channels; c++) {
      const begin = <usize>i32.load(ranges + (c << 2)), end = <usize>i32.load(ranges + (c << 2), 4);
      for (let u = 0; u < g.kernelHeight; u++) {
        const to = sums + <usize>(g.kernelHeight - 1 - u) * row;
        let at = across; // from right to left: the first tap stands last
        for (; at >= 24; at -= 24) addTwentyFour(begin, end, weights + (<usize>(at - 24) << 2), to + (<usize>(at - 24) << 2));
        if (at > 0) addProducts(begin, end, weights, to, at);
        weights += <usize>across << 2;
      }
    }
    const count = min(8, g.filters - f);
    let out = y + <usize>f * plane;
    for (let i: usize = 0; i < <usize>g.outputHeight; i++) {
      transposeInto(inner + i * row, PLACE, g.outputWidth, count, out, plane);
      out += <usize>g.outputWidth << 2;
    }
  }
}

/** The nonzeros of each channel, with the place at which a row of sums begins that they add to; ranges: where each channel's begin, and
 *  the end of the last. */
function listPixels(image: usize, ranges: usize): void {
  let entry = ranges + (<usize>(g.channels + 1) << 3);
  for (let c = 0; c < g.channels; c++) {
    i32.store(ranges, <i32>entry);
    for (let i = 0; i < l.rows; i++) {
      entry = listNonzeros(image, l.columns, i * columns() * PLACE, PLACE, entry);
      image += rowBytes();
    }
    ranges += 4;
  }
  i32.store(ranges, <i32>entry);
}

/** What the sums of all places begin with: the biases of eight filters, or 0. */
function fillPlaces(inner: usize, row: usize, bias: usize): void {
  const low = bias == 0 ? f32x4.splat(0) : v128.load(bias), high = bias == 0 ? low : v128.load(bias, 16);
  for (let i: usize = 0; i < <usize>g.outputHeight; i++) {
    let at = inner + i * row;
    for (const end = at + <usize>(g.outputWidth * PLACE); at < end; at += PLACE) {
      v128.store(at, low);
      v128.store(at, high, 16);
    }
  }
}
