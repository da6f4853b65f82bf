import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import type { Dataset } from "./dataset.js";
import { iris } from "./iris.js";
import { drawSamples, selectClasses } from "./subset.js";

/** Sample i has the inputs i and −i, and the class i mod 10. */
const digits: Dataset = {
  inputs: Float32Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? i / 2 : -(i - 1) / 2)),
  shape: [2],
  targets: Uint8Array.from({ length: 100 }, (_, i) => i % 10),
  classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  size: 100,
};

describe("selectClasses", () => {
  it.each([
    ["5-9", [5, 6, 7, 8, 9]],
    ["7", [7]],
    ["0-2+7", [0, 1, 2, 7]],
    ["8+1+8", [1, 8]],
    ["3-3+3", [3]],
  ])("%s keeps the samples of %j, and their inputs", (which, labels) => {
    const kept = selectClasses(digits, which);
    expect(kept.classes).toEqual(labels.map(String));
    expect(kept.size).toBe(10 * labels.length);
    const before = Array.from({ length: 100 }, (_, i) => i).filter((i) => labels.includes(i % 10));
    expect(Array.from(kept.targets)).toEqual(before.map((i) => labels.indexOf(i % 10)));
    expect(Array.from(kept.inputs.filter((_, j) => j % 2 === 0))).toEqual(before);
    expect(kept.targets).toBeInstanceOf(Uint8Array);
  });

  it("takes names as they are, with a - of their own too", () => {
    expect(selectClasses(iris(), "setosa+virginica")).toMatchObject({
      size: 100,
      classes: ["setosa", "virginica"],
    });
    expect(selectClasses(iris(), "setosa-versicolor").size).toBe(100);
    const named = { ...digits, classes: ["a", "a-b", "b", "b-a", "c", "d", "e", "f", "g", "h"] };
    const names = (which: string) => selectClasses(named, which).classes;
    expect(names("a-b")).toEqual(["a-b"]);
    expect(names("a-b-b-a")).toEqual(["a-b", "b", "b-a"]);
  });

  it("calls classes without names by their numbers", () => {
    const { classes: _, ...nameless } = digits;
    expect(selectClasses(nameless, "8-9")).toMatchObject({ size: 20, classes: ["8", "9"] });
  });

  it.each([
    ["9-5", { expected: "a range that goes up", remedy: "Write 5-9." }],
    ["10", { got: '"10"', expected: expect.stringContaining("0-9") }],
    ["5-12", { got: '"5-12"' }],
    ["", { got: '""' }],
    ["5+", { got: '""' }],
    ["5..9", { got: '"5..9"' }],
  ])("refuses %j", (which, parts) => {
    expect(caught(() => selectClasses(digits, which))).toMatchObject({
      code: "E_FIELD",
      where: "classes",
      ...parts,
    });
  });

  it("suggests the name that was meant", () => {
    expect(caught(() => selectClasses(iris(), "virginia")).remedy).toBe('Did you mean "virginica"?');
  });

  it("refuses values, and classes without a sample", () => {
    const values = { ...digits, targets: new Float32Array(100), classes: undefined };
    expect(caught(() => selectClasses(values, "1"))).toMatchObject({ code: "E_DATA", got: "rows of values" });
    const some = selectClasses(digits, "0-4");
    const named = { ...some, classes: [...some.classes!, "5"] };
    expect(caught(() => selectClasses(named, "5"))).toMatchObject({ code: "E_DATA", got: "none among 50" });
  });
});

describe("drawSamples", () => {
  const uneven = selectClasses(digits, "0-3");
  const counts = ({ targets }: Dataset) =>
    uneven.classes!.map((_, label) => Array.from(targets).filter((target) => target === label).length);

  it("follows the seed alone, and keeps inputs and targets together", () => {
    const drawn = drawSamples(digits, { size: 37, seed: 3 });
    expect(drawn.size).toBe(37);
    for (let i = 0; i < 37; i++) expect(drawn.inputs[2 * i] % 10).toBe(drawn.targets[i]);
    expect(new Set(drawn.inputs.filter((_, i) => i % 2 === 0)).size).toBe(37);
    expect(drawSamples(digits, { size: 37, seed: 3 })).toEqual(drawn);
    expect(drawSamples(digits, { size: 37, seed: 4 })).not.toEqual(drawn);
  });

  it("takes each class in its proportion, of any number", () => {
    expect(counts(drawSamples(uneven, { size: 20, seed: 1 }))).toEqual([5, 5, 5, 5]);
    for (const n of counts(drawSamples(uneven, { size: 10, seed: 1 }))) expect(n === 2 || n === 3).toBe(true);
  });

  it("begins a larger draw with the smaller one", () => {
    const [few, more] = [10, 25].map((size) => drawSamples(digits, { size, seed: 1 }));
    expect(more.inputs.subarray(0, 20)).toEqual(few.inputs);
  });

  it("draws values, too", () => {
    const values = {
      ...digits,
      targets: Float32Array.from({ length: 100 }, (_, i) => i),
      classes: undefined,
    };
    const drawn = drawSamples(values, { size: 5, seed: 1 });
    expect(drawn.targets).toEqual(drawn.inputs.filter((_, i) => i % 2 === 0));
  });

  it.each([0, 101, 1.5, -1, Number.NaN])("refuses %d of 100", (size) => {
    expect(caught(() => drawSamples(digits, { size, seed: 1 }))).toMatchObject({
      code: "E_FIELD",
      where: "train",
      expected: expect.stringContaining("1 to 100"),
    });
  });
});
