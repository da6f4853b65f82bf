import { parseRecipe } from "chainrule";
import { describe, expect, it } from "vitest";
import { DIGITS_DEFAULTS, type DigitsConfig, decodeDigits, encodeDigits, parseDigits } from "./digits.ts";
import { LAYER_KINDS, NEW_LAYERS } from "./digits-layers.ts";
import { DIGITS_PRESETS } from "./digits-presets.ts";
import { digitsRecipe } from "./digits-recipe.ts";

const again = (config: DigitsConfig) => decodeDigits(new URLSearchParams(encodeDigits(config).toString()));

describe("a Digits config", () => {
  it("goes into an address and comes out the same; the defaults take no room", () => {
    expect(encodeDigits(DIGITS_DEFAULTS).toString()).toBe("");
    for (const preset of Object.values(DIGITS_PRESETS)) expect(again(preset)).toEqual(preset);
    const every: DigitsConfig = {
      ...DIGITS_DEFAULTS,
      ...{ data: "mnist", own: true, seed: 7, augment: "all", schedule: "oneCycle" },
      layers: [
        ...LAYER_KINDS.map((kind) => NEW_LAYERS[kind]),
        { ...NEW_LAYERS.conv2d, stride: 2, padding: 1 },
      ],
    };
    expect(again(every)).toEqual(every);
    expect(again({ ...DIGITS_DEFAULTS, layers: [] }).layers).toEqual([]);
  });

  it.each([
    "layers=conv8k99-evil,dense-3,dense5000-relu,<img>,max1e9",
    "batchSize=-1&epochs=1e99&learningRate=NaN&seed=0.5&optimizer=__proto__",
    `layers=${"dense10-relu,".repeat(500)}`,
  ])("brings whatever an address says within bounds: %s", (query) => {
    const config = decodeDigits(new URLSearchParams(query));
    expect(parseDigits(config)).toEqual(config);
    expect(config.layers.length).toBeLessThanOrEqual(24);
    for (const layer of config.layers)
      expect(Object.values(layer).every((v) => v === v && v !== undefined)).toBe(true);
  });

  it.each(Object.entries(DIGITS_PRESETS))("is a recipe that the library takes: %s", (_, preset) => {
    const recipe = parseRecipe(digitsRecipe(preset), "recipe");
    expect(recipe.model.layers.at(-1)).toMatchObject({ kind: "dense", units: 10 });
  });

  it("makes images of the input where a window comes first, and rows of them before dense layers", () => {
    const { model } = digitsRecipe(DIGITS_PRESETS.cnn);
    expect(model.input).toEqual([1, 28, 28]);
    expect(model.layers.map(({ kind }) => kind)).toEqual([
      ...["conv2d", "relu", "maxPool2d", "flatten", "dense", "relu", "dense"],
    ]);
    expect(digitsRecipe(DIGITS_PRESETS.mlp).model.input).toEqual([784]);
  });
});
