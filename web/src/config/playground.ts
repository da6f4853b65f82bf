// What a person can choose in the Playground, its defaults, and how anything from outside is brought to it.

import { oneOf, whole, within } from "./checked.ts";

export const CLASS_DATA = ["circles", "xor", "gaussians", "spiral", "moons", "blobs", "own"] as const;
export const VALUE_DATA = ["plane", "bumps", "curve"] as const;
export const DATA_KINDS = [...CLASS_DATA, ...VALUE_DATA] as const;
/** The functions of "curve" that have a name; any other is a formula of x. */
export const CURVES = ["sine", "cubic", "bell", "steps"] as const;
/** In place of a function: the points that a person has drawn, y over x. */
export const DRAWN = "drawn";
export const FEATURES = ["x1", "x2", "x1^2", "x2^2", "x1x2", "sinx1", "sinx2"] as const;
export const ACTIVATIONS = [
  "relu",
  "tanh",
  "sigmoid",
  "linear",
  "leakyRelu",
  "elu",
  "gelu",
  "softplus",
] as const;
export const INITIALIZERS = ["xavier", "he", "lecun", "uniform", "normal", "zeros"] as const;
export const OPTIMIZERS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"] as const;
export const LOSSES = ["binaryCrossEntropy", "softmaxCrossEntropy", "meanSquaredError"] as const;
export const REGULARIZATIONS = ["none", "l1", "l2"] as const;
export const LEARNING_RATES = [1e-5, 1e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10] as const;
export const REGULARIZATION_RATES = [0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10] as const;

export type DataKind = (typeof DATA_KINDS)[number];
export type FeatureName = (typeof FEATURES)[number];
export type ActivationName = (typeof ACTIVATIONS)[number];
export type InitializerName = (typeof INITIALIZERS)[number];
export type OptimizerName = (typeof OPTIMIZERS)[number];
export type LossName = (typeof LOSSES)[number];
export type Regularization = (typeof REGULARIZATIONS)[number];

export const MOST_EXPRESSIONS = 3;
export const MOST_CLASSES = 5;
export const MOST_POINTS = 1000;
export const MOST_LAYERS = 8;
export const MOST_UNITS = 32;

/** A hidden layer: so many neurons, perhaps normalised, then the activation, perhaps dropout. */
export interface HiddenLayer {
  readonly units: number;
  readonly activation: ActivationName;
  readonly batchNorm: boolean;
  /** The share of neurons left out of a step. */
  readonly dropout: number;
}

/** A point that someone has drawn or brought: x₁, x₂ and the index of its class. */
export type OwnPoint = readonly [x1: number, x2: number, label: number];

/** A coordinate as an address holds it. */
export const roundPlace = (x: number): number => Math.round(x * 100) / 100;

export interface PlaygroundConfig {
  readonly data: DataKind;
  /** Points, those for testing included. */
  readonly samples: number;
  /** Percent, as each data set takes it. */
  readonly noise: number;
  /** Clouds of "blobs". */
  readonly classes: number;
  /** What "curve" draws: one of CURVES, DRAWN, or a formula of x. */
  readonly curve: string;
  /** The points of "own", or of a curve that is drawn. */
  readonly points: readonly OwnPoint[];
  /** What the points and their division follow from. */
  readonly dataSeed: number;
  /** The percentage of the points that is trained on. */
  readonly trainShare: number;
  readonly features: readonly FeatureName[];
  /** Features as formulas of x1 and x2. */
  readonly expressions: readonly string[];
  readonly layers: readonly HiddenLayer[];
  readonly initializer: InitializerName;
  readonly loss: LossName;
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  readonly regularization: Regularization;
  readonly regularizationRate: number;
  readonly batchSize: number;
  /** What the first weights, the order of the points and dropout follow from. */
  readonly seed: number;
  /** It stops by itself at this epoch, at this training loss, or when the test loss has not fallen for so many epochs;
   *  0 for never. */
  readonly stopEpochs: number;
  readonly stopLoss: number;
  readonly patience: number;
}

export const hidden = (units: number, activation: ActivationName = "tanh"): HiddenLayer => ({
  units,
  activation,
  batchNorm: false,
  dropout: 0,
});

export const DEFAULTS: PlaygroundConfig = {
  data: "circles",
  samples: 500,
  noise: 0,
  classes: 3,
  curve: "sine",
  points: [],
  dataSeed: 1,
  trainShare: 50,
  features: ["x1", "x2"],
  expressions: [],
  layers: [hidden(4), hidden(2)],
  initializer: "xavier",
  loss: "binaryCrossEntropy",
  optimizer: "sgd",
  learningRate: 0.03,
  regularization: "none",
  regularizationRate: 0,
  batchSize: 10,
  seed: 1,
  stopEpochs: 0,
  stopLoss: 0,
  patience: 0,
};

/** Whether the data have values in place of classes. */
export const isRegression = ({ data }: Pick<PlaygroundConfig, "data">): boolean =>
  VALUE_DATA.includes(data as (typeof VALUE_DATA)[number]);

