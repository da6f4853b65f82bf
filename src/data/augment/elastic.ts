import { real } from "../../core/fields.js";
import { exp } from "../../core/math.js";
import { defineAugmentation } from "./augmentation.js";
import type { Warp } from "./warp.js";

/** Moves every pixel by a smooth random field, as an unsteady hand does: to each pixel belong two numbers, uniform on
 *  [−1, 1], which are smoothed by a Gaussian of width sigma and multiplied by alpha.
 *
 *  So smooth a field need not be computed at every pixel: it is drawn at nodes half a sigma apart and interpolated
 *  linearly in between, which at sigma 4 is a quarter of the numbers and half of the Gaussian. The nodes go round in a
 *  circle in both directions, so that the field is as strong at the border as in the middle.
 *  Source    Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document
 *            analysis", 2003, §2; the defaults are theirs */
export const elastic = defineAugmentation({
  kind: "elastic",
  summary: "moves every pixel by a smooth random field",
  fields: {
    alpha: real({ help: "strength, in pixels before smoothing", min: 0, max: 10_000, fallback: 34 }),
    sigma: real({ help: "width of the smoothing, in pixels", min: 0.5, max: 100, fallback: 4 }),
  },
  create({ alpha, sigma }, warp) {
    const step = Math.max(1, sigma / 2);
    const columns = axis(warp.width, step);
    const rows = axis(warp.height, step);
    const kernel = gaussian(sigma / step);
    // smoothing over fewer nodes takes less of the noise away, in proportion to the distance of the nodes
    const strength = alpha / step;
    const nodes = columns.nodes * rows.nodes;
    const [x, y, turned] = [0, 1, 2].map(() => new Float64Array(nodes));
    const line = new Float64Array(Math.max(columns.nodes, rows.nodes) + kernel.length + 2);
    const smooth = (field: Float64Array) => {
      smoothAndTurn(field, turned, rows.nodes, columns.nodes, kernel, line);
      smoothAndTurn(turned, field, columns.nodes, rows.nodes, kernel, line);
    };
    return (rng) => {
      for (let i = 0; i < nodes; i++) {
        // sixteen bits each are plenty, since many are averaged
        const bits = rng.uint32();
        x[i] = strength * (((bits & 0xffff) + 0.5) / 32768 - 1);
        y[i] = strength * (((bits >>> 16) + 0.5) / 32768 - 1);
      }
      smooth(x);
      smooth(y);
      addFields(x, y, warp, columns, rows);
      warp.displaced = true;
    };
  },
});

/** Where the pixels of one axis lie among its nodes. */
interface Axis {
  readonly nodes: number;
  /** For each pixel: the node at or before it, and how far it is on the way to the next, from 0 to 1. */
  readonly node: Int32Array;
  readonly part: Float64Array;
}

function axis(pixels: number, step: number): Axis {
  const node = Int32Array.from({ length: pixels }, (_, i) => Math.floor(i / step));
  const part = Float64Array.from(node, (before, i) => i / step - before);
  return { nodes: node[pixels - 1] + 2, node, part };
}

/** Weights at whole numbers up to 2.5 standard deviations away, beyond which there is 1 % of it; with the sum 1. */
function gaussian(std: number): Float64Array {
  const radius = Math.ceil(2.5 * std);
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => {
    return exp(-((i - radius) * (i - radius)) / (2 * std * std));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Smooths each row, whose ends meet, and swaps rows and columns. `line` has room for a row, both its continuations, and
 *  three more. Four neighbours are computed at once: what is read for one serves the next, in half of the time. */
function smoothAndTurn(
  source: Float64Array,
  target: Float64Array,
  rows: number,
  columns: number,
  kernel: Float64Array,
  line: Float64Array,
): void {
  const taps = kernel.length;
  const radius = taps >> 1;
  const centre = kernel[radius];
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < columns; i++) line[radius + i] = source[row * columns + i];
    // the end before the beginning, and the beginning after the end
    for (let i = radius - 1; i >= 0; i--) line[i] = line[i + columns];
    for (let i = radius + columns; i < line.length; i++) line[i] = line[i - columns];
    for (let column = 0; column < columns; column += 4) {
      const middle = column + radius;
      let sum0 = centre * line[middle];
      let sum1 = centre * line[middle + 1];
      let sum2 = centre * line[middle + 2];
      let sum3 = centre * line[middle + 3];
      // the kernel is symmetric: both ends of it, moving towards the middle
      let left0 = line[column];
      let left1 = line[column + 1];
      let left2 = line[column + 2];
      const end = column + taps - 1;
      let right1 = line[end + 1];
      let right2 = line[end + 2];
      let right3 = line[end + 3];
      for (let k = 0; k < radius; k++) {
        const weight = kernel[k];
        const left3 = line[column + k + 3];
        const right0 = line[end - k];
        sum0 += weight * (left0 + right0);
        sum1 += weight * (left1 + right1);
        sum2 += weight * (left2 + right2);
        sum3 += weight * (left3 + right3);
        left0 = left1;
        left1 = left2;
        left2 = left3;
        right3 = right2;
        right2 = right1;
        right1 = right0;
      }
      const at = column * rows + row;
      target[at] = sum0;
      if (column + 1 < columns) target[at + rows] = sum1;
      if (column + 2 < columns) target[at + 2 * rows] = sum2;
      if (column + 3 < columns) target[at + 3 * rows] = sum3;
    }
  }
}

/** Adds fields that are given at the nodes to what a warp has for each pixel: in between first down, then across. */
function addFields(x: Float64Array, y: Float64Array, warp: Warp, columns: Axis, rows: Axis): void {
  const { nodes, node, part } = columns;
  const { width, height, shiftX, shiftY } = warp;
  for (let row = 0, pixel = 0; row < height; row++) {
    const above = rows.node[row] * nodes;
    const below = above + nodes;
    const down = rows.part[row];
    let rightX = (1 - down) * x[above] + down * x[below];
    let rightY = (1 - down) * y[above] + down * y[below];
    for (let right = 1, column = 0; right < nodes; right++) {
      const leftX = rightX;
      const leftY = rightY;
      rightX = (1 - down) * x[above + right] + down * x[below + right];
      rightY = (1 - down) * y[above + right] + down * y[below + right];
      for (; column < width && node[column] < right; column++, pixel++) {
        const across = part[column];
        shiftX[pixel] += (1 - across) * leftX + across * rightX;
        shiftY[pixel] += (1 - across) * leftY + across * rightY;
      }
    }
  }
}
