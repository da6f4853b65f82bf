import { expect, it } from "vitest";
import { ChainruleError, display } from "./errors.js";

it("says where, what was expected, what came, and what to do", () => {
  const cause = new Error("below");
  const parts = {
    where: 'layer 3 "dense"',
    expected: "a flat input [n]",
    got: "[1, 28, 28]",
    remedy: "Flatten it.",
  };
  const error = new ChainruleError("E_SHAPE", parts, { cause });
  expect(error.message).toBe('layer 3 "dense": expected a flat input [n], got [1, 28, 28]. Flatten it.');
  expect(error).toMatchObject({ name: "ChainruleError", code: "E_SHAPE", cause, ...parts });
  expect(error).toBeInstanceOf(Error);
});

const circle: { self?: unknown } = {};
circle.self = circle;

it.each([
  ["a", '"a"'],
  ["x".repeat(100), `"${"x".repeat(57)}..."`],
  ["two\nlines", '"two\\nlines"'],
  [1, "1"],
  [Number.NaN, "NaN"],
  [-0, "0"],
  [10n, "10"],
  [null, "null"],
  [undefined, "undefined"],
  [true, "true"],
  [[1, 2], "[1,2]"],
  [{ a: 1 }, '{"a":1}'],
  [circle, "object"],
  [() => 1, "function"],
  [Symbol("s"), "symbol"],
])("shows a value briefly, on one line", (value, shown) => {
  expect(display(value)).toBe(shown);
});

it("never shows more than some sixty characters", () => {
  for (const value of ["x".repeat(1e6), new Array(1e5).fill(1), { a: "y".repeat(1e6) }])
    expect(display(value).length).toBeLessThanOrEqual(62);
});
