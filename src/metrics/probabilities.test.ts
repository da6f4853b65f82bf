import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  averagePrecision,
  calibrationOf,
  logLoss,
  precisionRecallCurve,
  predictedClass,
  rankScores,
  rocAuc,
  rocCurve,
  thinCurve,
  topKAccuracy,
} from "./index.js";

interface Golden {
  readonly name: string;
  readonly classes: number;
  readonly actual: number[];
  readonly probabilities: number[];
  readonly rankings: ({
    readonly rocAuc: number;
    readonly averagePrecision: number;
    readonly roc?: [falsePositiveRate: number[], truePositiveRate: number[]];
    readonly precisionRecall?: [thresholds: number[], recall: number[], precision: number[]];
  } | null)[];
  readonly topK: [k: number, accuracy: number][];
  readonly logLoss: number;
  readonly logLossFloat32: number;
  readonly calibration: {
    readonly samples: number[];
    readonly confidence: number[];
    readonly accuracy: number[];
    readonly error: number;
  };
}

// what scikit-learn computes, written by scripts/golden.py
const golden: Golden[] = JSON.parse(
  readFileSync(new URL("../../test/golden/probabilities.json", import.meta.url), "utf8"),
);

function expectClose(actual: readonly (number | undefined)[], expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length);
  const off = actual.filter((value, i) => !(Math.abs(value! - expected[i]) <= 1e-12));
  expect(off).toEqual([]);
}

describe.each(golden)("scikit-learn agrees on $name:", (c) => {
  const p = Float64Array.from(c.probabilities);
  const answers = c.actual.map((_, i) => predictedClass(p, i * c.classes, c.classes, 0.5));
  const rankings = c.rankings.map((_, k) =>
    rankScores(
      c.actual.map((label) => label === k),
      c.actual.map((_, i) => p[i * c.classes + k]),
    ),
  );

  it("areas and curves", () => {
    c.rankings.forEach((expected, k) => {
      const ranking = rankings[k];
      if (expected === null || ranking === undefined) {
        expect([ranking, expected]).toEqual([undefined, null]);
        return;
      }
      expectClose([rocAuc(ranking)], [expected.rocAuc]);
      expectClose([averagePrecision(ranking)], [expected.averagePrecision]);
      if (expected.roc === undefined || expected.precisionRecall === undefined) return;
      const roc = rocCurve(ranking);
      expectClose(
        roc.map((point) => point.falsePositiveRate),
        expected.roc[0],
      );
      expectClose(
        roc.map((point) => point.truePositiveRate),
        expected.roc[1],
      );
      const curve = precisionRecallCurve(ranking);
      (["threshold", "recall", "precision"] as const).forEach((name, i) => {
        expectClose(
          curve.map((point) => point[name]),
          expected.precisionRecall![i],
        );
      });
    });
  });

  it("top k", () => {
    for (const [k, accuracy] of c.topK) expectClose([topKAccuracy(c.actual, p, c.classes, k)], [accuracy]);
  });

  it("log loss", () => {
    expectClose([logLoss(c.actual, p, c.classes)], [c.logLoss]);
    expectClose([logLoss(c.actual, p, c.classes, 2 ** -23)], [c.logLossFloat32]);
  });

  it("calibration", () => {
    const { error, bins } = calibrationOf(
      answers.map((answer, i) => p[i * c.classes + answer]),
      answers.map((answer, i) => answer === c.actual[i]),
    )!;
    expect(bins.map(({ samples }) => samples)).toEqual(c.calibration.samples);
    const filled = bins.filter(({ samples }) => samples > 0);
    expectClose(
      filled.map(({ confidence }) => confidence),
      c.calibration.confidence,
    );
    expectClose(
      filled.map(({ accuracy }) => accuracy),
      c.calibration.accuracy,
    );
    expectClose([error], [c.calibration.error]);
  });
});

