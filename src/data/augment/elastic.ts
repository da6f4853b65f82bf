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
    const line = new Float64Array(Math.max(columns.nodes, rows.nodes) + kernel.length - 1);
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
      addField(x, warp.shiftX, columns, rows, line);
      addField(y, warp.shiftY, columns, rows, line);
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

/** Smooths each row, whose ends meet, and swaps rows and columns. `line` has room for a row and both its continuations. */
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
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < columns; i++) line[radius + i] = source[row * columns + i];
    // the end before the beginning, and the beginning after the end
    for (let i = radius - 1; i >= 0; i--) line[i] = line[i + columns];
    for (let i = radius + columns; i < columns + taps - 1; i++) line[i] = line[i - columns];
    for (let column = 0; column < columns; column++) {
      // the kernel is symmetric
      let sum = kernel[radius] * line[column + radius];
      for (let k = 0; k < radius; k++) sum += kernel[k] * (line[column + k] + line[column + taps - 1 - k]);
      target[column * rows + row] = sum;
    }
  }
}

/** Adds a field that is given at the nodes to one that is given at the pixels: first down, then across. */
function addField(
  field: Float64Array,
  shift: Warp["shiftX"],
  columns: Axis,
  rows: Axis,
  line: Float64Array,
): void {
  const width = columns.node.length;
  for (let row = 0; row < rows.node.length; row++) {
    const start = rows.node[row] * columns.nodes;
    const down = rows.part[row];
    for (let i = 0; i < columns.nodes; i++) {
      line[i] = (1 - down) * field[start + i] + down * field[start + columns.nodes + i];
    }
    for (let column = 0; column < width; column++) {
      const i = columns.node[column];
      const across = columns.part[column];
      shift[row * width + column] += (1 - across) * line[i] + across * line[i + 1];
    }
  }
}
