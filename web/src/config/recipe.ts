// A Playground config as a recipe: what the worker trains, and what `chainrule train` does from a file.
import type { Recipe, Spec } from "chainrule";
import {
  CURVES,
  classCount,
  type InitializerName,
  inputNames,
  isRegression,
  type PlaygroundConfig,
} from "./playground.ts";

/** How many outputs the network ends in. With one, class 1 is where it is positive. */
export const outputsOf = (config: PlaygroundConfig): number => {
  if (isRegression(config)) return 1;
  const count = classCount(config);
  return count === 2 && config.loss === "binaryCrossEntropy" ? 1 : count;
};

/** The data spec of a set that the library makes. Noise is in percent of what the set takes at most in the Playground.
 *  @param features whether to give what the network sees of a point, or just where it is */
export function dataSpec(config: PlaygroundConfig, features = true): string {
  const { data, samples, noise, classes, curve, dataSeed, trainShare } = config;
  const fields: Record<string, string | number> = { n: samples, seed: dataSeed };
  fields.test = Number((1 - trainShare / 100).toFixed(4));
  fields.noise = Number(((noise / 100) * (data === "blobs" ? 4 : 1)).toFixed(4));
  if (data === "blobs") fields.classes = classes;
  if (data === "curve") fields.f = curve;
  else if (features && config.expressions.length === 0 && config.features.join() !== "x1,x2")
    fields.features = config.features.join("+");
  return `${data}:${Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(",")}`;
}

/** Whether the command line can train the same: not on points or by formulas that only the page knows. */
export const isPortable = ({ data, curve, expressions }: PlaygroundConfig): boolean =>
  data !== "own" &&
  (data === "curve" ? CURVES.includes(curve as (typeof CURVES)[number]) : expressions.length === 0);

/** As the forerunner begins, where "uniform" is chosen. */
const INITIALIZER: Partial<Record<InitializerName, Record<string, Spec>>> = {
  uniform: {
    weightInit: { kind: "uniform", min: -0.5, max: 0.5 },
    biasInit: { kind: "constant", value: 0.1 },
  },
};

const penalties = ({ regularization, regularizationRate }: PlaygroundConfig): Record<string, number> =>
  regularization === "none" || regularizationRate === 0 ? {} : { [regularization]: regularizationRate };

/** The layers, and for each hidden one the index of the layer whose output is what its neurons say. */
export function networkLayers(config: PlaygroundConfig): { layers: Spec[]; visible: number[] } {
  const { initializer } = config;
  const common = { ...(INITIALIZER[initializer] ?? { weightInit: initializer }), ...penalties(config) };
  const layers: Spec[] = [];
  const visible: number[] = [];
  for (const { units, activation, batchNorm, dropout } of config.layers) {
    layers.push({ kind: "dense", units, ...common });
    if (batchNorm) layers.push({ kind: "batchNorm" });
    layers.push({ kind: activation });
    visible.push(layers.length - 1);
    if (dropout > 0) layers.push({ kind: "dropout", rate: dropout });
  }
  layers.push({ kind: "dense", units: outputsOf(config), ...common });
  visible.push(layers.length - 1);
  return { layers, visible };
}

/** The recipe of a config; `epochs` is for the command line, as the page goes on until it is stopped. */
export function toRecipe(config: PlaygroundConfig, epochs: number): Partial<Recipe> {
  return {
    data: dataSpec(config),
    model: { input: [inputNames(config).length], layers: networkLayers(config).layers },
    loss: { kind: isRegression(config) ? "meanSquaredError" : config.loss },
    optimizer: { kind: config.optimizer, learningRate: config.learningRate },
    epochs,
    batchSize: config.batchSize,
    seed: config.seed,
  };
}
