import { ChainruleError, display } from "../core/errors.js";
import { optional } from "../core/fields.js";
import type { Shape } from "../core/shape.js";
import type { Geometry } from "../kernels/spec.js";
import { heightAndWidth, type Pair, pair } from "./pair.js";
import { windowGeometry } from "./window.js";

/** The fields that every pool has. */
export const poolFields = {
  size: pair({ help: "the size of the window, or its [height, width], in pixels", min: 1 }),
  stride: optional(
    pair({
      help: "how far the window moves, or how far [down, right], in pixels; as far as it is large",
      min: 1,
    }),
  ),
  padding: pair({
    help: "rows and columns around the image, or [above and below, left and right]; less than the size",
    min: 0,
    fallback: 0,
  }),
};

/** How a pool's window slides. With less padding than the window is large, no window lies in the padding alone.
 *  Errors    E_FIELD, E_SHAPE */
export function poolGeometry(
  { size, stride = size, padding }: { size: Pair; stride?: Pair; padding: Pair },
  input: Shape,
  where: string,
): Geometry {
  const [height, width] = heightAndWidth(size);
  const [padHeight, padWidth] = heightAndWidth(padding);
  if (padHeight >= height || padWidth >= width) {
    throw new ChainruleError("E_FIELD", {
      where: `${where}.padding`,
      expected: `less than the size ${display(size)}`,
      got: display(padding),
      remedy: "Otherwise some windows would see nothing but padding; use less of it, or a larger size.",
    });
  }
  return windowGeometry({ kernel: size, stride, padding }, input, where);
}

/** Whether the windows lie side by side, so that each number belongs to one at most. */
export const isTiled = (g: Geometry): boolean =>
  g.kernelHeight === g.strideHeight && g.kernelWidth === g.strideWidth && g.padTop === 0 && g.padLeft === 0;
