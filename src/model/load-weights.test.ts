import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { encodeSafetensors } from "../format/safetensors.js";
import { batchNorm, conv2d, dense, flatten, relu, residual } from "../layers/index.js";
import { softmaxCrossEntropy } from "../losses/index.js";
import { sgd } from "../optimizers/index.js";
import { encodeCheckpoint } from "../train/checkpoint.js";
import { START } from "../train/train.js";
import { build } from "./build.js";
import { loadWeights } from "./load-weights.js";
import type { Model } from "./model.js";

const body = [conv2d(2, 3), batchNorm(), relu(), flatten()];
const make = (classes: number, seed: number, backend: "wasm" | "reference" = "wasm") =>
  build({ input: [1, 4, 4], layers: [...body, dense(classes)] }, { seed, backend });

/** A model whose weights and running statistics are no longer those that it began with. */
async function trained(backend: "wasm" | "reference" = "wasm"): Promise<Model> {
  const model = await make(3, 1, backend);
  const optimizer = sgd({ learningRate: 0.1 });
  for (let step = 0; step < 3; step++) {
    model.loss(
      Array.from({ length: 32 }, (_, i) => (i * 7 + step) % 5),
      [0, 2],
      softmaxCrossEntropy(),
    );
    model.backward();
    optimizer.step(model);
  }
  return model;
}

const numbers = (model: Model) =>
  Object.fromEntries([...model.parameters, ...model.buffers].map(({ name, value }) => [name, [...value]]));
const BODY = [
  "0.conv2d.W",
  "0.conv2d.b",
  "1.batchNorm.gamma",
  "1.batchNorm.beta",
  "1.batchNorm.runningMean",
  "1.batchNorm.runningVariance",
];

describe("loadWeights", () => {
  it.each(["model", "model file", "checkpoint"] as const)(
    "takes parameters and running statistics out of a %s, and leaves all else",
    async (kind) => {
      const from = await trained();
      const model = await make(5, 2);
      const [source, before] = [numbers(from), numbers(model)];
      const bytes = { model: from, "model file": from.save(), checkpoint: checkpointOf(from) }[kind];
      expect(loadWeights(model, bytes, { layers: ["0", "1.batchNorm"] })).toEqual(BODY);
      const after = numbers(model);
      for (const name of BODY) {
        expect(after[name]).toEqual(source[name]);
        if (name !== "1.batchNorm.gamma") expect(after[name]).not.toEqual(before[name]);
      }
      expect(after["4.dense.W"]).toEqual(before["4.dense.W"]);
      expect(after["4.dense.b"]).toEqual(before["4.dense.b"]);
      expect(numbers(from)).toEqual(source);
      expect(model.classes).toBeUndefined();
    },
  );

  const checkpointOf = (model: Model) => encodeCheckpoint(model, sgd({ learningRate: 0.1 }), START);

  it.each([
    ["0.conv2d.W", ["0.conv2d.W"]],
    ["*.running*", BODY.slice(4)],
    ["*", [...BODY.slice(0, 4), "4.dense.W", "4.dense.b", ...BODY.slice(4)]],
    [[], []],
  ])("means by %j what freeze does, and buffers", async (layers, names) => {
    expect(loadWeights(await make(3, 2), await trained(), { layers })).toEqual(names);
  });

  it("computes as the other model does, up to the layers that were copied", async () => {
    const from = await trained();
    const model = await make(3, 9);
    loadWeights(model, from, { layers: "*" });
    const x = Array.from({ length: 16 }, (_, i) => i / 16);
    expect(model.forward(x)).toEqual(from.forward(x));
  });

  it("takes weights from one backend to the other", async () => {
    const from = await trained("reference");
    const model = await make(5, 2);
    loadWeights(model, from, { layers: "0.conv2d" });
    expect(numbers(model)["0.conv2d.W"]).toEqual(numbers(from)["0.conv2d.W"].map(Math.fround));
  });

  it("reaches into blocks", async () => {
    const spec = { input: [2], layers: [residual([dense(2), batchNorm()]), dense(3)] };
    const [from, model] = [await build(spec, { seed: 1 }), await build(spec, { seed: 2 })];
    expect(loadWeights(model, from, { layers: "0.residual.0.dense" })).toEqual([
      "0.residual.0.dense.W",
      "0.residual.0.dense.b",
    ]);
    expect(loadWeights(model, from, { layers: "0.*" })).toHaveLength(6);
  });

  it.each([
    ["a pattern that means nothing", "2.relu", { code: "E_FIELD", where: "layers", got: '"2.relu"' }],
    [
      "a head of another size",
      "4.dense",
      {
        code: "E_SHAPE",
        where: 'layer 4 "dense"',
        expected: expect.stringContaining("W of shape [8, 5]"),
        got: expect.stringContaining("[8, 3]"),
        remedy: expect.stringContaining("Leave the layer out"),
      },
    ],
    ["everything, where the head is another", "*", { code: "E_SHAPE", where: 'layer 4 "dense"' }],
  ])("refuses %s, and changes nothing", async (_, pattern, error) => {
    const model = await make(5, 2);
    const before = numbers(model);
    const from = await trained();
    expect(caught(() => loadWeights(model, from, { layers: ["0.conv2d", pattern] }))).toMatchObject(error);
    expect(numbers(model)).toEqual(before);
  });

  it("refuses a layer that the other model has not, or has with more or less to it", async () => {
    const net = (bias: boolean) => build({ input: [2], layers: [dense(3, { bias }), dense(2)] });
    const [plain, biased] = [await net(false), await net(true)];
    const other = await build({ input: [2], layers: [relu(), dense(3)] });
    const refused = (model: Model, from: Model) => caught(() => loadWeights(model, from, { layers: "0" }));
    const where = 'layer 0 "dense"';
    const b = expect.stringMatching(/^b of a layer/);
    expect(refused(biased, plain)).toMatchObject({ code: "E_FIELD", where, expected: b });
    expect(refused(plain, biased)).toMatchObject({ code: "E_FIELD", where, got: "one without" });
    expect(refused(plain, other)).toMatchObject({ code: "E_FIELD", where, got: "only 1.dense.W, 1.dense.b" });
    expect(loadWeights(plain, biased, { layers: "0.dense.W" })).toEqual(["0.dense.W"]);
  });

  it("refuses bytes that are no safetensors file, whole numbers, and what is neither model nor bytes", async () => {
    const model = await build({ input: [2], layers: [dense(3)] });
    const load = (from: unknown) => caught(() => loadWeights(model, from as Model, { layers: "0.dense.b" }));
    const whole = encodeSafetensors({
      tensors: [{ name: "0.dense.b", shape: [3], data: new Int32Array(3) }],
      metadata: {},
    });
    expect(load(new Uint8Array(20)).code).toBe("E_FORMAT");
    expect(load(whole)).toMatchObject({ code: "E_SHAPE", got: expect.stringContaining("whole numbers") });
    expect(load("runs/digits")).toMatchObject({ code: "E_FIELD", where: "loadWeights" });
    expect(load(undefined).code).toBe("E_FIELD");
  });
});
