import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { MAX_ELEMENTS, parseShape, sameShape, showShape, sizeOf } from "./shape.js";

describe("shapes", () => {
  it("have a size", () => {
    expect(sizeOf([])).toBe(1);
    expect(sizeOf([1, 28, 28])).toBe(784);
    expect(sizeOf([3, 0])).toBe(0);
  });

  it("are shown and compared", () => {
    expect(showShape([1, 28, 28])).toBe("[1, 28, 28]");
    expect(sameShape([2, 3], [2, 3])).toBe(true);
    expect(sameShape([2, 3], [3, 2])).toBe(false);
    expect(sameShape([2, 3], [2, 3, 1])).toBe(false);
  });

  it.each([
    [[1]],
    [[784]],
    [[1, 28, 28]],
    [[1, 1, 1, 1, 1, 1, 1, 1]],
    [[MAX_ELEMENTS]],
    [[2 ** 15, 2 ** 15]],
  ])("%j is one", (shape) => {
    expect(parseShape(shape, "x")).toEqual(shape);
  });

  it.each([
    [[]],
    [[0]],
    [[-1]],
    [[1.5]],
    [["3"]],
    [[null]],
    [[1, 1, 1, 1, 1, 1, 1, 1, 1]],
    [[MAX_ELEMENTS + 1]],
    [[2 ** 16, 2 ** 16]],
    [[2 ** 40, 2 ** 40]],
    [784],
    ["784"],
    [null],
    [undefined],
    [{ length: 1, 0: 3 }],
  ])("%j is none", (value) => {
    expect(caught(() => parseShape(value, "model.input"))).toMatchObject({
      code: "E_SHAPE",
      where: "model.input",
    });
  });
});