/** Whether the points are those that a person has drawn or brought. */
export const isDrawn = ({ data, curve }: Pick<PlaygroundConfig, "data" | "curve">): boolean =>
  data === "own" || (data === "curve" && curve === DRAWN);

/** How many classes the data have. */
export function classCount({ data, classes, points }: PlaygroundConfig): number {
  if (data === "own") return Math.max(2, ...points.map(([, , label]) => label + 1));
  return data === "blobs" ? classes : 2;
}

/** The plane is shown from −view to view. */
export const viewOf = ({ data, noise }: Pick<PlaygroundConfig, "data" | "noise">): number =>
  data === "moons" ? Math.round(2.5 + noise / 25) : 6;

/** The names of what a network is given of a point, in order. */
export const inputNames = ({ data, features, expressions }: PlaygroundConfig): readonly string[] =>
  data === "curve" ? ["x1"] : [...features, ...expressions];

function parseLayer(value: unknown): HiddenLayer | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { units, activation, batchNorm, dropout } = value as Record<string, unknown>;
  if (whole(units, 1, MOST_UNITS, 0) === 0) return undefined;
  return {
    units: units as number,
    activation: oneOf(activation, ACTIVATIONS, "tanh"),
    batchNorm: batchNorm === true,
    dropout: within(dropout, 0, 0.9, 0),
  };
}

const isPoint = (value: unknown): value is OwnPoint =>
  Array.isArray(value) &&
  value.length === 3 &&
  value.every(Number.isFinite) &&
  Math.abs(value[0]) <= 100 &&
  Math.abs(value[1]) <= 100 &&
  whole(value[2], 0, MOST_CLASSES - 1, -1) >= 0;

/** A config of what came from an address, a file or another page: what is missing or out of range has its default. */
export function parsePlayground(value: unknown): PlaygroundConfig {
  const given = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const features = FEATURES.filter((name) => Array.isArray(given.features) && given.features.includes(name));
  const layers = Array.isArray(given.layers)
    ? given.layers
        .map(parseLayer)
        .filter((layer) => layer !== undefined)
        .slice(0, MOST_LAYERS)
    : DEFAULTS.layers;
  const data = oneOf(given.data, DATA_KINDS, DEFAULTS.data);
  const classes = whole(given.classes, 2, MOST_CLASSES, DEFAULTS.classes);
  const texts = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((text) => typeof text === "string" && text.length <= 200) : [];
  return {
    data,
    classes,
    samples: whole(given.samples, 10, 5000, DEFAULTS.samples),
    curve: texts([given.curve])[0] ?? DEFAULTS.curve,
    points: Array.isArray(given.points) ? given.points.filter(isPoint).slice(0, MOST_POINTS) : [],
    noise: within(given.noise, 0, data === "moons" ? 100 : 50, DEFAULTS.noise),
    dataSeed: whole(given.dataSeed, 0, Number.MAX_SAFE_INTEGER, DEFAULTS.dataSeed),
    trainShare: within(given.trainShare, 10, 90, DEFAULTS.trainShare),
    features: features.length > 0 ? features : DEFAULTS.features,
    expressions: texts(given.expressions).slice(0, MOST_EXPRESSIONS),
    layers,
    initializer: oneOf(given.initializer, INITIALIZERS, DEFAULTS.initializer),
    loss: oneOf(given.loss, LOSSES, DEFAULTS.loss),
    optimizer: oneOf(given.optimizer, OPTIMIZERS, DEFAULTS.optimizer),
    learningRate: within(given.learningRate, 1e-7, 100, DEFAULTS.learningRate),
    regularization: oneOf(given.regularization, REGULARIZATIONS, DEFAULTS.regularization),
    regularizationRate: within(given.regularizationRate, 0, 10, DEFAULTS.regularizationRate),
    batchSize: whole(given.batchSize, 1, 5000, DEFAULTS.batchSize),
    seed: whole(given.seed, 0, Number.MAX_SAFE_INTEGER, DEFAULTS.seed),
    stopEpochs: whole(given.stopEpochs, 0, 1e9, 0),
    stopLoss: within(given.stopLoss, 0, 1e6, 0),
    patience: whole(given.patience, 0, 1e9, 0),
  };
}

/** What may change while the weights and the data stay as they are. */
const LIVE: readonly (keyof PlaygroundConfig)[] = [
  "optimizer",
  "learningRate",
  "regularization",
  "regularizationRate",
  "batchSize",
  "stopEpochs",
  "stopLoss",
  "patience",
];

/** Whether a training under `before` can go on under `after`. */
export const sameWeights = (before: PlaygroundConfig, after: PlaygroundConfig): boolean =>
  (Object.keys(before) as (keyof PlaygroundConfig)[]).every(
    (name) => LIVE.includes(name) || JSON.stringify(before[name]) === JSON.stringify(after[name]),
  );
