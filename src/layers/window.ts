import { ChainruleError } from "../core/errors.js";
import { MAX_ELEMENTS, type Shape, showShape } from "../core/shape.js";
import type { Geometry } from "../kernels/spec.js";
import { heightAndWidth, type Pair } from "./pair.js";

/** A window and how it moves. */
export interface WindowSpec {
  readonly kernel: Pair;
  readonly stride: Pair;
  /** Rows above and below, columns left and right; "same" for as many as keep every place of the input, ⌈H/stride⌉ of them. */
  readonly padding: Pair | "same";
}

/** Checks that a sample is an image, [channels, height, width].
 *  Errors    E_SHAPE */
export function imageShape(input: Shape, where: string): readonly [number, number, number] {
  if (input.length !== 3) {
    throw new ChainruleError("E_SHAPE", {
      where,
      expected: "an image [channels, height, width]",
      got: showShape(input),
      remedy:
        "Use input [1, 28, 28] for gray pictures of 28 × 28, and no flatten or dense layer before this one.",
    });
  }
  return [input[0], input[1], input[2]];
}

/** How a window slides along one axis: how far before the input it starts, and how many places there are. */
function slide(extent: number, kernel: number, stride: number, padding: number | "same") {
  if (padding === "same") {
    const places = Math.ceil(extent / stride);
    const missing = Math.max(0, (places - 1) * stride + kernel - extent);
    return { before: Math.floor(missing / 2), places, padded: extent + missing };
  }
  const padded = extent + 2 * padding;
  return { before: padding, places: Math.floor((padded - kernel) / stride) + 1, padded };
}

/** Works out how a window slides over an image. The last places that a stride does not reach are left out; of an odd number
 *  of rows or columns of "same" padding, the one more is below or on the right.
 *  @param filters how many outputs there are at each place; by default one for each channel
 *  Errors    E_SHAPE when the input is no image, when the window is larger than it with its padding, or when the output
 *            would be too large */
export function windowGeometry(spec: WindowSpec, input: Shape, where: string, filters?: number): Geometry {
  const [channels, height, width] = imageShape(input, where);
  const [kernelHeight, kernelWidth] = heightAndWidth(spec.kernel);
  const [strideHeight, strideWidth] = heightAndWidth(spec.stride);
  const [padHeight, padWidth] =
    spec.padding === "same" ? (["same", "same"] as const) : heightAndWidth(spec.padding);
  const rows = slide(height, kernelHeight, strideHeight, padHeight);
  const columns = slide(width, kernelWidth, strideWidth, padWidth);
  if (rows.places < 1 || columns.places < 1) {
    throw new ChainruleError("E_SHAPE", {
      where,
      expected: `a window no larger than its input, ${showShape([rows.padded, columns.padded])} with the padding`,
      got: `${showShape([kernelHeight, kernelWidth])} on ${showShape(input)}`,
      remedy: "Make the window smaller, add padding, or shrink the image less in the layers before.",
    });
  }
  const geometry = {
    channels,
    height,
    width,
    filters: filters ?? channels,
    kernelHeight,
    kernelWidth,
    strideHeight,
    strideWidth,
    padTop: rows.before,
    padLeft: columns.before,
    outputHeight: rows.places,
    outputWidth: columns.places,
  };
  const output = outputShape(geometry);
  if (output.reduce((product, extent) => product * extent, 1) > MAX_ELEMENTS) {
    throw new ChainruleError("E_SHAPE", {
      where,
      expected: `at most ${MAX_ELEMENTS} outputs`,
      got: showShape(output),
      remedy: "Use fewer filters, less padding, or a larger stride.",
    });
  }
  return geometry;
}

export const outputShape = ({ filters, outputHeight, outputWidth }: Geometry): Shape => [
  filters,
  outputHeight,
  outputWidth,
];
