import { ChainruleError } from "./errors.js";

/** The extent of each axis, outermost first: `[784]`, `[1, 28, 28]`. The batch axis is never part of it. */
export type Shape = readonly number[];

/** How many numbers a shape holds; 1 for the empty shape. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, extent) => product * extent, 1);

/** `[1, 28, 28]` as a person writes it. */
export const showShape = (shape: Shape): string => `[${shape.join(", ")}]`;

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((extent, axis) => extent === b[axis]);

/** The largest number of elements one array may have: 2³⁰, 4 GiB of float32. */
export const MAX_ELEMENTS = 2 ** 30;

/** Checks that `value` is a shape with positive whole extents that memory can hold.
 *  Errors    E_SHAPE otherwise, naming `where` */
export function parseShape(value: unknown, where: string): Shape {
  const whole = (extent: unknown) => Number.isSafeInteger(extent) && (extent as number) >= 1;
  if (!Array.isArray(value) || value.length === 0 || value.length > 8 || !value.every(whole)) {
    throw new ChainruleError("E_SHAPE", {
      where,
      expected: "a list of 1 to 8 whole numbers ≥ 1",
      got: JSON.stringify(value) ?? String(value),
      remedy: "Write the shape of one sample, without the batch: [784] or [1, 28, 28].",
    });
  }
  if (sizeOf(value) > MAX_ELEMENTS) {
    throw new ChainruleError("E_SHAPE", {
      where,
      expected: `at most ${MAX_ELEMENTS} elements`,
      got: showShape(value),
      remedy: "Make the sample smaller.",
    });
  }
  return value;
}
