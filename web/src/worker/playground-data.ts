// The points of a Playground config, divided into those that are trained on and those that are kept back.
import { type Dataset, parseDataSpec, split, syntheticRegistry } from "chainrule/data";
import type { PlaygroundConfig } from "../config/playground.ts";
import { dataSpec } from "../config/recipe.ts";
import { featuresOf } from "./features.ts";

export interface PlaygroundData {
  /** What the network sees. */
  readonly train: Dataset;
  readonly test: Dataset;
  /** Where the points are. */
  readonly trainPoints: Float32Array;
  readonly testPoints: Float32Array;
}

export function loadPlayground(config: PlaygroundConfig): PlaygroundData {
  const { name, values } = parseDataSpec(dataSpec(config));
  const { test: share, ...fields } = values;
  const all = syntheticRegistry
    .get(name, "data")
    .generate(syntheticRegistry.parse({ kind: name, ...fields }, "data") as never);
  const { train, test } = split(all, { test: share as number, seed: config.dataSeed });
  const withFeatures = (data: Dataset): Dataset => ({
    ...data,
    shape: [config.features.length],
    inputs: featuresOf(data.inputs as Float32Array, config.features),
  });
  return {
    train: withFeatures(train),
    test: withFeatures(test),
    trainPoints: train.inputs as Float32Array,
    testPoints: test.inputs as Float32Array,
  };
}
