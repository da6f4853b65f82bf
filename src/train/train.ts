import { ChainruleError, display } from "../core/errors.js";
import { flag, optional, parseFields, type Values, whole } from "../core/fields.js";
import { checkMetric } from "../core/monitor.js";
import type { Spec } from "../core/registry.js";
import { permutation, Rng } from "../core/rng.js";
import type { FloatArray } from "../core/tensor.js";
import type { Augmentation, Augmenter } from "../data/augment/augmenter.js";
import { gatherInputs, gatherTargets, stepsPerEpoch } from "../data/batches.js";
import type { Dataset } from "../data/dataset.js";
import { meanOf, weightOf } from "../losses/loss.js";
import { type LossSpec, lossFor } from "../losses/registry.js";
import type { Model } from "../model/model.js";
import { parameterCount } from "../model/summary.js";
import type { Optimizer } from "../optimizers/index.js";
import { afterEpoch, plateauIn } from "../schedules/index.js";
import { explainDivergence } from "./divergence.js";
import { type EarlyStoppingOptions, earlyStopping, progressed } from "./early-stopping.js";
import { score } from "./evaluate.js";
import type { EpochEvent, Position, Score, TrainEvent } from "./events.js";
import { checkFit } from "./fit.js";
import { clipGradients, type Limits, limitFields, limitWeights } from "./limits.js";
import { countCorrect, isClassification } from "./score.js";

/** How a model is trained. */
export interface TrainOptions extends Limits {
  readonly train: Dataset;
  /** Evaluated after every epoch; never learnt from. */
  readonly test?: Dataset;
  readonly loss: LossSpec;
  readonly optimizer: Optimizer;
  readonly epochs: number;
  readonly batchSize: number;
  /** A new order in every epoch, from the model's seed (the default), or the order of the data. */
  readonly shuffle?: boolean;
  /** How training images are changed at random, anew in every epoch, from the model's seed:
   *  `augmentation(["rotate"])`. Losses of steps and epochs are those of the changed images; evaluation has the images
   *  as they are. */
  readonly augment?: Augmentation;
  /** Also evaluate the training set after every epoch, with the weights of that moment. */
  readonly evaluateTrain?: boolean;
  /** Steps between two checkpoint events; without it, one at the end of every epoch. */
  readonly checkpointEvery?: number;
  /** End the run when a metric has stopped getting better. */
  readonly earlyStopping?: EarlyStoppingOptions;
  /** Take up at this place; the model and the optimizer must be as they were there. */
  readonly from?: Position;
  /** Set `aborted` to stop after the step under way: an AbortSignal does. */
  readonly signal?: { readonly aborted: boolean };
}

export const START: Position = { step: 0, epoch: 0, stepInEpoch: 0, lossSum: 0, correct: 0 };

const fields = {
  epochs: whole({ help: "passes over the training set", min: 0, max: 1e9 }),
  batchSize: whole({ help: "samples per step", min: 1, max: 2 ** 24 }),
  shuffle: flag({ help: "a new order in every epoch", fallback: true }),
  evaluateTrain: flag({ help: "also evaluate the training set after every epoch", fallback: false }),
  checkpointEvery: optional(whole({ help: "steps between two checkpoints", min: 1 })),
  ...limitFields,
  earlyStopping,
};

/** The order of the samples in an epoch: a function of seed and epoch alone, so that a run can be taken up anywhere. */
const orderOf = (size: number, seed: number, epoch: number, shuffle: boolean): Uint32Array | null =>
  shuffle ? permutation(size, new Rng(seed, "shuffle", epoch)) : null;

/** An epoch ends with the samples that are left over. */
const smallestBatch = (size: number, batchSize: number): number =>
  size % batchSize === 0 ? batchSize : size % batchSize;

/** Trains a model in place, one event at a time: each `next()` computes up to the next event, so to pause is not to ask.
 *  A loss that is NaN or ∞ ends the run, with the last good weights put back.
 *  Errors    E_FIELD, E_SHAPE, E_DATA, all before the first event
 *
 *  @example
 *  for (const event of train(model, { train: data, loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.1 }),
 *    epochs: 5, batchSize: 20 })) if (event.type === "epoch") console.log(event.train.loss); */
