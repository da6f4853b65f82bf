import { gatherInputs, gatherTargets } from "../data/batches.js";
import type { Dataset } from "../data/dataset.js";
import { type LossSpec, lossFor } from "../losses/index.js";
import { meanOf } from "../losses/loss.js";
import {
  type ClassReport,
  type ConfusionMatrix,
  classificationReport,
  confusionMatrix,
  type MacroReport,
  predictedClass,
} from "../metrics/index.js";
import type { Model } from "../model/model.js";
import type { Score } from "./events.js";
import { checkFit } from "./fit.js";
import { countCorrect, isClassification } from "./score.js";

/** Samples computed at a time. Fixed, so that sums round alike whatever batch the model was trained with. */
const CHUNK = 256;

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
    gatherInputs(kernels, network, data, null, from, rows);
    gatherTargets(network, data, null, from, rows, network.outputSize);
    network.forward(rows, false);
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
export interface Evaluation extends Score {
  readonly samples: number;
  readonly perClass?: readonly ClassReport[];
  readonly macro?: MacroReport;
  readonly confusion?: ConfusionMatrix;
}

/** Loss, accuracy, precision, recall, F1 and the confusion matrix of a model on a dataset.
 *  Errors    E_SHAPE, E_DATA when the data do not fit the model */
export function evaluate(model: Model, data: Dataset, { loss }: { loss: LossSpec }): Evaluation {
  checkFit(model, data, "data");
  const { network } = model;
  const { outputSize } = network;
  const actual = new Int32Array(data.size);
  const predicted = new Int32Array(data.size);
  const mean = visitLogits(model, data, loss, (from, rows) => {
    for (let r = 0; r < rows; r++) {
      predicted[from + r] = predictedClass(network.logits.data, r * outputSize, outputSize, 0);
      actual[from + r] = predictedClass(network.targets.data, r * outputSize, outputSize, 0.5);
    }
  });
  if (!isClassification(data)) return { samples: data.size, loss: mean };
  const classes = Math.max(2, outputSize);
  const names = Array.from({ length: classes }, (_, c) => data.classes?.[c] ?? String(c));
  const confusion = confusionMatrix(actual, predicted, classes);
  const correct = confusion.reduce((sum, row, c) => sum + row[c], 0);
  return {
    samples: data.size,
    loss: mean,
    accuracy: correct / data.size,
    ...classificationReport(confusion, names),
    confusion,
  };
}
