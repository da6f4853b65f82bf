import type { FloatArray } from "../core/tensor.js";
import { gatherInputs, gatherTargets } from "../data/batches.js";
import type { Dataset } from "../data/dataset.js";
import { meanOf } from "../losses/loss.js";
import { type LossSpec, lossFor } from "../losses/registry.js";
import {
  type ConfusionMatrix,
  classificationReport,
  confusionMatrix,
  predictedClass,
} from "../metrics/index.js";
import type { Model } from "../model/model.js";
import { applyOutput } from "../model/output.js";
import {
  type ClassCurves,
  type ClassEvaluation,
  type ClassRanking,
  type ClassScores,
  rankClasses,
  reportScores,
  type ScoreReport,
} from "./class-scores.js";
import type { Score } from "./events.js";
import { checkFit } from "./fit.js";
import { countCorrect, isClassification } from "./score.js";

/** Samples computed at a time. Fixed, so that sums round alike whatever batch the model was trained with. */
const CHUNK = 128;

/** Visits the logits and target rows of a dataset, in evaluation mode, chunk by chunk. Returns the mean loss. */
export function visitLogits(
  model: Model,
  data: Dataset,
  loss: LossSpec,
  visit: (from: number, rows: number) => void,
): number {
  const { network } = model;
  const { kernels } = network.backend;
  const { spec, definition } = lossFor(loss, network.outputSize);
  network.reserve(Math.min(CHUNK, data.size));
  let sum = 0;
  let total = 0;
  for (let from = 0; from < data.size; from += CHUNK) {
    const rows = Math.min(CHUNK, data.size - from);
    gatherInputs(kernels, network, data, null, from, rows, true);
    gatherTargets(network, data, null, from, rows, network.outputSize);
    network.forward(rows, false, true);
    visit(from, rows); // before the loss weighs the targets
    const { logits, targets, dlogits, outputSize } = network;
    total += definition.weigh?.(spec, targets.data, rows, outputSize) ?? rows;
    sum += definition.evaluate(kernels, logits, targets, dlogits, rows, outputSize, 1);
  }
  return meanOf(sum, total);
}

/** Mean loss, and accuracy where there are classes. */
export function score(model: Model, data: Dataset, loss: LossSpec): Score {
  const { network } = model;
  let correct = 0;
  const mean = visitLogits(model, data, loss, (_from, rows) => {
    correct += countCorrect(network.logits.data, network.targets.data, rows, network.outputSize);
  });
  return isClassification(data) ? { loss: mean, accuracy: correct / data.size } : { loss: mean };
}

/** All that is asked of a finished model. Absent for values: everything but samples and loss. */
export interface Evaluation extends Score, ScoreReport {
  readonly samples: number;
  readonly perClass?: readonly ClassEvaluation[];
  /** The plain mean over the classes; of the areas, over those classes that have one. */
  readonly macro?: Omit<ClassEvaluation, "class" | "support">;
  readonly confusion?: ConfusionMatrix;
  /** With `curves: true`, in the order of `perClass`; undefined where a class has no area. */
  readonly curves?: readonly (ClassCurves | undefined)[];
}

/** How a model is judged. */
export interface EvaluateOptions {
  readonly loss: LossSpec;
  /** Also give the ROC and the precision–recall curve of every class. */
  readonly curves?: boolean;
}

/** Loss, accuracy, precision, recall, F1 and the confusion matrix of a model on a dataset; and, from its probabilities as
 *  `predict` gives them, log loss, top-3 accuracy, the areas under the curves of each class, and calibration.
 *  Errors    E_SHAPE, E_DATA when the data do not fit the model */
export function evaluate(model: Model, data: Dataset, { loss, curves = false }: EvaluateOptions): Evaluation {
  checkFit(model, data, "data");
  if (!isClassification(data)) {
    return { samples: data.size, loss: visitLogits(model, data, loss, () => {}) };
  }
  const { mean, scores } = classScores(model, data, loss);
  const { classes, actual, predicted } = scores;
  const names = Array.from({ length: classes }, (_, c) => data.classes?.[c] ?? String(c));
  const confusion = confusionMatrix(actual, predicted, classes);
  const correct = confusion.reduce((sum, row, c) => sum + row[c], 0);
  const { perClass, macro } = classificationReport(confusion, names);
  const rankings = rankClasses(scores, curves);
  return {
    samples: data.size,
    loss: mean,
    accuracy: correct / data.size,
    ...reportScores(scores),
    perClass: perClass.map((report, c) => {
      const { curves: _, ...ranking } = rankings[c];
      return { ...report, ...ranking };
    }),
    macro: { ...macro, ...meanRanking(rankings) },
    confusion,
    ...(curves && { curves: rankings.map((ranking) => ranking.curves) }),
  };
}

/** Runs the model over the data, for its mean loss and all that it says of classes. */
function classScores(model: Model, data: Dataset, loss: LossSpec): { mean: number; scores: ClassScores } {
  const { network } = model;
  const { outputSize } = network;
  const { kernels } = network.backend;
  const { output } = lossFor(loss, outputSize).definition;
  const classes = Math.max(2, outputSize);
  const actual = new Int32Array(data.size);
  const predicted = new Int32Array(data.size);
  const Floats = network.values.data.constructor as Float64ArrayConstructor;
  const scores: FloatArray = new Floats(data.size * classes);
  const mean = visitLogits(model, data, loss, (from, rows) => {
    for (let r = 0; r < rows; r++) {
      predicted[from + r] = predictedClass(network.logits.data, r * outputSize, outputSize, 0);
      actual[from + r] = predictedClass(network.targets.data, r * outputSize, outputSize, 0.5);
    }
    const y = applyOutput(output, kernels, network.logits, network.dlogits, rows, outputSize).data;
    if (outputSize > 1) scores.set(y.subarray(0, rows * outputSize), from * outputSize);
    else {
      for (let r = 0; r < rows; r++) {
        scores[2 * (from + r)] = 1 - y[r];
        scores[2 * (from + r) + 1] = y[r];
      }
    }
  });
  // two sigmoids or more each speak of their own class; they need not sum to 1
  const distribution = output === "softmax" || outputSize === 1;
  const meaning = output === "none" ? "values" : distribution ? "distribution" : "each";
  return { mean, scores: { classes, meaning, actual, predicted, scores } };
}

function meanRanking(rankings: readonly ClassRanking[]): ClassRanking {
  const ranked = rankings.filter(
    (ranking): ranking is Required<ClassRanking> => ranking.rocAuc !== undefined,
  );
  if (ranked.length === 0) return {};
  const mean = (of: keyof ClassRanking) =>
    ranked.reduce((sum, ranking) => sum + ranking[of], 0) / ranked.length;
  return { rocAuc: mean("rocAuc"), averagePrecision: mean("averagePrecision") };
}
