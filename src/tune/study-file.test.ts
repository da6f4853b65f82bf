import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { studyDifferences } from "./difference.js";
import { checkSpace, withValues } from "./recipe-space.js";
import { parseStudy, studySchema } from "./study-file.js";

const recipe = JSON.parse(readFileSync(new URL("../../recipes/digits.json", import.meta.url), "utf8"));
const file = {
  recipe: "digits",
  space: { "optimizer.learningRate.initial": { kind: "logFloat", low: 0.01, high: 1 } },
  objective: "test.accuracy",
};
const parse = (extra: object = {}) => parseStudy({ ...file, ...extra }, "study.json");

describe("a study file", () => {
  it("has defaults for all but what must be said", () => {
    expect(parse()).toMatchObject({
      objective: [{ metric: "test.accuracy", goal: "maximise" }],
      sampler: { kind: "tpe", startup: 10 },
      pruner: { kind: "none" },
      trials: 100,
      seed: 0,
    });
    expect(parse({ objective: ["test.loss", { metric: "parameters", goal: "maximise" }] }).objective).toEqual(
      [
        { metric: "test.loss", goal: "minimise" },
        { metric: "parameters", goal: "maximise" },
      ],
    );
  });

  it.each<[object, RegExp]>([
    [{ objective: "test.acuracy" }, /Did you mean "test\.accuracy"/],
    [{ objective: [] }, /at least one metric/],
    [{ objective: ["test.loss", "test.loss"] }, /each once/],
    [{ sampler: "tep" }, /Did you mean "tpe"/],
    [{ sampler: { kind: "tpe", gamma: 1 } }, /got "gamma"/],
    [{ pruner: "asha", objective: ["test.loss", "parameters"] }, /no pruner beside several objectives/],
    [{ pruner: "median", objective: "parameters" }, /a metric that training changes/],
    [{ trials: 0 }, /whole number ≥ 1/],
    [{ timeout: 0 }, /> 0/],
    [{ recipe: 5 }, /a recipe's name, file or JSON/],
    [{ recpie: "digits" }, /Did you mean "recipe"/],
  ])("refuses %j", (extra, message) => {
    expect(() => parse(extra)).toThrow(message);
    expect(() => parse(extra)).toThrow(expect.objectContaining({ code: "E_FIELD" }));
  });

  it("is described by the schema that comes with the package", () => {
    const path = new URL("../../recipes/study.schema.json", import.meta.url);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(JSON.parse(JSON.stringify(studySchema())));
  });
});

describe("a space beside its recipe", () => {
  const check = (space: object, base: object = recipe) =>
    checkSpace(base as Record<string, unknown>, parse({ space }).space, "study.json");

  it("may set any value, whole parts before what is in them", () => {
    const values = {
      "optimizer.learningRate": 0.3,
      optimizer: { kind: "momentum", momentum: 0.5 },
      "model.layers.0.units": 7,
      preprocessing: null,
    };
    const set = withValues(recipe, values, "values") as any;
    expect(set.optimizer).toEqual({ kind: "momentum", momentum: 0.5, learningRate: 0.3 });
    expect(set.model.layers[0].units).toBe(7);
    expect(set).not.toHaveProperty("preprocessing");
    expect(values.optimizer).toEqual({ kind: "momentum", momentum: 0.5 });
  });

  it("is checked at its ends, with the conditions met", () => {
    const space = {
      "optimizer.kind": { kind: "choice", options: ["sgd", "momentum"] },
      "optimizer.momentum": { kind: "float", low: 0, high: 0.99, when: { "optimizer.kind": ["momentum"] } },
    };
    expect(() => check(space)).not.toThrow();
    const always = { ...space, "optimizer.momentum": { kind: "float", low: 0, high: 0.99 } };
    expect(() => check(always)).toThrow(/"momentum"/); // sgd has none
  });

  it.each<[object, RegExp]>([
    [{ "optimizer.learningrate": { kind: "float", low: 0.1, high: 1 } }, /learningRate/],
    [{ "optimiser.learningRate": { kind: "float", low: 0.1, high: 1 } }, /Did you mean "optimizer"/],
    [{ "model.layers.9.units": { kind: "int", low: 1, high: 2 } }, /a place from 0 to 3/],
    [{ "optimizer.learningRate": { kind: "float", low: -1, high: 1 } }, /learningRate/],
    [{ "model.layers.0.units": { kind: "float", low: 1, high: 2.5 } }, /units/],
    [{ "model.layers.0.weightInit": { kind: "choice", options: ["he", "hee"] } }, /Did you mean "he"/],
    [{ "a b": { kind: "float", low: 0, high: 1 } }, /a path in a recipe/],
  ])("%j is refused", (space, message) => {
    expect(() => check(space)).toThrow(message);
    expect(() => check(space)).toThrow(expect.objectContaining({ code: "E_FIELD" }));
  });

  it("leaves to a trial what only does not go together", () => {
    const layers = {
      kind: "choice",
      options: [[{ kind: "conv2d", filters: 2, kernel: 5 }], recipe.model.layers],
    };
    expect(() => check({ "model.layers": layers })).not.toThrow();
  });
});

it("lists what is other in a study, but for what may change on the way", () => {
  const terms = (extra: object, base: object = recipe) => ({
    study: parse(extra),
    recipe: base as Record<string, unknown>,
  });
  const space = {
    "optimizer.learningRate.initial": { kind: "logFloat", low: 0.01, high: 2 },
    batchSize: { kind: "int", low: 1, high: 9 },
  };
  expect(studyDifferences(terms({}), terms({ trials: 7, title: "x", timeout: 5 }))).toEqual([]);
  expect(studyDifferences(terms({}), terms({ space, seed: 3 }, { ...recipe, epochs: 2 }))).toEqual([
    "recipe.epochs: 10, now 2",
    "space.optimizer.learningRate.initial.high: 1, now 2",
    'space.batchSize: absent, now {"kind":"int","low":1,"high":9}',
    "seed: 0, now 3",
  ]);
});
