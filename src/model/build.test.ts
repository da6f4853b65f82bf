import { describe, expect, it } from "vitest";
import { caughtLater } from "../../test/support/errors.js";
import { backends, spec } from "../../test/support/small-model.js";
import { dense, flatten, relu } from "../layers/index.js";
import { build } from "./build.js";
import { weightsDigest } from "./model-file.js";

describe("build", () => {
  it("names parameters by layer, and says their shapes", async () => {
    const model = await build({
      input: [2, 3],
      layers: [flatten(), dense(5), relu(), dense(4, { bias: false })],
    });
    expect(model.parameters.map(({ name, shape, trainable }) => [name, shape, trainable])).toEqual([
      ["1.dense.W", [6, 5], true],
      ["1.dense.b", [5], true],
      ["3.dense.W", [5, 4], true],
    ]);
    expect(model.parameters.map(({ value, grad }) => [value.length, grad.length])).toEqual([
      [30, 30],
      [5, 5],
      [20, 20],
    ]);
    expect(model.buffers).toEqual([]);
  });

  it("fills in every default of the spec", async () => {
    const { layers } = (await build({ input: [3], layers: [dense(4)] })).spec;
    expect(layers).toEqual([
      {
        kind: "dense",
        units: 4,
        bias: true,
        weightInit: { kind: "xavier", distribution: "uniform" },
        biasInit: { kind: "zeros" },
      },
    ]);
  });

  it("starts from the seed, and each parameter from a draw of its own", async () => {
    const digest = async (seed?: number) => weightsDigest(await build(spec, { seed }));
    expect(await digest(1)).toBe(await digest(1));
    expect(await digest(1)).not.toBe(await digest(2));
    expect(await digest()).toBe(await digest(0));
    const twins = await build({ input: [4], layers: [dense(4), dense(4)] });
    expect([...twins.parameters[0].value]).not.toEqual([...twins.parameters[2].value]);
  });

  it("starts float32 and float64 from the same numbers", async () => {
    const [exact, rounded] = await Promise.all(backends.map((backend) => build(spec, { backend, seed: 3 })));
    exact.parameters.forEach(({ value }, i) => {
      expect([...rounded.parameters[i].value]).toEqual([...Float32Array.from(value)]);
    });
  });

  it("starts weights and biases as it is told", async () => {
    const layer = dense(3, {
      weightInit: { kind: "constant", value: 0.5 },
      biasInit: { kind: "constant", value: -1 },
    });
    const [W, b] = (await build({ input: [2], layers: [layer] })).parameters;
    expect([...W.value, ...b.value]).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, -1, -1, -1]);
  });

  it.each<[string, unknown, unknown, object]>([
    [
      "a misspelt kind",
      { input: [3], layers: [{ kind: "dens", units: 3 }] },
      {},
      { code: "E_FIELD", where: "model.layers[0]", remedy: 'Did you mean "dense"?' },
    ],
    [
      "a misspelt field",
      { input: [3], layers: [{ kind: "dense", unit: 3 }] },
      {},
      { code: "E_FIELD", where: 'model.layers[0] "dense"', remedy: 'Did you mean "units"?' },
    ],
    [
      "a negative size",
      { input: [3], layers: [dense(4), dense(-3)] },
      {},
      { code: "E_FIELD", where: 'model.layers[1] "dense".units', got: "-3" },
    ],
    ["no layers", { input: [3], layers: [] }, {}, { code: "E_FIELD", where: "model.layers" }],
    ["no input", { layers: [dense(3)] }, {}, { code: "E_SHAPE", where: "model.input" }],
    ["an empty input", { input: [0], layers: [dense(3)] }, {}, { code: "E_SHAPE", where: "model.input" }],
    ["nothing", null, {}, { code: "E_FIELD", where: "model" }],
    [
      "a field too many",
      { input: [3], layers: [dense(3)], loss: "x" },
      {},
      { code: "E_FIELD", where: "model", got: '"loss"' },
    ],
    [
      "a dense layer on a picture",
      { input: [1, 4, 4], layers: [relu(), dense(3)] },
      {},
      { code: "E_SHAPE", where: 'layer 1 "dense"', got: "[1, 4, 4]" },
    ],
    [
      "more weights than memory",
      { input: [2 ** 20], layers: [dense(2 ** 20)] },
      {},
      { code: "E_SHAPE", where: 'layer 0 "dense"' },
    ],
    [
      "a misspelt option",
      spec,
      { sed: 1 },
      { code: "E_FIELD", where: "options", remedy: 'Did you mean "seed"?' },
    ],
    ["a fraction for a seed", spec, { seed: 0.5 }, { code: "E_FIELD", where: "options.seed" }],
    ["an unknown backend", spec, { backend: "webgpu" }, { code: "E_FIELD", where: "options.backend" }],
    ["a batch of none", spec, { batchSize: 0 }, { code: "E_FIELD", where: "options.batchSize" }],
  ])("refuses %s", async (_name, spec, options, expected) => {
    expect(await caughtLater(build(spec as any, options as any))).toMatchObject(expected);
  });

  it("tells how to put a picture before a dense layer", async () => {
    const error = await caughtLater(build({ input: [1, 4, 4], layers: [dense(3)] }));
    expect(error.remedy).toContain("flatten");
  });
});
