/** What the address of a TensorFlow Playground says, in plain names. A field is there only if the address has it, and
 *  has it right. */
export interface AnchorState {
  activation?: "relu" | "tanh" | "sigmoid" | "linear";
  regularization?: "none" | "l1" | "l2";
  regularizationRate?: number;
  learningRate?: number;
  batchSize?: number;
  problem?: "classification" | "regression";
  /** The data of a classification. */
  classificationData?: "circles" | "xor" | "gaussians" | "spiral";
  /** The data of a regression. */
  regressionData?: "plane" | "bumps";
  /** Percent. */
  noise?: number;
  /** Percent of the points. */
  trainShare?: number;
  /** A text there, which may be a number. */
  seed?: string;
  features?: readonly AnchorFeature[];
  /** Neurons of each hidden layer. */
  hiddenLayers?: readonly number[];
  showTestData?: boolean;
  discretize?: boolean;
  initZero?: boolean;
  hideText?: boolean;
  collectStats?: boolean;
  /** Controls that a teacher has hidden, by their names there. */
  hidden?: readonly string[];
}

export type AnchorFeature = "x1" | "x2" | "x1^2" | "x2^2" | "x1x2" | "sinx1" | "sinx2";

/** Where its authors have changed a name, or ours is another. */
const DATA = { circle: "circles", xor: "xor", gauss: "gaussians", spiral: "spiral" } as const;
const REGRESSION_DATA = { "reg-plane": "plane", "reg-gauss": "bumps" } as const;
const ACTIVATIONS = { relu: "relu", tanh: "tanh", sigmoid: "sigmoid", linear: "linear" } as const;
const REGULARIZATIONS = { none: "none", L1: "l1", L2: "l2" } as const;
const PROBLEMS = { classification: "classification", regression: "regression" } as const;

const FEATURES: Readonly<Record<string, AnchorFeature>> = {
  x: "x1",
  y: "x2",
  xSquared: "x1^2",
  ySquared: "x2^2",
  xTimesY: "x1x2",
  sinX: "sinx1",
  sinY: "sinx2",
};
/** The features that are on where the address does not say. */
const FEATURES_ON = new Set(["x", "y"]);

const FLAGS = ["showTestData", "discretize", "initZero", "hideText", "collectStats"] as const;

/** The controls that can be hidden there. */
const HIDEABLE = new Set([
  "playButton",
  "stepButton",
  "resetButton",
  "learningRate",
  "activation",
  "regularization",
  "regularizationRate",
  "problem",
  "dataset",
  "noise",
  "percTrainData",
  "batchSize",
  "numHiddenLayers",
  "showTestData",
  "discretize",
]);

/** No address of its own is longer; what is, is not read. */
const MOST_CHARACTERS = 5_000;
const MOST_LAYERS = 6;
const MOST_NEURONS = 8;
/** No rate of its own lists is larger. */
const LARGEST_RATE = 10;

/** Reads the hash of a TensorFlow Playground's address (`#activation=tanh&batchSize=10&dataset=circle…`), or the whole
 *  address. What is unknown, malformed or out of range is left out, field by field; of a name twice the last counts,
 *  as there.
 *  @returns undefined for an address that says nothing */
export function parseAnchorAddress(address: string): AnchorState | undefined {
  if (address.length > MOST_CHARACTERS) return undefined;
  const values = new Map<string, string>();
  for (const pair of address.slice(address.indexOf("#") + 1).split("&")) {
    const [name, value] = pair.split("=", 2);
    if (value !== undefined) values.set(name, decoded(value));
  }
  const choice = <T extends string>(name: string, known: Readonly<Record<string, T>>): T | undefined => {
    const value = values.get(name);
    return value !== undefined && Object.hasOwn(known, value) ? known[value] : undefined;
  };
  const number = (name: string, min: number, max: number): number | undefined => {
    const text = values.get(name) ?? "";
    const value = Number(text);
    return /^\d/.test(text) && value >= min && value <= max ? value : undefined;
  };
  const state: AnchorState = {
    activation: choice("activation", ACTIVATIONS),
    regularization: choice("regularization", REGULARIZATIONS),
    regularizationRate: number("regularizationRate", 0, LARGEST_RATE),
    learningRate: positive(number("learningRate", 0, LARGEST_RATE)),
    batchSize: whole(number("batchSize", 1, 30)),
    problem: choice("problem", PROBLEMS),
    classificationData: choice("dataset", DATA),
    regressionData: choice("regDataset", REGRESSION_DATA),
    noise: number("noise", 0, 50),
    trainShare: number("percTrainData", 10, 90),
    seed: seedOf(values.get("seed")),
    features: featuresOf(values),
    hiddenLayers: layersOf(values.get("networkShape")),
    hidden: hiddenOf(values),
  };
  for (const name of FLAGS) state[name] = flag(values.get(name));
  const given = Object.entries(state).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const positive = (value: number | undefined) => (value === 0 ? undefined : value);
const whole = (value: number | undefined) => (Number.isInteger(value) ? value : undefined);

const flag = (value: string | undefined): boolean | undefined =>
  value === "true" ? true : value === "false" ? false : undefined;

const seedOf = (value: string | undefined): string | undefined =>
  value !== undefined && /^[\w.-]{1,32}$/.test(value) ? value : undefined;

/** Undefined where the address says nothing of them, or would leave none. */
function featuresOf(values: ReadonlyMap<string, string>): readonly AnchorFeature[] | undefined {
  const names = Object.keys(FEATURES);
  if (names.every((name) => flag(values.get(name)) === undefined)) return undefined;
  const on = names.filter((name) => flag(values.get(name)) ?? FEATURES_ON.has(name));
  return on.length === 0 ? undefined : on.map((name) => FEATURES[name]);
}

/** "4,2" is [4, 2]; nothing at all is a network without hidden layers. */
function layersOf(value: string | undefined): readonly number[] | undefined {
  if (value === undefined) return undefined;
  const layers = value === "" ? [] : value.split(",");
  const right = layers.every(
    (text) => /^\d$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_NEURONS,
  );
  return right && layers.length <= MOST_LAYERS ? layers.map(Number) : undefined;
}

function hiddenOf(values: ReadonlyMap<string, string>): readonly string[] | undefined {
  const names = [...values]
    .filter(([name, value]) => name.endsWith("_hide") && value === "true")
    .map(([name]) => name.slice(0, -"_hide".length))
    .filter((name) => HIDEABLE.has(name));
  return names.length === 0 ? undefined : names;
}
