import type { FloatArray } from "../core/tensor.js";
import {
  averagePrecision,
  type Calibration,
  type ClassReport,
  calibrationOf,
  logLoss,
  type PrecisionRecallPoint,
  precisionRecallCurve,
  type RocPoint,
  rankScores,
  rocAuc,
  rocCurve,
  thinCurve,
  topKAccuracy,
} from "../metrics/index.js";

/** What a model gave for every class of every sample, beside what is and what it answered. */
export interface ClassScores {
  readonly classes: number;
  /** What the scores are: one distribution over the classes, a probability of each class by itself, or no probabilities. */
  readonly meaning: "distribution" | "each" | "values";
  readonly actual: Int32Array;
  readonly predicted: Int32Array;
  /** scores[n, classes] */
  readonly scores: FloatArray;
}

/** How well the scores of one class tell it from the rest. Both are absent for a class without samples, or without any
 *  sample of another class, and where a score is NaN. */
export interface ClassRanking {
  /** The chance that a sample of the class scores higher than another; ½ is guessing. */
  readonly rocAuc?: number;
  /** The area under the precision–recall curve; guessing comes to the share of the class. */
  readonly averagePrecision?: number;
}

/** A class in full. */
export type ClassEvaluation = ClassReport & ClassRanking;

/** The curves of one class against the rest, as many points of them as a chart can show. */
export interface ClassCurves {
  readonly roc: readonly RocPoint[];
  readonly precisionRecall: readonly PrecisionRecallPoint[];
}

/** The finest that a curve is drawn: a part of either axis. */
const CURVE_STEP = 1 / 400;

/** Each class against the rest; its curves only when they are asked for. */
export function rankClasses(
  { classes, actual, scores }: ClassScores,
  curves: boolean,
): (ClassRanking & { curves?: ClassCurves })[] {
  const own = new Float64Array(actual.length);
  const positive = new Uint8Array(actual.length);
  return Array.from({ length: classes }, (_, c) => {
    for (let i = 0; i < actual.length; i++) {
      own[i] = scores[i * classes + c];
      positive[i] = actual[i] === c ? 1 : 0;
    }
    const ranking = rankScores(positive, own);
    if (ranking === undefined) return {};
    return {
      rocAuc: rocAuc(ranking),
      averagePrecision: averagePrecision(ranking),
      ...(curves && {
        curves: {
          roc: thinCurve(rocCurve(ranking), (p) => [p.falsePositiveRate, p.truePositiveRate], CURVE_STEP),
          precisionRecall: thinCurve(
            precisionRecallCurve(ranking),
            (p) => [p.recall, p.precision],
            CURVE_STEP,
          ),
        },
      }),
    };
  });
}

/** What the scores say beyond the answers. */
export interface ScoreReport {
  /** The share of samples whose class is among the three that score highest; absent for three classes or fewer, where it
   *  could not be but 1. */
  readonly top3?: number;
  /** The mean of −ln p of the true class; absent where the outputs are no distribution over the classes. */
  readonly logLoss?: number;
  /** Whether the model is right as often as it says; absent where the outputs are no probabilities. */
  readonly calibration?: Calibration;
}

export function reportScores({ classes, meaning, actual, predicted, scores }: ClassScores): ScoreReport {
  const report: { -readonly [K in keyof ScoreReport]: ScoreReport[K] } = {};
  if (classes > 3) report.top3 = topKAccuracy(actual, scores, classes, 3);
  if (meaning === "values") return report;
  if (meaning === "distribution") report.logLoss = logLoss(actual, scores, classes);
  const confidence = Float64Array.from(predicted, (answer, i) => scores[i * classes + answer]);
  const calibration = calibrationOf(
    confidence,
    predicted.map((answer, i) => (answer === actual[i] ? 1 : 0)),
  );
  if (calibration !== undefined) report.calibration = calibration;
  return report;
}