describe("ranking", () => {
  /** The chance that a positive scores higher, pair by pair. */
  const byPairs = (positive: number[], scores: number[]) => {
    let [wins, pairs] = [0, 0];
    positive.forEach((p, i) => {
      positive.forEach((q, j) => {
        if (!p || q) return;
        pairs += 1;
        wins += scores[i] > scores[j] ? 1 : scores[i] === scores[j] ? 0.5 : 0;
      });
    });
    return wins / pairs;
  };

  it("counts pairs, ties half", () => {
    const positive = Array.from({ length: 90 }, (_, i) => ((i * i * 7) % 3) & 1);
    const scores = positive.map((p, i) => Math.floor(((i * 37) % 23) / 3) + 2 * p);
    expect(rocAuc(rankScores(positive, scores)!)).toBeCloseTo(byPairs(positive, scores), 14);
  });

  it.each<[string, number[], number[], number, number]>([
    ["perfect", [0, 0, 1, 1], [1, 2, 3, 4], 1, 1],
    ["turned round", [1, 1, 0, 0], [1, 2, 3, 4], 0, (1 / 3 + 2 / 4) / 2],
    ["all equal", [1, 0, 0, 0], [5, 5, 5, 5], 0.5, 0.25],
    ["0 and −0 alike", [1, 0], [0, -0], 0.5, 0.5],
    ["infinite", [1, 0, 1], [Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY], 0.5, (1 + 2 / 3) / 2],
  ])("%s", (_name, positive, scores, auc, precision) => {
    const ranking = rankScores(positive, scores)!;
    expect(rocAuc(ranking)).toBe(auc);
    expect(averagePrecision(ranking)).toBeCloseTo(precision, 15);
  });

  it.each<[string, number[], number[]]>([
    ["no samples", [], []],
    ["no sample of the class", [0, 0], [1, 2]],
    ["none of the rest", [1, 1], [1, 2]],
    ["a score that is NaN", [1, 0, 1], [1, 2, Number.NaN]],
  ])("is undefined for %s", (_name, positive, scores) => {
    expect(rankScores(positive, scores)).toBeUndefined();
  });
});

describe("a thinned curve", () => {
  const random = (i: number) => Math.abs(Math.sin(i * 12.9898) * 43758.5453) % 1;
  const positive = Array.from({ length: 20_000 }, (_, i) => random(i) < 0.3);
  const ranking = rankScores(
    positive,
    positive.map((p, i) => random(i + 0.5) + (p ? 0.2 : 0)),
  )!;
  const at = (point: { falsePositiveRate: number; truePositiveRate: number }) =>
    [point.falsePositiveRate, point.truePositiveRate] as const;

  it("has few points, the ends among them, and is nowhere far off", () => {
    const all = rocCurve(ranking);
    const few = thinCurve(all, at, 1 / 200);
    expect(all.length).toBeGreaterThan(10_000);
    expect(few.length).toBeLessThan(405);
    expect([few[0], few.at(-1)]).toEqual([all[0], all.at(-1)]);
    let k = 0;
    for (const point of all) {
      if (few[k + 1] === point) k += 1;
      const distance = at(point).map((value, axis) => Math.abs(value - at(few[k])[axis]));
      expect(Math.max(...distance)).toBeLessThanOrEqual(1 / 200);
    }
  });

  it("keeps what is far apart", () => {
    const corner = [
      [0, 0],
      [0, 1],
      [1, 1],
    ] as const;
    expect(thinCurve(corner, (point) => point, 0.1)).toEqual(corner);
    expect(thinCurve([], (point) => point, 0.1)).toEqual([]);
  });
});

describe("NaN", () => {
  it("is no hit", () => {
    const scores = [Number.NaN, 0, 1, 2, /**/ 5, Number.NaN, 1, 0];
    expect(topKAccuracy([0, 0], scores, 4, 1)).toBe(0);
    expect(topKAccuracy([0, 0], scores, 4, 3)).toBe(0.5);
  });

  it("makes a log loss NaN and leaves no calibration", () => {
    expect(logLoss([0], [Number.NaN, 1], 2)).toBeNaN();
    expect(calibrationOf([0.5, Number.NaN], [1, 1])).toBeUndefined();
    expect(calibrationOf([1.5], [1])).toBeUndefined();
    expect(calibrationOf([], [])).toBeUndefined();
  });
});

describe("log loss", () => {
  it("of a sure mistake depends on what the numbers can tell from 0", () => {
    expect(logLoss([1], Float32Array.of(1, 0), 2)).toBeCloseTo(23 * Math.LN2, 6);
    expect(logLoss([1], Float64Array.of(1, 0), 2)).toBeCloseTo(52 * Math.LN2, 12);
  });
});
