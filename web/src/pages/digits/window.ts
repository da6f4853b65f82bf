// What one window of a convolution reads, and what becomes of it, number by number.
import type { LayerMaps } from "../../protocol/reader.ts";

/** What goes into a layer: [channels, height, width], end to end. */
export interface Feed {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The patch under the window at one place, channel by channel: a row of the im2col matrix. Zeros beyond the edge. */
export function patchAt(
  { shape, values }: Feed,
  { window }: LayerMaps,
  { row, column }: Place,
): Float32Array {
  const [channels, height, width] = shape;
  const { kernel, stride, padding } = window!;
  const patch = new Float32Array(channels * kernel[0] * kernel[1]);
  let at = 0;
  for (let c = 0; c < channels; c++)
    for (let u = 0; u < kernel[0]; u++)
      for (let v = 0; v < kernel[1]; v++, at++) {
        const y = row * stride[0] + u - padding[0];
        const x = column * stride[1] + v - padding[1];
        if (y >= 0 && y < height && x >= 0 && x < width) patch[at] = values[(c * height + y) * width + x];
      }
  return patch;
}

/** All patches, one row per place: [places, taps]. */
export function im2col(
  feed: Feed,
  layer: LayerMaps,
): { values: Float32Array; rows: number; columns: number } {
  const [, height, width] = layer.shape;
  const [channels] = feed.shape;
  const { kernel } = layer.window!;
  const columns = channels * kernel[0] * kernel[1];
  const values = new Float32Array(height * width * columns);
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at += columns)
      values.set(patchAt(feed, layer, { row, column }), at);
  return { values, rows: height * width, columns };
}

/** The weights of one filter over all channels. */
export function filterOf({ weights, shape }: LayerMaps, filter: number): Float32Array {
  const taps = weights!.length / shape[0];
  return weights!.subarray(filter * taps, (filter + 1) * taps);
}

/** patch × filter, summed. */
export const dot = (patch: Float32Array, filter: Float32Array): number =>
  patch.reduce((sum, value, i) => sum + value * filter[i], 0);
