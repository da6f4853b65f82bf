import { describe, expect, it } from "vitest";
import { caught, caughtLater } from "../../test/support/errors.js";
import { softmaxCrossEntropy } from "../losses/index.js";
import { build } from "../model/build.js";
import { load } from "../model/load.js";
import { weightsDigest } from "../model/model-file.js";
import { fullSpec, planModel } from "../model/plan.js";
import { parameterCount, summarise } from "../model/summary.js";
import { sgd } from "../optimizers/index.js";
import { parseRecipe } from "../train/recipe.js";
import { batchNorm, dense, dropout, flatten, residual, sigmoid, tanh } from "./index.js";

const spec = {
  input: [3],
  layers: [
    dense(4),
    residual([dense(6), batchNorm(), "tanh", residual([dropout(0.5), dense(6)]), dense(4)]),
    dense(2),
  ],
};
const x = Float32Array.from({ length: 12 }, (_, i) => Math.cos(i));

describe("a residual block", () => {
  it("names its layers after their place in it", async () => {
    const model = await build(spec);
    expect(model.parameters.map(({ name }) => name)).toEqual([
      "0.dense.W",
      "0.dense.b",
      "1.residual.0.dense.W",
      "1.residual.0.dense.b",
      "1.residual.1.batchNorm.gamma",
      "1.residual.1.batchNorm.beta",
      "1.residual.3.residual.1.dense.W",
      "1.residual.3.residual.1.dense.b",
      "1.residual.4.dense.W",
      "1.residual.4.dense.b",
      "2.dense.W",
      "2.dense.b",
    ]);
    expect(model.buffers.map(({ name }) => name)).toEqual([
      "1.residual.1.batchNorm.runningMean",
      "1.residual.1.batchNorm.runningVariance",
    ]);
    expect(model.network.streams).toHaveLength(1);
  });

  it("counts what it is made of", () => {
    const [, block] = summarise(planModel(spec));
    expect(block).toEqual({
      index: 1,
      kind: "residual",
      output: [4],
      parameters: 30 + 12 + 42 + 28,
      weightBytes: 4 * (112 + 2 * 6),
      activationBytes: 4 * (6 + 6 + 6 + (6 + 6 + 6) + 4 + 4),
      multiplyAdds: 24 + 6 + 36 + 24,
    });
    expect(parameterCount(planModel(spec))).toBe(16 + 112 + 10);
  });

  it("adds what its layers make of x to x", async () => {
    const layers = [dense(5), sigmoid(), dense(3)];
    const plain = await build({ input: [3], layers }, { seed: 3 });
    const block = await build({ input: [3], layers: [residual(layers)] }, { seed: 3 });
    const fx = plain.forward(x);
    block.forward(x).forEach((y, i) => void expect(y).toBeCloseTo(x[i] + fx[i], 6));
    const dfx = plain.backward(x);
    block.backward(x).forEach((dx, i) => void expect(dx).toBeCloseTo(x[i] + dfx[i], 6));
  });

  it("has every default filled in, all the way down", () => {
    const full = fullSpec(planModel(spec));
    expect(full.layers[1]).toMatchObject({
      layers: [
        { kind: "dense", bias: true },
        { kind: "batchNorm", momentum: 0.1 },
        { kind: "tanh" },
        { kind: "residual", layers: [{ kind: "dropout" }, { kind: "dense", bias: true }] },
        {},
      ],
    });
    expect(fullSpec(planModel(JSON.parse(JSON.stringify(full))))).toEqual(full);
  });

  it("trains, and comes back from its file to the bit", async () => {
    const model = await build(spec, { seed: 1 });
    const optimizer = sgd({ learningRate: 0.2 });
    const losses = Array.from({ length: 60 }, () => {
      const loss = model.loss(x, [0, 1, 0, 1], softmaxCrossEntropy());
      model.backward();
      optimizer.step(model);
      return loss;
    });
    expect(losses.at(-1)).toBeLessThan(losses[0] / 2);
    const again = await load(model.save());
    expect(await weightsDigest(again)).toBe(await weightsDigest(model));
    expect(again.predict(x)).toEqual(model.predict(x));
  });

  it("is part of a recipe", () => {
    const recipe = {
      data: "iris",
      model: { input: [4], layers: [residual([tanh()]), dense(3)] },
      loss: "softmaxCrossEntropy",
      optimizer: { kind: "sgd", learningRate: 0.1 },
      epochs: 1,
      batchSize: 4,
    };
    expect(parseRecipe(recipe, "recipe").model.layers[0]).toEqual({
      kind: "residual",
      layers: [{ kind: "tanh" }],
    });
  });
});

describe("a residual block is refused", () => {
  it.each<[string, unknown, object]>([
    [
      "for a layer in it that cannot take its input",
      residual([tanh(), dense(6)]),
      { code: "E_SHAPE", where: 'layer 0.residual.1 "dense"', got: "[2, 3]" },
    ],
    [
      "when its layers change the shape",
      residual([flatten()]),
      {
        code: "E_SHAPE",
        where: 'layer 0 "residual"',
        expected: expect.stringContaining("[2, 3]"),
        got: "[6]",
      },
    ],
    [
      "within another one",
      residual([tanh(), residual([flatten()])]),
      { code: "E_SHAPE", where: 'layer 0.residual.1 "residual"', got: "[6]" },
    ],
    [
      "without layers",
      residual([]),
      { code: "E_FIELD", where: 'model.layers[0] "residual".layers', got: "[]" },
    ],
    ["with layers that are no list", { kind: "residual", layers: "tanh" }, { code: "E_FIELD" }],
    [
      "with a misspelt layer",
      residual([tanh(), "sigmod"]),
      {
        code: "E_FIELD",
        where: 'model.layers[0] "residual".layers[1]',
        remedy: 'Did you mean "sigmoid"?',
      },
    ],
    [
      "with a wrong field",
      residual([{ kind: "dense", units: 0 }]),
      { code: "E_FIELD", where: 'model.layers[0] "residual".layers[0] "dense".units' },
    ],
  ])("%s", async (_name, layer, expected) => {
    expect(await caughtLater(build({ input: [2, 3], layers: [layer as any] }))).toMatchObject(expected);
  });

  it("and a training batch too small for a layer within it", async () => {
    const model = await build(spec);
    const error = caught(() => model.loss(x.slice(0, 3), [0], softmaxCrossEntropy()));
    expect(error).toMatchObject({ code: "E_SHAPE", where: 'layer 1.residual.1 "batchNorm"' });
  });
});
