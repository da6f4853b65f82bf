import { describe, expect, it } from "vitest";
import { checkDataset } from "./dataset.js";
import { iris } from "./iris.js";

describe("iris", () => {
  const data = checkDataset(iris(), "iris");
  const column = (c: number, first = 0, end = 150) =>
    Array.from({ length: end - first }, (_, i) => data.inputs[4 * (first + i) + c]);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value) / values.length;

  it("has the means and variances of the paper's table", () => {
    const means = [5.843333, 3.057333, 3.758, 1.199333];
    const variances = [0.685694, 0.189979, 3.116278, 0.581006];
    for (let c = 0; c < 4; c++) {
      const values = column(c);
      const m = mean(values);
      expect(m).toBeCloseTo(means[c], 5);
      expect(values.reduce((sum, value) => sum + (value - m) ** 2, 0) / 149).toBeCloseTo(variances[c], 5);
    }
  });

  it.each([
    [0, [5.006, 3.428, 1.462, 0.246]],
    [1, [5.936, 2.77, 4.26, 1.326]],
    [2, [6.588, 2.974, 5.552, 2.026]],
  ])("has the means of species %d", (species, means) => {
    for (let c = 0; c < 4; c++)
      expect(mean(column(c, 50 * species, 50 * species + 50))).toBeCloseTo(means[c], 5);
    expect([...data.targets].filter((target) => target === species)).toHaveLength(50);
  });

  it("has rows 35 and 38 as Fisher printed them", () => {
    const row = (n: number) => [...data.inputs.subarray(4 * (n - 1), 4 * n)];
    expect(row(35)).toEqual([4.9, 3.1, 1.5, 0.2].map(Math.fround));
    expect(row(38)).toEqual([4.9, 3.6, 1.4, 0.1].map(Math.fround));
  });
});
