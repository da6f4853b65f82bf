import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { checkDataset, type Dataset, take } from "./dataset.js";

const data: Dataset = {
  inputs: Float32Array.of(1, 2, 3, 4, 5, 6),
  shape: [2],
  targets: Int32Array.of(0, 1, 0),
  classes: ["a", "b"],
  size: 3,
};
const values = Float32Array.of(1, 2, 3, 4, 5, 6);
/** One of the numbers is another. */
const but = (values: Float32Array, i: number, value: number) => values.with(i, value);

describe("a dataset", () => {
  it.each<[string, Partial<Dataset>, string, string]>([
    [
      "NaN in an input",
      { inputs: but(data.inputs as Float32Array, 3, Number.NaN) },
      "finite inputs",
      "inputs[3] = NaN, in sample 1",
    ],
    [
      "∞ in an input",
      { inputs: but(data.inputs as Float32Array, 5, Number.POSITIVE_INFINITY) },
      "finite inputs",
      "inputs[5] = Infinity, in sample 2",
    ],
    [
      "−∞ in the first",
      { inputs: but(data.inputs as Float32Array, 0, Number.NEGATIVE_INFINITY) },
      "finite inputs",
      "inputs[0] = -Infinity, in sample 0",
    ],
    [
      "NaN in a target",
      { targets: but(values, 4, Number.NaN) },
      "finite targets",
      "targets[4] = NaN, in sample 2",
    ],
    [
      "∞ in a target",
      { targets: but(values, 1, Number.POSITIVE_INFINITY) },
      "finite targets",
      "targets[1] = Infinity, in sample 0",
    ],
    ["too few inputs", { size: 4 }, "4 × [2] = 8 inputs", "6"],
    ["no samples", { size: 0 }, "at least one sample", "0"],
    ["too few labels", { targets: Int32Array.of(0, 1) }, "3 labels", "2"],
    ["a label without a class", { targets: Int32Array.of(0, 2, 0) }, "labels from 0 to 1", "2 at sample 1"],
    [
      "a negative label",
      { targets: Int32Array.of(0, 1, -1), classes: undefined },
      "labels ≥ 0",
      "-1 at sample 2",
    ],
    [
      "half a row of targets",
      { targets: values.slice(0, 4) },
      "a whole row of targets for each of 3 samples",
      "4 numbers",
    ],
  ])("with %s is refused, with the place", (_name, change, expected, got) => {
    const error = caught(() => checkDataset({ ...data, ...change }, "training data"));
    expect(error).toMatchObject({ code: "E_DATA", where: "training data", expected, got });
    expect(error.remedy).not.toBe("");
  });

  it.each<[string, Partial<Dataset>]>([
    ["classes", {}],
    ["rows of values", { targets: values, classes: undefined }],
    ["pixels", { inputs: new Uint8Array(6).fill(255) }],
  ])("with %s is taken", (_name, change) => {
    const whole = { ...data, ...change };
    expect(checkDataset(whole, "data")).toBe(whole);
  });
});

describe("the samples that are taken of a dataset", () => {
  it("are those that were named, in that order, each with its own target", () => {
    const taken = take(data, [1, 1, 0]);
    expect(taken).toMatchObject({ shape: [2], classes: ["a", "b"], size: 3 });
    expect([...taken.inputs]).toEqual([3, 4, 3, 4, 1, 2]);
    expect(taken.targets).toEqual(Int32Array.of(1, 1, 0));
    expect(take({ ...data, targets: values }, [2, 0]).targets).toEqual(Float32Array.of(5, 6, 1, 2));
  });
});