export function train(model: Model, options: TrainOptions): Generator<TrainEvent, void, undefined> {
  const { train: data, test, optimizer, loss } = options;
  const own = Object.keys(fields) as (keyof typeof fields)[];
  const given = Object.fromEntries(own.map((name) => [name, options[name]]));
  const checked = parseFields(fields, given, "train");
  checkFit(model, data, "training data");
  if (test !== undefined) checkFit(model, test, "test data");
  lossFor(loss, model.network.outputSize);
  const has = { test: test !== undefined, classes: isClassification(data) };
  const plateau = plateauIn(optimizer.spec.learningRate as Spec);
  if (plateau !== undefined) checkMetric(plateau.metric, has, 'schedule "reduceOnPlateau"');
  if (checked.earlyStopping !== undefined) checkMetric(checked.earlyStopping.metric, has, "earlyStopping");
  model.network.requireRows(smallestBatch(data.size, checked.batchSize));
  return run(model, settingsOf(options, checked), startAugmenter(options, model.seed));
}

/** All that a run goes by, always the same fields in the same order: with any other, an engine would compile `run` anew. */
const settingsOf = (
  { train, test, loss, optimizer, from = START, signal }: TrainOptions,
  checked: Values<typeof fields>,
) => ({
  train,
  test,
  loss,
  optimizer,
  from,
  signal,
  epochs: checked.epochs,
  batchSize: checked.batchSize,
  shuffle: checked.shuffle,
  evaluateTrain: checked.evaluateTrain,
  checkpointEvery: checked.checkpointEvery,
  earlyStopping: checked.earlyStopping,
  clipValue: checked.clipValue,
  clipNorm: checked.clipNorm,
  maxNorm: checked.maxNorm,
});

/** Errors    E_FIELD not what `augmentation` makes, or data that are no images */
function startAugmenter({ augment, train: data }: TrainOptions, seed: number): Augmenter | null {
  if (augment === undefined) return null;
  if (typeof augment === "function") return augment(data, seed);
  throw new ChainruleError("E_FIELD", {
    where: "train.augment",
    expected: "what augmentation(…) makes",
    got: display(augment),
    remedy: 'Write for example augment: augmentation(["shift", "rotate"]).',
  });
}

/** Whether none is infinite or NaN: such numbers times zero are not zero. */
function areFinite(numbers: FloatArray): boolean {
  let zero = 0;
  for (let i = 0; i < numbers.length; i++) zero += 0 * numbers[i];
  return zero === 0;
}

