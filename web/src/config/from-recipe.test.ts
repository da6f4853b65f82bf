import { readFileSync } from "node:fs";
import { parseRecipe } from "chainrule";
import { describe, expect, it } from "vitest";
import {
  DIGITS_AUGMENTS,
  DIGITS_DEFAULTS,
  DIGITS_INITIALIZERS,
  DIGITS_SCHEDULES,
  type DigitsConfig,
} from "./digits.ts";
import { digitsRecipe } from "./digits-recipe.ts";
import { digitsOf, playgroundOf } from "./from-recipe.ts";
import {
  ACTIVATIONS,
  DATA_KINDS,
  DEFAULTS,
  hidden,
  INITIALIZERS,
  LOSSES,
  OPTIMIZERS,
  type PlaygroundConfig,
} from "./playground.ts";
import { toRecipe } from "./recipe.ts";

const recipeOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../recipes/${name}.json`, import.meta.url), "utf8"));

/** As a run has it: with every default filled in. */
const full = (recipe: object) => JSON.parse(JSON.stringify(parseRecipe(recipe, "recipe")));

describe("a recipe of the Playground", () => {
  const configs: PlaygroundConfig[] = [
    ...DATA_KINDS.filter((data) => data !== "own").map((data) => ({
      ...DEFAULTS,
      data,
      noise: 25,
      trainShare: 70,
    })),
    ...ACTIVATIONS.map((activation) => ({ ...DEFAULTS, layers: [hidden(3, activation), hidden(2, "relu")] })),
    ...INITIALIZERS.map((initializer) => ({ ...DEFAULTS, initializer })),
    ...OPTIMIZERS.map((optimizer) => ({ ...DEFAULTS, optimizer, learningRate: 0.1 })),
    ...LOSSES.map((loss) => ({ ...DEFAULTS, data: "blobs" as const, classes: 5, loss, noise: 35 })),
    { ...DEFAULTS, layers: [], dataSeed: 7, seed: 3, samples: 200, batchSize: 30, noise: 15 },
    {
      ...DEFAULTS,
      features: ["x1", "x2", "x1^2", "sinx2"],
      regularization: "l2",
      regularizationRate: 0.1,
      layers: [{ ...hidden(32), batchNorm: true, dropout: 0.5 }, hidden(4)],
    },
  ];
  it.each(configs)("is its config again: $data $loss $optimizer $initializer", (config) => {
    const found = playgroundOf(full(toRecipe(config, 10)))!;
    expect(toRecipe(found, 10)).toEqual(toRecipe(config, 10));
    expect(found.stopEpochs).toBe(10);
  });

  it("is none where the page cannot be set so", () => {
    const base = full(toRecipe(DEFAULTS, 10));
    expect(playgroundOf(base)).toBeDefined();
    const others: object[] = [
      { data: "iris" },
      { data: "circles:n=500,seed=1,test=0.5,noise=0,classes=2" },
      { batchSize: 5001 },
      { shuffle: false },
      { freeze: ["0.*"] },
      { optimizer: { kind: "sgd", learningRate: { kind: "cosine", initial: 0.1 } } },
      { optimizer: { kind: "adam", learningRate: 0.1, beta1: 0.8 } },
      { model: { input: [2], layers: [{ kind: "tanh" }] } },
      {
        model: {
          input: [2],
          layers: [{ kind: "dense", units: 33 }, { kind: "tanh" }, { kind: "dense", units: 1 }],
        },
      },
      {
        model: {
          input: [2],
          layers: [
            { kind: "dense", units: 3, bias: false },
            { kind: "dense", units: 1 },
          ],
        },
      },
    ];
    for (const other of others)
      expect([other, playgroundOf({ ...base, ...other })]).toEqual([other, undefined]);
    expect(playgroundOf({})).toBeUndefined();
  });
});

describe("a recipe of the Digits page", () => {
  const configs: DigitsConfig[] = [
    ...DIGITS_SCHEDULES.map((schedule) => ({ ...DIGITS_DEFAULTS, schedule, learningRate: 0.1 })),
    ...DIGITS_AUGMENTS.map((augment) => ({ ...DIGITS_DEFAULTS, augment })),
    ...DIGITS_INITIALIZERS.map((initializer) => ({ ...DIGITS_DEFAULTS, initializer })),
    ...OPTIMIZERS.map((optimizer) => ({ ...DIGITS_DEFAULTS, optimizer, data: "mnist" as const })),
    {
      ...DIGITS_DEFAULTS,
      layers: [
        { kind: "conv2d", filters: 8, kernel: 5, stride: 2, padding: 1, activation: "relu" },
        { kind: "batchNorm" },
        { kind: "activation", activation: "tanh" },
        { kind: "maxPool2d", size: 2 },
        { kind: "avgPool2d", size: 2 },
        { kind: "dense", units: 40, activation: "linear" },
        { kind: "dropout", rate: 0.3 },
        { kind: "dense", units: 20, activation: "gelu" },
      ],
    },
  ];
  it.each(configs)("is its config again: $data $schedule $augment $initializer $optimizer", (config) => {
    expect(digitsOf(full(digitsRecipe(config)))).toEqual(config);
  });

  it("may come with the package, and is none where the page cannot be set so", () => {
    expect(digitsOf(recipeOf("digits"))).toMatchObject({ batchSize: 10, schedule: "cosine", seed: 0 });
    for (const name of ["mnist-mlp-best", "iris-sigmoid-20-20", "moons-tanh"])
      expect([name, digitsOf(recipeOf(name))]).toEqual([name, undefined]);
    expect(playgroundOf(recipeOf("digits"))).toBeUndefined();
  });
});
