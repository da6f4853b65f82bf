import { build, ChainruleError, load } from "chainrule";
import { mnistDataset } from "chainrule/data";
import { encodeSafetensors } from "chainrule/format";
import { beforeAll, expect, it } from "vitest";
import { checkSettings, whole } from "../../../experiments/lib/settings.js";
import { requireDigitsModel } from "../worker/digits-model.ts";
import { expectedZh, foundZh, phraseOf, placesZh, remediesZh } from "./faults-zh.ts";

let iris: Uint8Array;
beforeAll(async () => {
  iris = (await build({ input: [4], layers: [{ kind: "dense", units: 3 }] })).save();
});

const image = (...layers: object[]) =>
  build({ input: [1, 28, 28], layers: layers as { kind: string }[] }, { batchSize: 1 });
const idx = (...bytes: number[]) => Uint8Array.from(bytes);

/** What people come upon in the pages, from the library itself. */
const cases: Record<string, () => unknown> = {
  "a file cut short": () => load(iris.subarray(0, 200), { where: "iris.safetensors" }),
  "no model at all": () => load(new TextEncoder().encode("<!doctype html> nothing"), { where: "page.html" }),
  "a file that is not ours": () => load(encodeSafetensors({ tensors: [], metadata: {} }), { where: "x" }),
  "a model for something else": async () => requireDigitsModel(await load(iris), "iris.safetensors"),
  "a window too large": () =>
    image({ kind: "maxPool2d", size: 4 }, { kind: "conv2d", filters: 8, kernel: 11 }),
  "a layer that needs an image": () => image({ kind: "flatten" }, { kind: "maxPool2d", size: 2 }),
  "a layer that needs a row": () => image({ kind: "dense", units: 10 }),
  "an unknown layer": () => image({ kind: "densse", units: 10 }),
  "digits that are none": () => mnistDataset(idx(1, 2, 3, 4), idx(1), "mnist train"),
  "digits packed": () => mnistDataset(idx(0x1f, 0x8b, 8, 0), idx(1), "mnist train"),
  "digits cut short": () => mnistDataset(idx(0, 0, 8, 1, 0, 0, 0, 9, 1), idx(1), "mnist t10k"),
  "a setting out of range": () =>
    checkSettings({ hidden: whole({ en: "hidden", zh: "" }, 4, 1, 50) }, { hidden: 99 }, "spiral"),
  "an unknown setting": () =>
    checkSettings({ hidden: whole({ en: "hidden", zh: "" }, 4, 1, 50) }, { hiden: 9 }, "spiral"),
  "a single sample to normalise": async () => {
    const model = await build({ input: [2], layers: [{ kind: "batchNorm" }, { kind: "dense", units: 1 }] });
    model.loss([1, 2], [1], { kind: "meanSquaredError" });
  },
};

it.each(Object.keys(cases))("are told in Chinese, with their numbers: %s", async (name) => {
  const error = await (async () => cases[name]())().then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(ChainruleError);
  const { where, expected, got, remedy } = error as ChainruleError;
  for (const [part, phrases] of [
    [expected, expectedZh],
    [remedy, remediesZh],
  ] as const) {
    const chinese = phraseOf(part, phrases);
    expect(chinese, part).toMatch(/\p{Script=Han}/u);
    const numbers = (text: string) => (text.match(/\d+/g) ?? []).sort();
    expect(numbers(chinese!), part).toEqual(numbers(part));
  }
  // of places and of what came, only sentences are put into Chinese
  for (const [part, phrases] of [
    [where, placesZh],
    [got, foundZh],
  ] as const)
    expect(phraseOf(part, phrases) ?? part).not.toMatch(/\b(of|the|no|in|is|and) /);
});

it("have no phrase where none fits the whole", () => {
  expect(phraseOf("a whole novel", expectedZh)).toBeUndefined();
  expect(phraseOf("Did you mean it?", remediesZh)).toBeUndefined();
});