function* run(
  model: Model,
  settings: ReturnType<typeof settingsOf>,
  augmenter: Augmenter | null,
): Generator<TrainEvent, void, undefined> {
  const {
    train: data,
    test,
    optimizer,
    epochs,
    batchSize,
    shuffle,
    evaluateTrain,
    checkpointEvery,
    earlyStopping,
    from,
    signal,
  } = settings;
  const { network } = model;
  const { kernels } = network.backend;
  const { spec, definition: loss } = lossFor(settings.loss, network.outputSize);
  const plateauSpec = plateauIn(optimizer.spec.learningRate as Spec);
  const perEpoch = stepsPerEpoch(data.size, batchSize);
  const steps = epochs * perEpoch;
  const classes = isClassification(data);
  let { step, epoch, stepInEpoch, lossSum, correct, plateau, progress } = from;

  network.reserve(Math.min(batchSize, data.size));
  model.output = loss.output;
  if (data.classes !== undefined) model.classes = data.classes;
  const { learned } = network;
  const copy = () => learned.map(({ data }) => data.slice());
  const putBack = (numbers: readonly FloatArray[]) => {
    for (const [i, { data }] of learned.entries()) data.set(numbers[i]);
  };
  const good = { numbers: copy(), step };
  if (progress === undefined) network.best = undefined;
  const position = (): Position => ({
    ...{ step, epoch, stepInEpoch, lossSum, correct },
    ...(plateau && { plateau }),
    ...(progress && { progress }),
  });
  const isOver = () => earlyStopping !== undefined && (progress?.bad ?? 0) >= earlyStopping.patience;
  const scoreOf = (sum: number, right: number, samples: number): Score =>
    classes ? { loss: sum / samples, accuracy: right / samples } : { loss: sum / samples };

  const diverged = (rows: number): TrainEvent => {
    const divergence = explainDivergence(model, rows, !(data.inputs instanceof Uint8Array), good.step);
    putBack(good.numbers);
    return { type: "run-end", reason: "diverged", step, epoch, divergence };
  };

  yield {
    type: "run-start",
    parameters: parameterCount(network.plan),
    trainSize: data.size,
    testSize: test?.size ?? 0,
    epochs,
    batchSize,
    stepsPerEpoch: perEpoch,
    from,
  };

  while (epoch < epochs && !isOver()) {
    const order = orderOf(data.size, model.seed, epoch, shuffle);
    while (stepInEpoch < perEpoch) {
      if (signal?.aborted) {
        yield { type: "checkpoint", step, position: position() };
        yield { type: "run-end", reason: "stopped", step, epoch };
        return;
      }
      const first = stepInEpoch * batchSize;
      const rows = Math.min(batchSize, data.size - first);
      if (augmenter === null) gatherInputs(kernels, network, data, order, first, rows, true);
      else gatherInputs(kernels, network, augmenter.gather(order, first, rows, epoch), null, 0, rows, true);
      gatherTargets(network, data, order, first, rows, network.outputSize);
      network.forward(rows, true, true);
      const { logits, targets, dlogits, outputSize } = network;
      const right = classes ? countCorrect(logits.data, targets.data, rows, outputSize) : 0;
      const total = loss.weigh?.(spec, targets.data, rows, outputSize) ?? rows;
      const sum = loss.evaluate(kernels, logits, targets, dlogits, rows, outputSize, weightOf(spec, total));
      if (!Number.isFinite(sum)) {
        yield diverged(rows);
        return;
      }
      network.backward(rows, false);
      clipGradients(network, settings);
      const moment = { step, epoch, steps, plateau };
      optimizer.step(model, moment);
      limitWeights(network, settings);

      step += 1;
      stepInEpoch += 1;
      lossSum += total === rows ? sum : meanOf(sum, total) * rows;
      correct += right;
      const learningRate = optimizer.rate(moment);
      yield { type: "step", step, epoch, samples: rows, loss: meanOf(sum, total), learningRate };
      if (checkpointEvery !== undefined && step % checkpointEvery === 0 && stepInEpoch < perEpoch) {
        yield { type: "checkpoint", step, position: position() };
      }
    }

    const summary: { -readonly [K in keyof EpochEvent]: EpochEvent[K] } = {
      type: "epoch",
      epoch: epoch + 1,
      step,
      learningRate: optimizer.rate({ step: step - 1, epoch, steps, plateau }),
      train: scoreOf(lossSum, correct, data.size),
    };
    epoch += 1;
    stepInEpoch = 0;
    lossSum = 0;
    correct = 0;
    if (!areFinite(network.values.data)) {
      yield diverged(0);
      return;
    }
    if (evaluateTrain) yield { type: "eval", split: "train", step, epoch, ...score(model, data, spec) };
    if (test !== undefined) {
      summary.test = score(model, test, spec);
      yield { type: "eval", split: "test", step, epoch, ...summary.test };
    }
    if (plateauSpec !== undefined) plateau = afterEpoch(plateauSpec, plateau, summary);
    if (earlyStopping !== undefined) {
      progress = progressed(earlyStopping, progress, summary, epoch);
      if (earlyStopping.restoreBest && progress.bestEpoch === epoch) network.best = copy();
    }
    yield summary;
    for (const [i, { data }] of learned.entries()) good.numbers[i].set(data);
    good.step = step;
    yield { type: "checkpoint", step, position: position() };
  }
  const { best } = network;
  if (best !== undefined) putBack(best);
  yield {
    type: "run-end",
    reason: "done",
    ...{ step, epoch },
    ...(isOver() && epoch < epochs && { stoppedEarly: true }),
    ...(best && { restoredEpoch: progress!.bestEpoch }),
  };
}
