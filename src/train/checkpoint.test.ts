import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { encodeSafetensors, parseSafetensors } from "../format/safetensors.js";
import { dense, tanh } from "../layers/index.js";
import { build } from "../model/build.js";
import { load } from "../model/load.js";
import { weightsDigest } from "../model/model-file.js";
import { optimizerFrom, sgd } from "../optimizers/index.js";
import { encodeCheckpoint, restoreCheckpoint } from "./checkpoint.js";

const spec = { input: [2], layers: [dense(3), tanh(), dense(2)] };
const position = { step: 12, epoch: 2, stepInEpoch: 2, lossSum: 0.1 + 0.2, correct: 7 };
const make = (options: object = {}) => build(spec, { seed: 1, ...options });
const optimizer = () => sgd({ learningRate: 0.3 });

async function checkpoint() {
  const model = await make();
  model.classes = ["a", "b"];
  const own = optimizer();
  own.step(model);
  own.step(model);
  return { model, bytes: encodeCheckpoint(model, own, position) };
}

/** A checkpoint with something else in its metadata or tensors. */
async function changed(change: (file: { tensors: any[]; metadata: Record<string, string> }) => void) {
  const { metadata, tensors } = parseSafetensors((await checkpoint()).bytes, "x");
  const file = {
    metadata: { ...metadata },
    tensors: [...tensors].map(([name, { shape, data }]) => ({ name, shape, data })),
  };
  change(file);
  return encodeSafetensors(file as any);
}

describe("a checkpoint", () => {
  it("gives back the weights, the steps and the place, to the bit", async () => {
    const { model, bytes } = await checkpoint();
    const other = await make();
    for (const { value } of other.parameters) value.fill(9);
    const own = optimizer();
    expect(restoreCheckpoint(bytes, other, own, "x")).toEqual(position);
    expect(await weightsDigest(other)).toBe(await weightsDigest(model));
    expect(own.steps).toBe(2);
  });

  it("is a model file too", async () => {
    const { model, bytes } = await checkpoint();
    const other = await load(bytes);
    expect(await weightsDigest(other)).toBe(await weightsDigest(model));
    expect(other.classes).toEqual(["a", "b"]);
  });

  it("holds every slot of its optimizer", async () => {
    const model = await make();
    const own = optimizerFrom({ kind: "sgd", learningRate: 0.1 });
    const { tensors } = parseSafetensors(encodeCheckpoint(model, own, position), "x");
    const slots = [...tensors.keys()].filter((name) => name.startsWith("optimizer."));
    expect(slots).toEqual(own.slotNames.map((name) => `optimizer.${name}`));
  });

  it("is whole also when room for the slots is made only then, and the memory moves", async () => {
    const spec = { input: [300], layers: [dense(300)] };
    const adam = { kind: "adam", learningRate: 0.1 };
    const position = { step: 0, epoch: 0, stepInEpoch: 0, lossSum: 0, correct: 0 };
    const model = await build(spec, { seed: 1 });
    const bytes = encodeCheckpoint(model, optimizerFrom(adam), position);
    const other = await build(spec, { seed: 1 });
    other.parameters[0].value.fill(0);
    restoreCheckpoint(bytes, other, optimizerFrom(adam), "c");
    expect(await weightsDigest(other)).toBe(await weightsDigest(model));
  });
});

describe("a checkpoint is refused", () => {
  it.each<[string, object, object, object]>([
    ["with another seed", { seed: 2 }, { learningRate: 0.3 }, { code: "E_RUN", where: "run/checkpoint" }],
    [
      "with another learning rate",
      {},
      { learningRate: 0.2 },
      { code: "E_RUN", expected: expect.stringContaining("optimizer") },
    ],
    [
      "on the other backend",
      { backend: "reference" },
      { learningRate: 0.3 },
      { code: "E_RUN", expected: expect.stringContaining("reference") },
    ],
  ])("%s", async (_name, options, fields, expected) => {
    const { bytes } = await checkpoint();
    const model = await make(options);
    const before = await weightsDigest(model);
    const error = caught(() => restoreCheckpoint(bytes, model, sgd(fields as any), "run/checkpoint"));
    expect(error).toMatchObject(expected);
    expect(await weightsDigest(model)).toBe(before);
  });

  it("by another network", async () => {
    const { bytes } = await checkpoint();
    const model = await build({ input: [2], layers: [dense(4), tanh(), dense(2)] }, { seed: 1 });
    const error = caught(() => restoreCheckpoint(bytes, model, optimizer(), "x"));
    expect(error).toMatchObject({ code: "E_RUN", expected: expect.stringContaining("network") });
  });

  it("when it is a model file and nothing more", async () => {
    const model = await make();
    const error = caught(() => restoreCheckpoint(model.save(), model, optimizer(), "x"));
    expect(error).toMatchObject({ code: "E_FORMAT", got: '"no position"' });
  });

  const places = [
    "{}",
    "null",
    "3",
    "[]",
    '{"step":-1,"epoch":0,"stepInEpoch":0,"lossSum":0,"correct":0}',
    '{"step":1.5,"epoch":0,"stepInEpoch":0,"lossSum":0,"correct":0}',
    '{"step":1,"epoch":0,"stepInEpoch":1,"lossSum":null,"correct":0}',
    '{"step":1,"epoch":0,"stepInEpoch":1,"correct":0}',
    '{"step":"1","epoch":0,"stepInEpoch":1,"lossSum":0,"correct":0}',
    "{",
  ];
  it.each(places)("at the place %s", async (text) => {
    const bytes = await changed(({ metadata }) => void (metadata.position = text));
    const model = await make();
    expect(caught(() => restoreCheckpoint(bytes, model, optimizer(), "x")).code).toBe("E_FORMAT");
  });

  it.each<[string, (tensors: any[]) => void]>([
    ["missing", (tensors) => void tensors.pop()],
    ["of another shape", (tensors) => void (tensors.at(-1).shape = [1, 2])],
    ["of another type", (tensors) => void (tensors.at(-1).data = new Int32Array(2))],
  ])("with a tensor %s, and nothing is changed", async (_name, change) => {
    const bytes = await changed(({ tensors }) => change(tensors));
    const model = await make();
    const before = await weightsDigest(model);
    const own = optimizer();
    expect(caught(() => restoreCheckpoint(bytes, model, own, "x"))).toMatchObject({
      code: "E_RUN",
      where: expect.stringContaining('"2.dense.b"'),
    });
    expect(await weightsDigest(model)).toBe(before);
    expect(own.steps).toBe(0);
  });

  it("when it was cut short anywhere", async () => {
    const { bytes } = await checkpoint();
    const model = await make();
    const before = await weightsDigest(model);
    for (let length = 0; length < bytes.length; length += 37)
      expect(caught(() => restoreCheckpoint(bytes.slice(0, length), model, optimizer(), "x")).code).toBe(
        "E_FORMAT",
      );
    expect(await weightsDigest(model)).toBe(before);
  });
});
