/** A picture of one number per pixel, row by row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Brings a picture to another size, each axis for itself: smaller by the average over the area that falls on a pixel, so
 *  that no thin stroke is lost; larger by linear interpolation between pixel centres; the same size unchanged. */
export function resample(plane: Plane, width: number, height: number): Plane {
  return transposed(transposed(plane, width), height);
}

/** Resamples each row to `extent`, and swaps rows and columns. */
function transposed({ width, height, values }: Plane, extent: number): Plane {
  const result = new Float32Array(extent * height);
  for (let to = 0; to < extent; to++) {
    const { from, weights } =
      extent <= width ? average(to, width / extent) : interpolate(to, width / extent, width);
    for (let row = 0; row < height; row++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * values[row * width + from + k];
      result[to * height + row] = sum;
    }
  }
  return { width: height, height: extent, values: result };
}

/** Which old pixels make up a new one: `weights` from pixel `from` on, with the sum 1. */
interface Share {
  readonly from: number;
  readonly weights: readonly number[];
}

/** `step` old pixels to a new one: each counts by how much of it lies between to·step and (to + 1)·step. */
function average(to: number, step: number): Share {
  const start = to * step;
  const end = start + step;
  const from = Math.floor(start);
  const last = Math.ceil(end - 1e-9); // a whole number may come out a little too large
  const weights = Array.from({ length: last - from }, (_, k) => {
    const overlap = Math.min(end, from + k + 1) - Math.max(start, from + k);
    return overlap / step;
  });
  return { from, weights };
}

function interpolate(to: number, step: number, extent: number): Share {
  const centre = Math.min(extent - 1, Math.max(0, (to + 0.5) * step - 0.5));
  const from = Math.min(extent - 1, Math.floor(centre));
  const part = centre - from;
  return { from, weights: part === 0 ? [1] : [1 - part, part] };
}
