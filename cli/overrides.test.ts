import { describe, expect, it } from "vitest";
import { applySettings } from "./overrides.js";

const recipe = {
  epochs: 5,
  optimizer: { kind: "sgd", learningRate: 0.1 },
  model: { layers: [{ units: 3 }] },
};

describe("--set", () => {
  it.each([
    ["epochs=7", { ...recipe, epochs: 7 }],
    ["optimizer.learningRate=0.5", { ...recipe, optimizer: { kind: "sgd", learningRate: 0.5 } }],
    ["model.layers.0.units=9", { ...recipe, model: { layers: [{ units: 9 }] } }],
    ["model.layers[0].units=9", { ...recipe, model: { layers: [{ units: 9 }] } }],
    ['model.layers.1={"kind":"relu"}', { ...recipe, model: { layers: [{ units: 3 }, { kind: "relu" }] } }],
    ["model.layers.0.weightInit=he", { ...recipe, model: { layers: [{ units: 3, weightInit: "he" }] } }],
    ["data=moons:n=60,noise=1", { ...recipe, data: "moons:n=60,noise=1" }],
    ["loss.reduction=sum", { ...recipe, loss: { reduction: "sum" } }],
    ["optimizer.learningRate=null", { ...recipe, optimizer: { kind: "sgd" } }],
    ["title=null", recipe],
    ["title=a=b", { ...recipe, title: "a=b" }],
  ])("%s", (setting, wanted) => {
    const before = structuredClone(recipe);
    expect(applySettings(recipe, [setting])).toEqual(wanted);
    expect(recipe).toEqual(before);
  });

  it("makes an object of a bare name, to set a field beside it", () => {
    const bare = { optimizer: { learningRate: "cosine" } };
    expect(applySettings(bare, ["optimizer.learningRate.initial=0.2"])).toEqual({
      optimizer: { learningRate: { kind: "cosine", initial: 0.2 } },
    });
  });

  it("sets in order", () => {
    expect(applySettings(recipe, ["epochs=7", "epochs=8"])).toMatchObject({ epochs: 8 });
  });

  it.each([
    "epochs",
    "=5",
    ".a=1",
    "a..b=1",
    "a b=1",
    "__proto__.x=1",
    "model.layers.5.units=1",
    "model.layers.x=1",
  ])("refuses %j", (setting) => {
    expect(() => applySettings(recipe, [setting])).toThrow(/--set/);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
