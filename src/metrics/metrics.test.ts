import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { classificationReport, confusionMatrix, predictedClass } from "./index.js";

interface Golden {
  readonly classes: number;
  readonly actual: number[];
  readonly predicted: number[];
  readonly accuracy: number;
  readonly confusion: number[][];
  readonly precision: number[];
  readonly recall: number[];
  readonly f1: number[];
  readonly support: number[];
  readonly macro: [precision: number, recall: number, f1: number];
}

// what scikit-learn computes, written by scripts/golden.py
const golden: Golden[] = JSON.parse(
  readFileSync(new URL("../../test/golden/metrics.json", import.meta.url), "utf8"),
);

describe("by hand", () => {
  //        predicted: a b c
  const confusion = [
    [2, 1, 0], // actual a
    [0, 3, 1], // actual b
    [0, 0, 0], // no c at all, but one is taken for it
  ];

  it("counts what was taken for what", () => {
    expect(confusionMatrix([0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 1, 1, 2], 3)).toEqual(confusion);
    expect(confusionMatrix([], [], 2)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it("reports each class and the plain mean", () => {
    const { perClass, macro } = classificationReport(confusion, ["a", "b", "c"]);
    expect(perClass).toEqual([
      { class: "a", precision: 1, recall: 2 / 3, f1: 0.8, support: 3 },
      { class: "b", precision: 3 / 4, recall: 3 / 4, f1: 3 / 4, support: 4 },
      { class: "c", precision: 0, recall: 0, f1: 0, support: 0 },
    ]);
    expect(macro.precision).toBeCloseTo((1 + 0.75 + 0) / 3, 15);
    expect(macro.recall).toBeCloseTo((2 / 3 + 0.75 + 0) / 3, 15);
    expect(macro.f1).toBeCloseTo((0.8 + 0.75 + 0) / 3, 15);
  });

  it("has nothing to report of no classes", () => {
    expect(classificationReport([], [])).toEqual({ perClass: [], macro: { precision: 0, recall: 0, f1: 0 } });
  });
});

it.each(golden)("agrees with scikit-learn on $classes classes", (c) => {
  const confusion = confusionMatrix(c.actual, c.predicted, c.classes);
  expect(confusion).toEqual(c.confusion);
  const names = Array.from({ length: c.classes }, (_, i) => `class ${i}`);
  const { perClass, macro } = classificationReport(confusion, names);
  perClass.forEach((report, i) => {
    expect(report.class).toBe(names[i]);
    expect(report.precision).toBeCloseTo(c.precision[i], 14);
    expect(report.recall).toBeCloseTo(c.recall[i], 14);
    expect(report.f1).toBeCloseTo(c.f1[i], 14);
    expect(report.support).toBe(c.support[i]);
  });
  expect(
    [macro.precision, macro.recall, macro.f1].map((x, i) => x - c.macro[i]).every((d) => Math.abs(d) < 1e-14),
  ).toBe(true);
});

describe("the predicted class", () => {
  const rows = Float32Array.of(0.1, 0.7, 0.2, 0.4, 0.4, 0.2, -3, -2, -2);

  it("is the largest, and the first of equals", () => {
    expect([0, 3, 6].map((start) => predictedClass(rows, start, 3, 0))).toEqual([1, 0, 1]);
  });

  it("is 1 beyond the threshold where there is one output", () => {
    expect(predictedClass(Float32Array.of(0.1), 0, 1, 0)).toBe(1);
    expect(predictedClass(Float32Array.of(0), 0, 1, 0)).toBe(0);
    expect(predictedClass(Float32Array.of(0.4), 0, 1, 0.5)).toBe(0);
    expect(predictedClass(Float32Array.of(0.6), 0, 1, 0.5)).toBe(1);
  });
});
