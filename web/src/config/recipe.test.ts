import { parseRecipe, planModel } from "chainrule";
import { builtInData } from "chainrule/data";
import { describe, expect, it } from "vitest";
import { parseAnchorAddress } from "../pages/playground/import-anchor.ts";
import { fromAnchor } from "./from-anchor.ts";
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
import { dataSpec, isPortable, networkLayers, outputsOf, toRecipe } from "./recipe.ts";

const configs: PlaygroundConfig[] = [
  ...DATA_KINDS.filter((data) => data !== "own").map((data) => ({ ...DEFAULTS, data, noise: 25 })),
  ...ACTIVATIONS.map((activation) => ({ ...DEFAULTS, layers: [hidden(3, activation)] })),
  ...INITIALIZERS.map((initializer) => ({ ...DEFAULTS, initializer })),
  ...OPTIMIZERS.map((optimizer) => ({ ...DEFAULTS, optimizer })),
  ...LOSSES.map((loss) => ({ ...DEFAULTS, data: "blobs" as const, classes: 5, loss })),
  {
    ...DEFAULTS,
    features: ["x1", "x2", "x1^2", "sinx2"],
    regularization: "l2",
    regularizationRate: 0.1,
    layers: [{ ...hidden(32), batchNorm: true, dropout: 0.5 }],
  },
];

it.each(configs)("a recipe that the library takes, with data that fit: $data $loss $optimizer", (config) => {
  const recipe = parseRecipe(toRecipe(config, 10), "recipe");
  const { train, test } = builtInData(recipe.data);
  expect(train.shape).toEqual(recipe.model.input);
  expect(train.size + test!.size).toBe(config.samples);
  expect(planModel(recipe.model).output).toEqual([outputsOf(config)]);
});

it("says which layers' outputs are neurons", () => {
  const layers = [{ ...hidden(3), batchNorm: true, dropout: 0.5 }, hidden(2)];
  const { layers: specs, visible } = networkLayers({ ...DEFAULTS, layers });
  expect(visible.map((index) => specs[index].kind)).toEqual(["tanh", "tanh", "dense"]);
});

describe("the command line", () => {
  it("can train what is made by a spec, and nothing else", () => {
    expect(isPortable(DEFAULTS)).toBe(true);
    expect(isPortable({ ...DEFAULTS, data: "own" })).toBe(false);
    expect(isPortable({ ...DEFAULTS, data: "curve" })).toBe(true);
    expect(isPortable({ ...DEFAULTS, data: "curve", curve: "x^2" })).toBe(false);
    expect(isPortable({ ...DEFAULTS, expressions: ["x1"] })).toBe(false);
  });

  it("names features only where they are not the usual ones", () => {
    expect(dataSpec(DEFAULTS)).toBe("circles:n=500,seed=1,test=0.5,noise=0");
    expect(dataSpec({ ...DEFAULTS, features: ["x1^2", "x2^2"] })).toMatch(/,features=x1\^2\+x2\^2$/);
  });
});

it("takes over an address of the forerunner", () => {
  const config = fromAnchor(
    parseAnchorAddress(
      "#activation=relu&regularization=L2&batchSize=20&dataset=spiral&learningRate=0.1&regularizationRate=0.003" +
        "&noise=15&networkShape=5,3&seed=0.4&percTrainData=70&x=false&y=true&sinX=true&problem=classification",
    )!,
  );
  expect(config).toMatchObject({
    ...{ data: "spiral", noise: 15, trainShare: 70, batchSize: 20, learningRate: 0.1, samples: 500 },
    ...{ regularization: "l2", regularizationRate: 0.003, features: ["x2", "sinx1"] },
    layers: [hidden(5, "relu"), hidden(3, "relu")],
  });
  expect(fromAnchor({ problem: "regression", regressionData: "bumps" })).toMatchObject({
    data: "bumps",
    samples: 1200,
    layers: [hidden(4), hidden(2)],
  });
});
