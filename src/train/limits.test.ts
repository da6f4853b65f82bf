import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { dense, tanh } from "../layers/index.js";
import { build } from "../model/build.js";
import { sgd } from "../optimizers/index.js";
import { clipGradients, limitWeights } from "./limits.js";
import { type TrainOptions, train } from "./train.js";

const make = () =>
  build({ input: [2], layers: [dense(5), tanh(), dense(3)] }, { seed: 1, backend: "reference" });

async function withGradients() {
  const model = await make();
  for (const { grad } of model.parameters) for (let i = 0; i < grad.length; i++) grad[i] = i % 2 ? 3 : -4;
  return model;
}

const norm = (numbers: Iterable<number>) => Math.sqrt([...numbers].reduce((sum, x) => sum + x * x, 0));
const all = (model: Awaited<ReturnType<typeof make>>) => model.parameters.flatMap(({ grad }) => [...grad]);

describe("clipping", () => {
  it("shortens the whole gradient, and leaves a short one as it is", async () => {
    const model = await withGradients();
    const before = all(model);
    clipGradients(model.network, { clipNorm: 1000 });
    expect(all(model)).toEqual(before);
    clipGradients(model.network, { clipNorm: 0.5 });
    expect(norm(all(model))).toBeCloseTo(0.5, 6);
    expect(all(model)[0] / before[0]).toBeCloseTo(all(model)[5] / before[5], 12);
  });

  it("keeps each number within ±, before it shortens them all", async () => {
    const model = await withGradients();
    clipGradients(model.network, { clipValue: 3.5 });
    expect(new Set(all(model))).toEqual(new Set([-3.5, 3]));
    clipGradients(model.network, { clipValue: 1, clipNorm: 1000 });
    expect(new Set(all(model))).toEqual(new Set([-1, 1]));
  });

  it("neither counts nor touches what is frozen", async () => {
    const model = await withGradients();
    model.freeze("2");
    const before = [...model.parameters[2].grad];
    clipGradients(model.network, { clipValue: 3.5, clipNorm: 0.5 });
    expect([...model.parameters[2].grad]).toEqual(before);
    expect(norm([...model.parameters[0].grad, ...model.parameters[1].grad])).toBeCloseTo(0.5, 6);
  });
});

describe("maxNorm", () => {
  it("shortens what comes into a unit, where it is too long; biases stay", async () => {
    const model = await make();
    const [{ value: w }, { value: b }] = model.parameters;
    w.set([3, 0.3, 0, 1, 3, 4, 0.4, 0, 1, 4]); // [2, 5]: the columns are the units
    b.fill(100);
    limitWeights(model.network, { maxNorm: 1 });
    const expected = [0.6, 0.3, 0, Math.SQRT1_2, 0.6, 0.8, 0.4, 0, Math.SQRT1_2, 0.8];
    expected.forEach((value, i) => void expect(w[i]).toBeCloseTo(value, 14));
    expect([...b]).toEqual([100, 100, 100, 100, 100]);
  });

  it("leaves what is frozen as it is", async () => {
    const model = await make();
    model.parameters[0].value.fill(9);
    model.freeze("0");
    limitWeights(model.network, { maxNorm: 1 });
    expect(new Set(model.parameters[0].value)).toEqual(new Set([9]));
  });
});

it.each([
  ["clipNorm", 0],
  ["clipNorm", Number.POSITIVE_INFINITY],
  ["clipValue", -1],
  ["maxNorm", "1"],
])("%s = %s is refused", async (name, value) => {
  const model = await make();
  const data = { inputs: new Float32Array(4), shape: [2], targets: new Uint8Array(2), size: 2 };
  const options = {
    ...{ train: data, loss: "softmaxCrossEntropy", optimizer: sgd({ learningRate: 1 }) },
    ...{ epochs: 1, batchSize: 1, [name]: value },
  } as TrainOptions;
  expect(caught(() => train(model, options))).toMatchObject({ code: "E_FIELD", where: `train.${name}` });
});
