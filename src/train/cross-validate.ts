import { optional, parseFields, whole } from "../core/fields.js";
import { checkDataset, type Dataset, take } from "../data/dataset.js";
import { type FoldIndices, stratifiedFolds } from "../data/folds.js";
import { type BuildOptions, build } from "../model/build.js";
import { type ModelSpec, planModel } from "../model/plan.js";
import { optimizerFrom } from "../optimizers/index.js";
import { score } from "./evaluate.js";
import type { Divergence, Score, TrainEvent } from "./events.js";
import { type TrainOptions, train } from "./train.js";

/** How a recipe is cross-validated: what is trained, on what, how it is divided, and all of `train` that does not need a
 *  test set of its own. Of the optimizer the settings are what counts: every fold has one of its own. */
export interface CrossValidateOptions
  extends Omit<TrainOptions, "train" | "test" | "from" | "evaluateTrain" | "checkpointEvery"> {
  /** Samples with classes, all of them; each is tested once. */
  readonly data: Dataset;
  readonly model: ModelSpec;
  /** Layers, by name or pattern, that stay as they begin. */
  readonly freeze?: readonly string[];
  /** Parts that the data is divided into. Default 5. */
  readonly folds?: number;
  /** Of the folds, and of each fold's model. Default 0. */
  readonly seed?: number;
  readonly backend?: BuildOptions["backend"];
  readonly threads?: number;
}

/** What came of one fold, with its final weights. */
export interface Fold {
  /** Counts from 1. */
  readonly fold: number;
  readonly trainSize: number;
  readonly testSize: number;
  readonly train: Score;
  readonly test: Score;
}

/** Over the folds: the mean, and the standard deviation of a sample (n − 1), which one fold alone does not have. */
export interface Spread {
  readonly mean: number;
  readonly std?: number;
}

/** What the folds come to on their test parts, on average. */
export interface MeanScore {
  readonly loss: Spread;
  readonly accuracy: Spread;
}

/** What `crossValidate` tells: for each fold fold-start, then every event of its training, then fold-end; at last `end`,
 *  with the folds that were finished and, where there are any, their means. */
export type CrossValidationEvent =
  | {
      readonly type: "fold-start";
      readonly fold: number;
      readonly folds: number;
      readonly trainSize: number;
      readonly testSize: number;
    }
  | { readonly type: "training"; readonly fold: number; readonly event: TrainEvent }
  | { readonly type: "fold-end"; readonly result: Fold }
  | {
      readonly type: "end";
      readonly reason: "done" | "stopped" | "diverged";
      readonly folds: readonly Fold[];
      readonly train?: MeanScore;
      readonly test?: MeanScore;
      /** Why a fold diverged, which ends it all. */
      readonly divergence?: Divergence;
    };

const numbers = {
  folds: whole({ help: "parts that the data is divided into", min: 2, fallback: 5 }),
  seed: whole({ help: "the seed of all that is random", min: 0, fallback: 0 }),
  threads: optional(whole({ help: "threads to compute on", min: 1, max: 64 })),
};

/** k-fold cross-validation: trains `folds` fresh networks, each on all parts of the data but one, and tests it on that one.
 *  The networks begin with the same weights, so the folds differ by their data alone. As with `train`, what is not asked
 *  for is not computed.
 *  Errors    E_FIELD, E_DATA at once; E_SHAPE, E_FIELD from the first event, where the data do not fit the model
 *            or are no images to augment
 *  Source    Stone, "Cross-validatory choice and assessment of statistical predictions", 1974
 *
 *  @example
 *  for await (const event of crossValidate({ data: iris(), model: spec, loss: softmaxCrossEntropy(),
 *    optimizer: sgd({ learningRate: 0.1 }), epochs: 50, batchSize: 10, folds: 5, seed: 1 }))
 *    if (event.type === "end") console.log(event.test.accuracy.mean, event.test.accuracy.std); */
export function crossValidate(options: CrossValidateOptions): AsyncGenerator<CrossValidationEvent, void> {
  const { folds, seed, threads } = options;
  const checked = parseFields(numbers, { folds, seed, threads }, "crossValidate");
  checkDataset(options.data, "data");
  planModel(options.model);
  return run(options, stratifiedFolds(options.data, checked), checked);
}

async function* run(
  options: CrossValidateOptions,
  folds: readonly FoldIndices[],
  { seed, threads }: { seed: number; threads?: number },
): AsyncGenerator<CrossValidationEvent, void> {
  const { data, model: spec, freeze = [], folds: _, backend, ...settings } = options;
  const done: Fold[] = [];
  for (const [i, indices] of folds.entries()) {
    const fold = i + 1;
    const [trainSet, testSet] = [take(data, indices.train), take(data, indices.test)];
    const sizes = { trainSize: trainSet.size, testSize: testSet.size };
    const model = await build(spec, { seed, backend, threads });
    model.freeze(freeze);
    const optimizer = optimizerFrom(options.optimizer.spec);
    const events = train(model, { ...settings, train: trainSet, optimizer });
    yield { type: "fold-start", fold, folds: folds.length, ...sizes };
    for (const event of events) {
      yield { type: "training", fold, event };
      if (event.type === "run-end" && event.reason !== "done") {
        const { reason, divergence } = event;
        yield { type: "end", reason, folds: done, ...meansOf(done), ...(divergence && { divergence }) };
        return;
      }
    }
    const result: Fold = {
      fold,
      ...sizes,
      train: score(model, trainSet, options.loss),
      test: score(model, testSet, options.loss),
    };
    done.push(result);
    yield { type: "fold-end", result };
  }
  yield { type: "end", reason: "done", folds: done, ...meansOf(done) };
}

function meansOf(folds: readonly Fold[]): { train?: MeanScore; test?: MeanScore } {
  if (folds.length === 0) return {};
  const over = (part: "train" | "test"): MeanScore => ({
    loss: spreadOf(folds.map((fold) => fold[part].loss)),
    accuracy: spreadOf(folds.map((fold) => fold[part].accuracy!)),
  });
  return { train: over("train"), test: over("test") };
}

function spreadOf(values: readonly number[]): Spread {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean };
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, std: Math.sqrt(squares / (n - 1)) };
}
