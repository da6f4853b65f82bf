// What convolutions go by, and how much room they take: `room` is each one's own, what they pass on to one another is shared.
import { pixelRoom } from "./conv-pixels";
import { g, useGeometry } from "./geometry";
import { l, layoutBytes } from "./layout";
import { sparseRoom } from "./sparse-conv";
import { addProductsRoom, convolveRoom, fitTiles, samplesPerBlock, sumBytes, transformedBytes } from "./winograd";

// @ts-ignore: decorator
@inline
export function window(): i32 {
  return g.kernelHeight * g.kernelWidth;
}

// @ts-ignore: decorator
@inline
export function places(): i32 {
  return g.outputHeight * g.outputWidth;
}

// @ts-ignore: decorator
@inline
export function inputBytes(): usize {
  return <usize>(g.channels * g.height * g.width) << 2;
}

// @ts-ignore: decorator
@inline
export function outputBytes(): usize {
  return <usize>(g.filters * places()) << 2;
}

/** x with its padding, for windows that move as the layer's do. */
export function layOutInputs(): void {
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
export function layOutGradients(): void {
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
export function upTo(unit: i32, n: i32): i32 {
  return (n + unit - 1) & ~(unit - 1);
}

/** Whether it pays to go through Winograd's transforms: they cost as much per channel and per filter as a few products. */
export function isWinograd(): bool {
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
  const pixels = isImage() ? pixelRoom() : 0;
  const sums = <usize>(upTo(4, g.filters) * upTo(4, g.channels * window())) << 2;
  const sparse = isImage() ? sums + sparseRoom(g.filters, g.outputHeight, g.kernelHeight) : 0;
  return whole(laidRoom(max(inputs, gradients)) + tapBytes(most) + max(max(panel, sparse), pixels));
}

/** Whether the input may be a picture, of which most is empty. */
export function isImage(): bool {
  return g.channels <= 4 && (g.strideHeight | g.strideWidth) == 1;
}

/** Of a list of taps. */
// @ts-ignore: decorator
@inline
export function tapBytes(channels: i32): usize {
  return <usize>upTo(2, channels * window()) << 3;
}

/** Of an image laid out, with what a tile may read beyond its end. */
// @ts-ignore: decorator
@inline
export function laidRoom(bytes: usize): usize {
  return (bytes + 64 + 15) & ~15;
}
