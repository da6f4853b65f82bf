import type { Calibration, ClassReport, ConfusionMatrix, Evaluation, LayerSummary, Score } from "chainrule";

/** One picture on the page: which of `pixels` it is, what it is, and what it was taken for. */
export interface ReportSample {
  /** Counts the pictures in `pixels`; −1 where samples are no pictures. */
  readonly picture: number;
  /** Its place in the data, from 0. */
  readonly index: number;
  readonly truth: number;
  readonly answer: number;
  readonly probability: number;
}

/** A point of a curve, and the threshold it stands for; null where that is above every score. */
export type CurvePoint = readonly [x: number, y: number, threshold: number | null];

/** One class against the rest: false against true positive rate, and recall against precision. */
export interface ReportRanking {
  readonly rocAuc: number;
  readonly averagePrecision: number;
  /** The share of the class among all samples: what precision guessing comes to. */
  readonly share: number;
  readonly roc: readonly CurvePoint[];
  readonly precisionRecall: readonly CurvePoint[];
}

/** All that the page shows; it stands in the page as JSON. */
export interface ReportData {
  readonly title: string;
  readonly model: string;
  readonly data: string;
  readonly split: "test" | "all";
  readonly created: string;
  readonly version: string;
  readonly weightsDigest: string;
  readonly parameters: number;
  readonly layers: readonly LayerSummary[];
  readonly samples: number;
  readonly lossName: string;
  readonly score: Score;
  readonly classes?: readonly string[];
  readonly perClass?: readonly ClassReport[];
  readonly macro?: Evaluation["macro"];
  readonly confusion?: ConfusionMatrix;
  /** Of each class; null where there is nothing to tell apart. */
  readonly rankings?: readonly (ReportRanking | null)[];
  readonly calibration?: Calibration;
  readonly image?: { readonly width: number; readonly height: number; readonly channels: number };
  /** Bytes from 0 to 255 of all pictures end to end, planes one after the other, in base64. */
  readonly pixels: string;
  /** For cell truth × classes + answer of the matrix, some of its samples. */
  readonly cells: readonly (readonly ReportSample[])[];
  /** The mistakes that the model is surest of, with all probabilities. */
  readonly mistakes: readonly (ReportSample & { readonly probabilities: readonly number[] })[];
  readonly epochs: readonly { readonly epoch: number; readonly train: Score; readonly test?: Score }[];
}
