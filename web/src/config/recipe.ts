// A Playground config as a recipe: what the worker trains, and what `chainrule train` does from a file.
import type { Recipe, Spec } from "chainrule";
import type { PlaygroundConfig } from "./playground.ts";

/** How many outputs the network ends in. With one, class 1 is where it is positive. */
export const outputsOf = ({ data, classes, loss }: PlaygroundConfig): number => {
  const count = data === "blobs" ? classes : 2;
  return count === 2 && loss === "binaryCrossEntropy" ? 1 : count;
};

/** The data spec. Noise is in percent of what the set takes at most in the Playground. */
export function dataSpec({ data, samples, noise, classes, dataSeed, trainShare }: PlaygroundConfig): string {
  const fields: Record<string, string | number> = { n: samples, seed: dataSeed, test: 1 - trainShare / 100 };
  fields.noise = Number((noise / 100).toFixed(4)) * (data === "blobs" ? 4 : 1);
  if (data === "blobs") fields.classes = classes;
  return `${data}:${Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(",")}`;
}

const penalties = ({ regularization, regularizationRate }: PlaygroundConfig): Record<string, number> =>
  regularization === "none" || regularizationRate === 0 ? {} : { [regularization]: regularizationRate };

/** The layers, and for each hidden one the index of the layer whose output is what its neurons say. */
export function networkLayers(config: PlaygroundConfig): { layers: Spec[]; visible: number[] } {
  const common = { weightInit: config.initializer, ...penalties(config) };
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
    model: { input: [config.features.length], layers: networkLayers(config).layers },
    loss: { kind: config.loss },
    optimizer: { kind: config.optimizer, learningRate: config.learningRate },
    epochs,
    batchSize: config.batchSize,
    seed: config.seed,
  };
}
