// What a person can choose on the Digits page, its defaults, and how anything from outside is brought to it.
import { oneOf, whole, within } from "./checked.ts";
import {
  type DigitsLayer,
  MOST_DIGITS_LAYERS,
  parseDigitsLayer,
  readDigitsLayer,
  showDigitsLayer,
} from "./digits-layers.ts";
import { OPTIMIZERS, type OptimizerName } from "./playground.ts";

/** The 10,000 digits that come with the page, or all 70,000, which `chainrule open` has. */
export const DIGITS_DATA = ["mnist-10k", "mnist"] as const;
/** "documents" is the normal distribution of the documents: mean −0.1, deviation 0.2, and biases of 0.1. */
export const DIGITS_INITIALIZERS = ["he", "xavier", "lecun", "documents"] as const;
/** The learning rate stays, falls to nothing in half a cosine wave, or rises first. */
export const DIGITS_SCHEDULES = ["constant", "cosine", "oneCycle"] as const;
/** Training digits as they are; moved by a pixel or two; also turned, slanted and bent. */
export const DIGITS_AUGMENTS = ["none", "shift", "all"] as const;

export interface DigitsConfig {
  readonly data: (typeof DIGITS_DATA)[number];
  /** Whether the digits that a person has kept are trained with, too. */
  readonly own: boolean;
  readonly layers: readonly DigitsLayer[];
  readonly initializer: (typeof DIGITS_INITIALIZERS)[number];
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  readonly schedule: (typeof DIGITS_SCHEDULES)[number];
  readonly augment: (typeof DIGITS_AUGMENTS)[number];
  readonly batchSize: number;
  readonly epochs: number;
  /** What the first weights, the order of the digits, dropout and augmentation follow from. */
  readonly seed: number;
}

export const DIGITS_DEFAULTS: DigitsConfig = {
  data: "mnist-10k",
  own: false,
  layers: [{ kind: "dense", units: 128, activation: "relu" }],
  initializer: "he",
  optimizer: "adam",
  learningRate: 0.002,
  schedule: "cosine",
  augment: "none",
  batchSize: 64,
  epochs: 10,
  seed: 1,
};

/** What may change while a training goes on with the same weights. */
const BEFORE_TRAINING: readonly (keyof DigitsConfig)[] = ["layers", "initializer", "seed"];

/** Whether a training under `before` can go on under `after`. */
export const sameDigitsWeights = (before: DigitsConfig, after: DigitsConfig): boolean =>
  BEFORE_TRAINING.every((name) => JSON.stringify(before[name]) === JSON.stringify(after[name]));

/** A config of what came from an address or from storage: what is missing or out of range has its default. */
export function parseDigits(value: unknown): DigitsConfig {
  const given = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const usual = DIGITS_DEFAULTS;
  return {
    data: oneOf(given.data, DIGITS_DATA, usual.data),
    own: given.own === true,
    layers: Array.isArray(given.layers)
      ? given.layers
          .map(parseDigitsLayer)
          .filter((layer) => layer !== undefined)
          .slice(0, MOST_DIGITS_LAYERS)
      : usual.layers,
    initializer: oneOf(given.initializer, DIGITS_INITIALIZERS, usual.initializer),
    optimizer: oneOf(given.optimizer, OPTIMIZERS, usual.optimizer),
    learningRate: within(given.learningRate, 1e-6, 10, usual.learningRate),
    schedule: oneOf(given.schedule, DIGITS_SCHEDULES, usual.schedule),
    augment: oneOf(given.augment, DIGITS_AUGMENTS, usual.augment),
    batchSize: whole(given.batchSize, 1, 4096, usual.batchSize),
    epochs: whole(given.epochs, 1, 1000, usual.epochs),
    seed: whole(given.seed, 0, Number.MAX_SAFE_INTEGER, usual.seed),
  };
}

const show = (name: keyof DigitsConfig, config: DigitsConfig): string =>
  name === "layers" ? config.layers.map(showDigitsLayer).join(",") : String(config[name]);

/** The query of an address, without its question mark: only what differs from the defaults. */
export function encodeDigits(config: DigitsConfig): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of Object.keys(DIGITS_DEFAULTS) as (keyof DigitsConfig)[]) {
    const text = show(name, config);
    if (text !== show(name, DIGITS_DEFAULTS)) query.set(name, text);
  }
  return query;
}

/** The config of such a query. What it does not say, or says wrongly, has its default. */
export function decodeDigits(query: URLSearchParams): DigitsConfig {
  const given: Record<string, unknown> = {};
  for (const [name, usual] of Object.entries(DIGITS_DEFAULTS)) {
    const text = query.get(name);
    if (text === null) continue;
    if (name === "layers") given.layers = text === "" ? [] : text.split(",").map(readDigitsLayer);
    else if (typeof usual === "boolean") given[name] = text === "true";
    else given[name] = typeof usual === "number" ? Number(text) : text;
  }
  return parseDigits(given);
}
