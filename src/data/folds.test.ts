import { describe, expect, it } from "vitest";
import { caught, failure } from "../../test/support/errors.js";
import type { Dataset } from "./dataset.js";
import { stratifiedFolds } from "./folds.js";

const labelled = (targets: Dataset["targets"]): Dataset => ({
  inputs: new Float32Array(targets.length),
  shape: [1],
  targets,
  size: targets.length,
});
const labels = Uint8Array.from({ length: 53 }, (_, i) => (i % 7 === 0 ? 2 : i % 3 === 0 ? 1 : 0));

describe("folds", () => {
  it.each([2, 3, 5, 10, 53])("test every sample once, %i of them", (folds) => {
    const made = stratifiedFolds(labelled(labels), { folds, seed: 1 });
    expect(made).toHaveLength(folds);
    const tested = made.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
    expect(tested).toEqual([...labels.keys()]);
    for (const { train, test } of made) {
      expect(test.length).toBeGreaterThan(0);
      expect([...train, ...test].sort((a, b) => a - b)).toEqual([...labels.keys()]);
    }
  });

  it.each([2, 3, 5, 10])("are alike in size and classes, %i of them", (folds) => {
    const made = stratifiedFolds(labelled(labels), { folds, seed: 1 });
    const spread = (counts: number[]) => Math.max(...counts) - Math.min(...counts);
    expect(spread(made.map(({ test }) => test.length))).toBeLessThanOrEqual(1);
    for (const label of [0, 1, 2]) {
      const counts = made.map(({ test }) => test.filter((i) => labels[i] === label).length);
      expect(spread(counts)).toBeLessThanOrEqual(1);
    }
  });

  it("follow the seed alone", () => {
    const [a, b, other] = [1, 1, 2].map((seed) => stratifiedFolds(labelled(labels), { folds: 4, seed }));
    expect(b).toEqual(a);
    expect(other).not.toEqual(a);
  });

  it.each([1, 0, -1, 2.5, 54, Number.NaN])("are refused when there should be %d", (folds) => {
    expect(caught(() => stratifiedFolds(labelled(labels), { folds, seed: 1 }))).toMatchObject(
      failure("E_FIELD", { where: "folds" }),
    );
  });

  it("find the class of a one-hot row", () => {
    const hot = Float32Array.from({ length: 3 * 53 }, (_, i) =>
      labels[Math.floor(i / 3)] === i % 3 ? 1 : 0,
    );
    const rows = { ...labelled(labels), targets: hot, classes: ["a", "b", "c"] };
    expect(stratifiedFolds(rows, { folds: 4, seed: 1 })).toEqual(
      stratifiedFolds(labelled(labels), { folds: 4, seed: 1 }),
    );
  });

  it("are refused for values", () => {
    const values = labelled(Float32Array.of(0.5, 1, 2));
    expect(caught(() => stratifiedFolds(values, { folds: 2, seed: 1 }))).toMatchObject(failure("E_DATA"));
  });
});
