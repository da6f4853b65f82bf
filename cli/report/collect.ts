import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  type Dataset,
  type Evaluation,
  planModel,
  type Score,
  summarise,
  version,
  weightsDigest,
} from "chainrule";
import type { LoadedData } from "chainrule/node";
import type { JudgedModel } from "../evaluation.js";
import type { FoundModel } from "../model-source.js";
import { type Prediction, predictAll } from "../predictions.js";
import type { CurvePoint, ReportData, ReportSample } from "./report-data.js";

/** Pictures that one cell of the matrix can show, and all cells together. */
const PER_CELL = 100;
const IN_ALL = 3000;
const MISTAKES = 24;

/** Brings together all that the page shows. */
export async function collect(
  { model, path, run }: FoundModel,
  { loaded, data, split, loss, result }: JudgedModel,
): Promise<ReportData> {
  const layers = summarise(planModel(model.spec));
  const classes = result.perClass?.map((report) => report.class);
  const { cells, mistakes, pixels } = classes
    ? samplesOf(predictAll(model, data), data, loaded.image, classes.length)
    : { cells: [], mistakes: [], pixels: "" };
  return {
    title: basename(run ?? path),
    model: path,
    data: loaded.name,
    split,
    created: new Date().toISOString(),
    version,
    weightsDigest: await weightsDigest(model),
    parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
    layers,
    samples: result.samples,
    lossName: loss,
    score: { loss: result.loss, accuracy: result.accuracy },
    classes,
    perClass: result.perClass,
    macro: result.macro,
    confusion: result.confusion,
    rankings: rankingsOf(result),
    calibration: result.calibration,
    image: loaded.image,
    pixels,
    cells,
    mistakes,
    epochs: run === undefined ? [] : epochsOf(join(run, "events.jsonl")),
  };
}

function rankingsOf({ perClass, curves, samples }: Evaluation): ReportData["rankings"] {
  return perClass?.map(({ rocAuc, averagePrecision, support }, c) => {
    const own = curves?.[c];
    if (own === undefined || rocAuc === undefined || averagePrecision === undefined) return null;
    return {
      rocAuc,
      averagePrecision,
      share: support / samples,
      roc: own.roc.map((p) => point(p.falsePositiveRate, p.truePositiveRate, p.threshold)),
      precisionRecall: own.precisionRecall.map((p) => point(p.recall, p.precision, p.threshold)),
    };
  });
}

const point = (x: number, y: number, threshold: number): CurvePoint => [
  round(x),
  round(y),
  Number.isFinite(threshold) ? Number(threshold.toPrecision(4)) : null,
];

/** Sorts the samples into the cells of the matrix, those that the model is surest of first, as many as are shown. */
function samplesOf(
  predictions: readonly Prediction[],
  data: Dataset,
  image: LoadedData["image"],
  classes: number,
): Pick<ReportData, "cells" | "mistakes" | "pixels"> {
  const limit = Math.min(PER_CELL, Math.ceil(IN_ALL / classes));
  const cells: Prediction[][] = Array.from({ length: classes ** 2 }, () => []);
  const surestFirst = [...predictions].sort((a, b) => b.probability - a.probability);
  for (const prediction of surestFirst) {
    const cell = cells[prediction.truth * classes + prediction.answer];
    if (cell.length < limit) cell.push(prediction);
  }
  const wrong = surestFirst.filter(({ truth, answer }) => truth !== answer).slice(0, MISTAKES);

  const size = data.inputs.length / data.size;
  const places = new Map<number, number>();
  const pieces: Uint8Array[] = [];
  const sampleOf = ({ index, truth, answer, probability }: Prediction): ReportSample => {
    let picture = image ? places.get(index) : -1;
    if (picture === undefined) {
      picture = pieces.push(bytesOf(data, index, size)) - 1;
      places.set(index, picture);
    }
    return { picture, index, truth, answer, probability: round(probability) };
  };
  return {
    cells: cells.map((cell) => cell.map(sampleOf)),
    mistakes: wrong.map((prediction) => ({
      ...sampleOf(prediction),
      probabilities: Array.from(prediction.probabilities, round),
    })),
    pixels: Buffer.concat(pieces).toString("base64"),
  };
}

const round = (share: number): number => Math.round(share * 1e4) / 1e4;

function bytesOf({ inputs }: Dataset, index: number, size: number): Uint8Array {
  const values = inputs.subarray(index * size, (index + 1) * size);
  if (values instanceof Uint8Array) return values;
  return Uint8Array.from(values, (value) => Math.max(0, Math.min(255, Math.round(255 * value))));
}

/** The epochs in the log of a run. The page does without them where the log cannot be read. */
function epochsOf(path: string): ReportData["epochs"] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    if (!line.includes('"type":"epoch"')) return [];
    try {
      const { epoch, train, test } = JSON.parse(line);
      return isScore(train) ? [{ epoch, train, test: isScore(test) ? test : undefined }] : [];
    } catch {
      return []; // the last line of a run that was killed
    }
  });
}

const isScore = (value: unknown): value is Score => typeof (value as Score | undefined)?.loss === "number";
