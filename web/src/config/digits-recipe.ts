// A Digits config as a recipe: what the worker trains, and what `chainrule train` does from a file.
import type { Recipe, Spec } from "chainrule";
import type { DigitsConfig } from "./digits.ts";
import { layerSpecs, readsImages } from "./digits-layers.ts";

const initOf = ({ initializer }: DigitsConfig): Record<string, unknown> =>
  initializer === "documents"
    ? {
        weightInit: { kind: "normal", mean: -0.1, std: 0.2 },
        biasInit: { kind: "constant", value: 0.1 },
      }
    : { weightInit: initializer };

const rateOf = ({ schedule, learningRate }: DigitsConfig): number | Spec => {
  if (schedule === "cosine") return { kind: "cosine", initial: learningRate };
  return schedule === "oneCycle" ? { kind: "oneCycle", maxLr: learningRate } : learningRate;
};

const AUGMENTS: Record<DigitsConfig["augment"], readonly Spec[]> = {
  none: [],
  shift: [{ kind: "shift", x: 2, y: 2 }],
  all: [
    { kind: "shift", x: 2, y: 2 },
    { kind: "rotate", degrees: 10 },
    { kind: "scale", from: 0.9, to: 1.1 },
    { kind: "shear", degrees: 10 },
    { kind: "elastic", alpha: 20, sigma: 4 },
  ],
};

/** The recipe, without the digits of one's own, which only this browser has. */
export function digitsRecipe(config: DigitsConfig) {
  return {
    data: config.data,
    model: {
      input: readsImages(config.layers) ? [1, 28, 28] : [784],
      layers: layerSpecs(config.layers, initOf(config)),
    },
    loss: "softmaxCrossEntropy",
    optimizer: { kind: config.optimizer, learningRate: rateOf(config) },
    epochs: config.epochs,
    batchSize: config.batchSize,
    augment: AUGMENTS[config.augment],
    seed: config.seed,
    preprocessing: "mnist-digit",
  } satisfies Record<keyof Pick<Recipe, "data" | "model" | "optimizer">, unknown> & Record<string, unknown>;
}
