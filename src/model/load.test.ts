import { describe, expect, it } from "vitest";
import { caughtLater } from "../../test/support/errors.js";
import { encodeSafetensors, parseSafetensors } from "../format/safetensors.js";
import { dense, elu, flatten, leakyRelu, tanh } from "../layers/index.js";
import { softmaxCrossEntropy } from "../losses/index.js";
import { build } from "./build.js";
import { load } from "./load.js";
import { weightsDigest } from "./model-file.js";

const spec = {
  input: [1, 2, 3],
  layers: [
    flatten(),
    dense(7, { weightInit: "he" }),
    leakyRelu({ slope: 0.2 }),
    dense(5),
    elu(),
    dense(3, { bias: false }),
    tanh(),
  ],
};
const x = Float32Array.from({ length: 24 }, (_, i) => Math.cos(i));
const backends = ["reference", "wasm"] as const;

describe.each(backends)("what is saved on %s", (backend) => {
  async function make() {
    const model = await build(spec, { seed: 5, backend });
    model.loss(x, [0, 1, 2, 0], softmaxCrossEntropy());
    model.classes = ["one", "zwei", "三"];
    model.preprocessing = "mnist-digit";
    return model;
  }

  it("comes back bit for bit", async () => {
    const model = await make();
    const again = await load(model.save(), { backend });
    expect(again).toMatchObject({
      spec: model.spec,
      seed: 5,
      output: "softmax",
      classes: ["one", "zwei", "三"],
      preprocessing: "mnist-digit",
    });
    expect(await weightsDigest(again)).toBe(await weightsDigest(model));
    expect(again.predict(x)).toEqual(model.predict(x));
    expect(again.save()).toEqual(model.save());
  });

  it("loads on the other backend too", async () => {
    const model = await make();
    const other = await load(model.save(), { backend: backend === "wasm" ? "reference" : "wasm" });
    const expected = model.predict(x);
    other.predict(x).forEach((value, i) => void expect(value).toBeCloseTo(expected[i], 6));
  });

  it("is safetensors that says what it is", async () => {
    const { metadata, tensors } = parseSafetensors((await make()).save(), "file");
    expect(metadata).toMatchObject({
      format: "chainrule-model",
      seed: "5",
      output: "softmax",
      preprocessing: "mnist-digit",
    });
    expect(JSON.parse(metadata.spec)).toEqual((await make()).spec);
    expect([...tensors.keys()].sort()).toEqual([
      "1.dense.W",
      "1.dense.b",
      "3.dense.W",
      "3.dense.b",
      "5.dense.W",
    ]);
    expect(tensors.get("1.dense.W")!.shape).toEqual([6, 7]);
  });
});

it("leaves out what a model does not have", async () => {
  const model = await build({ input: [2], layers: [dense(1)] });
  const again = await load(model.save());
  expect(again.output).toBe("none");
  expect(again.classes).toBeUndefined();
  expect(again.preprocessing).toBeUndefined();
});

it("has one digest per state of the weights", async () => {
  const model = await build(spec, { seed: 1 });
  const before = await weightsDigest(model);
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  const { value } = model.parameters[2];
  value[0] += 2 ** -20;
  expect(await weightsDigest(model)).not.toBe(before);
  value[0] -= 2 ** -20;
  expect(await weightsDigest(model)).toBe(before);
});

describe("load refuses", () => {
  async function changed(change: (file: { tensors: any[]; metadata: Record<string, string> }) => void) {
    const { metadata, tensors } = parseSafetensors((await build(spec, { seed: 1 })).save(), "file");
    const file = {
      metadata: { ...metadata },
      tensors: [...tensors].map(([name, { shape, data }]) => ({ name, shape, data })),
    };
    change(file);
    return encodeSafetensors(file as any);
  }

  it.each<[string, Parameters<typeof changed>[0], object]>([
    [
      "a file of another format",
      ({ metadata }) => void (metadata.format = "pt"),
      { code: "E_FORMAT", where: "m.safetensors", got: '"pt"' },
    ],
    [
      "a file without format",
      ({ metadata }) => void delete metadata.format,
      { code: "E_FORMAT", got: "no such metadata" },
    ],
    ["a file without spec", ({ metadata }) => void delete metadata.spec, { code: "E_FORMAT" }],
    [
      "a spec that is no JSON",
      ({ metadata }) => void (metadata.spec = "{"),
      { code: "E_FORMAT", where: expect.stringContaining("spec of m.safetensors") },
    ],
    ["a spec that is no network", ({ metadata }) => void (metadata.spec = "[]"), { code: "E_FIELD" }],
    [
      "a spec with an unknown layer",
      ({ metadata }) => void (metadata.spec = '{"input":[2],"layers":[{"kind":"attention"}]}'),
      { code: "E_FIELD" },
    ],
    [
      "a spec that asks for too much memory",
      ({ metadata }) =>
        void (metadata.spec = '{"input":[1048576],"layers":[{"kind":"dense","units":1048576}]}'),
      { code: "E_SHAPE" },
    ],
    [
      "a tensor that is missing",
      ({ tensors }) => void tensors.shift(),
      { code: "E_FORMAT", where: expect.stringContaining('"1.dense.W"'), got: "no such tensor" },
    ],
    [
      "a tensor of another shape",
      ({ tensors }) => void (tensors[0].shape = [7, 6]),
      { code: "E_FORMAT", got: "[7, 6]" },
    ],
    [
      "whole numbers of 64 bits for weights",
      ({ tensors }) => void (tensors[0].data = new BigInt64Array(42)),
      { code: "E_FORMAT" },
    ],
    [
      "classes that are no JSON",
      ({ metadata }) => void (metadata.classes = "a, b"),
      { code: "E_FORMAT", where: expect.stringContaining("classes") },
    ],
    [
      "classes that are no texts",
      ({ metadata }) => void (metadata.classes = "[1, 2]"),
      { code: "E_FORMAT", where: expect.stringContaining("classes") },
    ],
  ])("%s", async (_name, change, expected) => {
    const bytes = await changed(change);
    expect(await caughtLater(load(bytes, { where: "m.safetensors" }))).toMatchObject(expected);
  });

  it("bytes that are no safetensors, at every length", async () => {
    const bytes = (await build(spec)).save();
    for (const length of [0, 1, 7, 8, 9, 100, bytes.length - 1])
      expect(await caughtLater(load(bytes.slice(0, length)))).toMatchObject({ code: "E_FORMAT" });
  });

  it("to take an odd seed or output for more than a default", async () => {
    const model = await load(
      await changed(({ metadata }) => void Object.assign(metadata, { seed: "-1", output: "argmax" })),
    );
    expect(model).toMatchObject({ seed: 0, output: "none" });
  });
});
