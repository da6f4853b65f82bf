import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { planModel } from "../model/plan.js";
import { parameterCount } from "../model/summary.js";
import { parseRecipe, recipeSchema } from "./recipe.js";

const recipe = {
  data: "mnist-10k",
  model: {
    input: [784],
    layers: [{ kind: "dense", units: 30 }, { kind: "sigmoid" }, { kind: "dense", units: 10 }],
  },
  loss: "softmaxCrossEntropy",
  optimizer: { kind: "sgd", learningRate: 0.6 },
  epochs: 5,
  batchSize: 20,
};
type Change = (copy: any) => unknown;
const changed = (change: Change) => {
  const copy = structuredClone(recipe);
  change(copy);
  return copy;
};

describe("a recipe", () => {
  it("gets every default", () => {
    const parsed = parseRecipe(recipe, "recipe");
    expect(parsed).toMatchObject({
      shuffle: true,
      augment: [],
      seed: 0,
      loss: { kind: "softmaxCrossEntropy", reduction: "mean" },
      optimizer: { kind: "sgd", learningRate: { kind: "constant", rate: 0.6 } },
    });
    expect(parsed.model.layers[0]).toMatchObject({ bias: true, biasInit: { kind: "zeros" } });
    expect(parameterCount(planModel(parsed.model))).toBe(784 * 30 + 30 + 310);
  });

  it("may ask for what keeps a network from growing wild", () => {
    const parsed = parseRecipe(
      {
        ...recipe,
        ...{ freeze: ["0.*"], clipNorm: 1, clipValue: 0.5, maxNorm: 3, earlyStopping: { patience: 3 } },
        model: { input: [4], layers: [{ kind: "dense", units: 3, l1: 0.1, l2: 0.01 }] },
      },
      "recipe",
    );
    expect(parsed).toMatchObject({ freeze: ["0.*"], clipNorm: 1, clipValue: 0.5, maxNorm: 3 });
    expect(parsed.earlyStopping).toEqual({
      ...{ metric: "test.loss", patience: 3, minDelta: 0, restoreBest: true },
    });
    expect(parsed.model.layers[0]).toMatchObject({ l1: 0.1, l2: 0.01 });
    expect(parseRecipe(JSON.parse(JSON.stringify(parsed)), "recipe")).toEqual(parsed);
  });

  it("may start from layers of another model", () => {
    const start = { from: "runs/base", layers: ["0.*", "3.conv2d"] };
    expect(parseRecipe({ ...recipe, start }, "recipe").start).toEqual(start);
  });

  it("parses to itself", () => {
    const parsed = parseRecipe(recipe, "recipe");
    expect(parseRecipe(JSON.parse(JSON.stringify(parsed)), "recipe")).toEqual(parsed);
  });

  it("may say where its schema is, and what it is about", () => {
    const more = {
      $schema: "./recipe.schema.json",
      title: "Digits",
      about: "A first net.",
      preprocessing: "mnist-digit",
    };
    const parsed = parseRecipe({ ...more, ...recipe }, "recipe");
    expect(parsed).toMatchObject({ title: "Digits", about: "A first net.", preprocessing: "mnist-digit" });
    expect(parsed).not.toHaveProperty("$schema");
  });

  it.each<[string, Change, object]>([
    [
      "a misspelt setting",
      (r) => (r.epoch = 5),
      { where: "r.json", got: '"epoch"', remedy: 'Did you mean "epochs"?' },
    ],
    [
      "a misspelt learning rate",
      (r) => (r.optimizer = { kind: "sgd", leaningRate: 1 }),
      { remedy: 'Did you mean "learningRate"?' },
    ],
    [
      "a learning rate in snake case",
      (r) => (r.optimizer = { kind: "sgd", learning_rate: 1 }),
      { remedy: 'Did you mean "learningRate"?' },
    ],
    [
      "a learning rate left out",
      (r) => (r.optimizer = "sgd"),
      { where: 'r.json.optimizer "sgd".learningRate' },
    ],
    [
      "a negative learning rate",
      (r) => (r.optimizer.learningRate = -1),
      { where: 'r.json.optimizer "sgd".learningRate' },
    ],
    [
      "a negative size",
      (r) => (r.model.layers[0].units = -30),
      { where: 'r.json.model.layers[0] "dense".units', got: "-30" },
    ],
    [
      "a misspelt layer",
      (r) => (r.model.layers[1].kind = "sigmod"),
      { where: "r.json.model.layers[1]", remedy: 'Did you mean "sigmoid"?' },
    ],
    [
      "a misspelt loss",
      (r) => (r.loss = "softmaxCrossEntropi"),
      { where: "r.json.loss", remedy: 'Did you mean "softmaxCrossEntropy"?' },
    ],
    ["a misspelt optimizer", (r) => (r.optimizer.kind = "sdg"), { where: "r.json.optimizer" }],
    ["a penalty below 0", (r) => (r.model.layers[0].l1 = -1), { where: 'r.json.model.layers[0] "dense".l1' }],
    ["a norm of 0", (r) => (r.clipNorm = 0), { where: "r.json.clipNorm" }],
    ["a pattern that is no text", (r) => (r.freeze = [0]), { where: "r.json.freeze[0]" }],
    ["a start from nowhere", (r) => (r.start = { layers: ["0"] }), { where: "r.json.start.from" }],
    [
      "a start without layers",
      (r) => (r.start = { from: "x", layers: [] }),
      { where: "r.json.start.layers" },
    ],
    [
      "a misspelt part of a start",
      (r) => (r.start = { from: "x", layer: ["0"] }),
      { where: "r.json.start", remedy: 'Did you mean "layers"?' },
    ],
    [
      "a metric that is none",
      (r) => (r.earlyStopping = { metric: "loss" }),
      { where: "r.json.earlyStopping.metric" },
    ],
    [
      "a misspelt augmentation",
      (r) => (r.augment = ["rotat"]),
      { where: "r.json.augment[0]", remedy: 'Did you mean "rotate"?' },
    ],
    [
      "a turn beyond the circle",
      (r) => (r.augment = [{ kind: "rotate", degrees: 181 }]),
      { where: 'r.json.augment[0] "rotate".degrees' },
    ],
    ["no data", (r) => delete r.data, { where: "r.json.data", got: "nothing" }],
    ["no epochs", (r) => (r.epochs = 0), { where: "r.json.epochs" }],
    ["half a batch", (r) => (r.batchSize = 0.5), { where: "r.json.batchSize" }],
    ["a text for a number", (r) => (r.seed = "1"), { where: "r.json.seed", got: '"1"' }],
    [
      "a layer that cannot follow",
      (r) => (r.model.input = [1, 28, 28]),
      { code: "E_SHAPE", where: 'layer 0 "dense"', remedy: expect.stringContaining("flatten") },
    ],
    ["a shape with a hole", (r) => (r.model.input = [0]), { code: "E_SHAPE", where: "r.json.model.input" }],
    ["no layers", (r) => (r.model.layers = []), { where: "r.json.model.layers" }],
    [
      "layers that are no list",
      (r) => (r.model.layers = { kind: "dense" }),
      { where: "r.json.model.layers" },
    ],
  ])("is refused for %s", (_name, change, expected) => {
    expect(caught(() => parseRecipe(changed(change), "r.json"))).toMatchObject({
      code: "E_FIELD",
      ...expected,
    });
  });

  it.each([[null], [[]], ["digits"], [undefined]])("is not %j", (value) => {
    expect(caught(() => parseRecipe(value, "r.json"))).toMatchObject({ code: "E_FIELD", where: "r.json" });
  });
});

describe("the schema of recipes", () => {
  const schema: any = recipeSchema();

  it("knows every setting, and which must be there", () => {
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(Object.keys(parseRecipe(recipe, "r"))),
    );
    expect([...schema.required].sort()).toEqual(Object.keys(recipe).sort());
    expect(schema.additionalProperties).toBe(false);
  });

  it("knows every layer, with its fields", () => {
    expect(schema.properties.model.properties.layers.items).toEqual({ $ref: "#/definitions/layer" });
    const { anyOf } = schema.definitions.layer;
    const dense = anyOf.find((option: any) => option.title === "dense");
    expect(dense).toMatchObject({
      required: ["kind", "units"],
      properties: {
        kind: { const: "dense" },
        units: { type: "integer", minimum: 1 },
        bias: { default: true },
      },
    });
    expect(anyOf.at(-1).enum).toContain("sigmoid");
  });

  it("knows layers made of layers, without end", () => {
    const residual = schema.definitions.layer.anyOf.find((option: any) => option.title === "residual");
    expect(residual.properties.layers).toMatchObject({ items: { $ref: "#/definitions/layer" }, minItems: 1 });
  });

  it("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(schema))).toMatchObject({ title: "Chainrule recipe", type: "object" });
  });
});
