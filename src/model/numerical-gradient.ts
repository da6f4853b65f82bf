import { ChainruleError, display } from "../core/errors.js";
import type { FloatArray } from "../core/tensor.js";

/** ∂f/∂xᵢ by central differences of f at four points: (8(f(xᵢ+h) − f(xᵢ−h)) − (f(xᵢ+2h) − f(xᵢ−2h)))/12h, whose error is
 *  of the order h⁴, where that of (f(x+h) − f(x−h))/2h is of the order h².
 *  x is moved in place, and put back.
 *  Source    Abramowitz and Stegun 1964, 25.3.6 */
export function slope(f: () => number, x: FloatArray, i: number, h: number): number {
  const centre = x[i];
  const at = (offset: number) => {
    x[i] = centre + offset;
    return f();
  };
  try {
    return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
  } finally {
    x[i] = centre;
  }
}

/** The gradient of a function of many numbers, by central differences: slow, but it needs nothing but f.
 *  While it computes, x is moved in place, one number after the other, so x may also be the memory of a parameter that f
 *  depends on: `numericalGradient(() => model.loss(inputs, targets, loss), parameter.value)`. A Float32Array is too coarse
 *  for the default h; take the reference backend.
 *  Shapes    x[n] -> [n]
 *  Errors    E_FIELD h that is no number > 0; E_SHAPE x that is no array of numbers
 *  Source    see `slope`
 *
 *  @example
 *  numericalGradient(([x, y]) => x * x + 3 * y, Float64Array.of(2, 5)); // 4, 3 */
export function numericalGradient(
  f: (x: FloatArray) => number,
  x: FloatArray | readonly number[],
  h = 1e-4,
): Float64Array {
  if (!(Number.isFinite(h) && h > 0)) {
    throw new ChainruleError("E_FIELD", {
      where: "numericalGradient.h",
      expected: "a finite number > 0",
      got: display(h),
      remedy: "Leave it out, or give a small step such as 1e-4.",
    });
  }
  const point = Array.isArray(x) ? Float64Array.from(x) : (x as FloatArray);
  if (!(point instanceof Float64Array || point instanceof Float32Array)) {
    throw new ChainruleError("E_SHAPE", {
      where: "numericalGradient.x",
      expected: "a flat array of numbers",
      got: display(x),
      remedy: "Give the place as [1, 2] or as a Float64Array.",
    });
  }
  return Float64Array.from(point, (_, i) => slope(() => f(point), point, i, h));
}
