import {
  augmentation,
  build,
  type EpochEvent,
  type Model,
  optimizerFrom,
  parseRecipe,
  type Recipe,
  type TrainEvent,
  train,
} from "chainrule";
import type { TrainTest } from "chainrule/data";
import { type Chart, chart, type Series } from "./charts.js";
import { type ExperimentEvent, progress } from "./experiment.js";
import type { Label, Text } from "./text.js";

/** A recipe as JSON has it: a data spec, a model, a loss, an optimizer, epochs, a batch size. */
export interface RecipeJson {
  readonly data: string;
  readonly model: { readonly input: readonly number[]; readonly layers: readonly object[] };
  readonly loss: unknown;
  readonly optimizer: unknown;
  readonly epochs: number;
  readonly batchSize: number;
  readonly [field: string]: unknown;
}

/** How one training goes, epoch by epoch. */
export interface Curve {
  readonly epochs: number[];
  readonly loss: number[];
  /** In per cent; empty where there is nothing to get right. */
  readonly trainAccuracy: number[];
  readonly testAccuracy: number[];
  readonly testLoss: number[];
}

export interface Training {
  readonly recipe: Recipe;
  readonly model: Model;
  readonly data: TrainTest;
  readonly curve: Curve;
  /** Set when the loss became NaN or ∞. */
  readonly diverged?: string;
}

interface TrainingOptions {
  readonly seed: number;
  data(spec: string, seed?: number): Promise<TrainTest>;
  /** Changes the model before it is trained. */
  prepare?(model: Model): void | Promise<void>;
  /** Evaluate the training set after every epoch, too, with the weights of that moment. */
  readonly evaluateTrain?: boolean;
}

const STEPS = 200; // at most so many between two yields, so that whoever runs it can turn to other things

/** Trains by a recipe, and yields the share that is done; returns the model with its curves. */
export async function* trainRecipe(
  json: RecipeJson,
  { seed, data: dataOf, prepare, evaluateTrain = false }: TrainingOptions,
): AsyncGenerator<{ readonly done: number; readonly curve: Curve; readonly epoch?: EpochEvent }, Training> {
  const { title: _title, about: _about, ...fields } = json;
  const recipe = parseRecipe({ ...fields, seed }, "recipe");
  const data = await dataOf(recipe.data, seed);
  const model = await build(recipe.model, { seed, batchSize: recipe.batchSize, threads: 1 });
  await prepare?.(model);
  const events: Iterable<TrainEvent> = train(model, {
    ...recipe,
    train: data.train,
    test: data.test,
    optimizer: optimizerFrom(recipe.optimizer),
    augment: recipe.augment.length === 0 ? undefined : augmentation(recipe.augment),
    evaluateTrain,
  });
  const curve: Curve = { epochs: [], loss: [], trainAccuracy: [], testAccuracy: [], testLoss: [] };
  let steps = 1;
  let diverged: string | undefined;
  let trainAccuracy: number | undefined;
  for (const event of events) {
    if (event.type === "run-start") steps = Math.max(1, event.stepsPerEpoch * event.epochs);
    if (event.type === "eval" && event.split === "train") trainAccuracy = event.accuracy;
    if (event.type === "run-end" && event.reason === "diverged") diverged = event.divergence?.where ?? "";
    if (event.type === "step" && event.step % STEPS === 0) yield { done: event.step / steps, curve };
    if (event.type !== "epoch") continue;
    curve.epochs.push(event.epoch);
    curve.loss.push(event.train.loss);
    const accuracy = evaluateTrain ? trainAccuracy : event.train.accuracy;
    if (accuracy !== undefined) curve.trainAccuracy.push(100 * accuracy);
    if (event.test?.accuracy !== undefined) curve.testAccuracy.push(100 * event.test.accuracy);
    if (event.test !== undefined) curve.testLoss.push(event.test.loss);
    yield { done: event.step / steps, curve, epoch: event };
  }
  return { recipe, model, data, curve, diverged };
}

interface FollowOptions extends TrainingOptions {
  /** The part of the whole experiment that this training is. */
  readonly from?: number;
  readonly to?: number;
  readonly note?: Text;
  /** A chart of the training as it goes; drawn anew some fifty times. */
  live?(curve: Curve): Chart;
}

/** Trains by a recipe as one part of an experiment: yields its progress, and returns the trained model. */
export async function* follow(
  recipe: RecipeJson,
  { from = 0, to = 1, note, live, ...options }: FollowOptions,
): AsyncGenerator<ExperimentEvent, Training> {
  const training = trainRecipe(recipe, options);
  let drawn = -1;
  for (;;) {
    const { done, value } = await training.next();
    if (done) return value;
    yield progress(from + (to - from) * value.done, note);
    if (live === undefined || value.epoch === undefined || value.done - drawn < 0.02) continue;
    drawn = value.done;
    yield chart(live(value.curve));
  }
}

/** One line of a chart from a curve; of many epochs some 200, evenly. */
export function seriesOf(
  name: Label,
  { epochs, ...curve }: Curve,
  of: Exclude<keyof Curve, "epochs">,
  dashed?: true,
): Series {
  const every = Math.ceil(epochs.length / 200);
  const kept = (_: unknown, i: number) => i % every === 0 || i === epochs.length - 1;
  return { name, x: epochs.filter(kept), y: curve[of].filter(kept), ...(dashed && { dashed }) };
}

export const last = (values: readonly number[]): number => values[values.length - 1] ?? Number.NaN;
