import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { backends, spec, x } from "../../test/support/small-model.js";
import { exp } from "../core/math.js";
import type { Dataset } from "../data/dataset.js";
import { dense, sigmoid } from "../layers/index.js";
import { binaryCrossEntropy, meanSquaredError, softmaxCrossEntropy } from "../losses/index.js";
import { sgd } from "../optimizers/index.js";
import { evaluate } from "../train/evaluate.js";
import { build } from "./build.js";
import type { Model } from "./model.js";

describe.each(backends)("a model on %s", (backend) => {
  const make = (layers = spec.layers) => build({ input: [3], layers }, { backend, seed: 1 });

  it("computes y = tanh(x·W + b)·W + b", async () => {
    const model = await make();
    const [W0, b0, W1, b1] = model.parameters.map(({ value }) => value);
    b0.set([0.1, 0.2, -0.3, 0.4, 0.5]);
    b1.set([-1, 1, 2, -2]);
    const expected: number[] = [];
    for (let r = 0; r < 2; r++) {
      const hidden = Array.from({ length: 5 }, (_, j) =>
        Math.tanh([0, 1, 2].reduce((sum, i) => sum + x[r * 3 + i] * W0[i * 5 + j], b0[j])),
      );
      for (let c = 0; c < 4; c++) expected.push(hidden.reduce((sum, h, j) => sum + h * W1[j * 4 + c], b1[c]));
    }
    model.forward(x).forEach((value, i) => void expect(value).toBeCloseTo(expected[i], 6));
  });

  it("answers with a fresh array each time", async () => {
    const model = await make();
    model.loss(x, [0, 1], softmaxCrossEntropy());
    for (const answer of [() => model.forward(x), () => model.predict(x)]) {
      const first = answer();
      const kept = first.slice();
      first.fill(7);
      expect(answer()).toEqual(kept);
    }
    model.loss(x, [0, 1], softmaxCrossEntropy());
    const dx = model.backward();
    const kept = dx.slice();
    dx.fill(7);
    expect(model.backward()).toEqual(kept);
  });

  it("never writes to what it is given", async () => {
    const model = await make();
    const [inputs, targets, dlogits] = [
      Float32Array.from(x),
      Float32Array.of(1, 0, 0, 0, 0, 0, 1, 0),
      new Float32Array(8).fill(0.5),
    ];
    const kept = [inputs, targets, dlogits].map((array) => array.slice());
    model.loss(inputs, targets, softmaxCrossEntropy());
    model.backward();
    model.forward(inputs);
    model.backward(dlogits);
    model.predict(inputs);
    expect([inputs, targets, dlogits]).toEqual(kept);
  });

  it("overwrites gradients and adds to none", async () => {
    const model = await make();
    const gradients = () => model.parameters.map(({ grad }) => grad.slice());
    model.loss(x, [0, 1], softmaxCrossEntropy());
    model.backward();
    const first = gradients();
    for (const { grad } of model.parameters) grad.fill(1e9);
    model.backward();
    expect(gradients()).toEqual(first);
    const values = model.parameters.map(({ value }) => value.slice());
    model.loss(x, [0, 1], softmaxCrossEntropy());
    model.backward();
    expect(gradients()).toEqual(first);
    expect(model.parameters.map(({ value }) => value.slice())).toEqual(values);
  });

  it("takes a loss's gradient for the default, and the one it is given before that", async () => {
    const model = await make();
    model.loss(x, [0, 1], softmaxCrossEntropy());
    const own = model.backward();
    const logits = model.forward(x);
    const dlogits = [0, 1].flatMap((label, r) => {
      const row = [...logits.subarray(r * 4, r * 4 + 4)].map(exp);
      const sum = row.reduce((total, e) => total + e, 0);
      return row.map((e, c) => (e / sum - (c === label ? 1 : 0)) / 2);
    });
    model.backward(dlogits).forEach((value, i) => void expect(value).toBeCloseTo(own[i], 6));
  });

  it("sums or averages over the batch", async () => {
    const model = await make();
    const [mean, sum] = (["mean", "sum"] as const).map((reduction) => {
      const loss = model.loss(x, [0, 1], softmaxCrossEntropy({ reduction }));
      return [loss, ...model.backward()];
    });
    sum.forEach((value, i) => void expect(value).toBeCloseTo(2 * mean[i], 6));
  });

  it("takes labels, one-hot rows and every sort of array alike", async () => {
    const model = await make();
    const losses = [
      [x, [0, 3]],
      [x, Uint8Array.of(0, 3)],
      [Float32Array.from(x), Int32Array.of(0, 3)],
      [Float64Array.from(x), [1, 0, 0, 0, 0, 0, 0, 1]],
      [x, Float32Array.of(1, 0, 0, 0, 0, 0, 0, 1)],
    ].map(([inputs, targets]) => model.loss(inputs as number[], targets as number[], softmaxCrossEntropy()));
    expect(new Set(losses).size).toBe(1);
  });

  it("scales bytes by 1/255, and no other numbers", async () => {
    const model = await make();
    const bytes = model.forward(Uint8Array.of(0, 51, 255));
    const floats = model.forward([0, 0.2, 1]);
    bytes.forEach((value, i) => void expect(value).toBeCloseTo(floats[i], 6));
    expect(model.forward([0, 51, 255])).not.toEqual(bytes);
  });

  it("takes bytes and other numbers in turn", async () => {
    const [model, bytesOnly, floatsOnly] = [await make(), await make(), await make()];
    const [bytes, floats] = [Uint8Array.of(0, 0, 0, 0, 255, 0), Float32Array.from(x)];
    for (let turn = 0; turn < 3; turn++) {
      for (const [inputs, other] of [
        [bytes, bytesOnly],
        [floats, floatsOnly],
      ] as const) {
        expect(model.loss(inputs, [0, 1], softmaxCrossEntropy())).toBe(
          other.loss(inputs, [0, 1], softmaxCrossEntropy()),
        );
        expect(model.backward()).toEqual(other.backward());
        expect(model.parameters[0].grad).toEqual(other.parameters[0].grad);
      }
    }
  });

  it("predicts what its last loss was about", async () => {
    const model = await make();
    expect(model.predict(x)).toEqual(model.forward(x));
    model.loss(x, [0, 1], softmaxCrossEntropy());
    const rows = model.predict(x);
    for (const r of [0, 1]) {
      const row = rows.subarray(r * 4, r * 4 + 4);
      expect([...row].reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
    }
    model.loss(x, new Array(8).fill(0), binaryCrossEntropy());
    const logits = model.forward(x);
    model.predict(x).forEach((p, i) => void expect(p).toBeCloseTo(1 / (1 + Math.exp(-logits[i])), 6));
    model.loss(x, new Array(8).fill(0), meanSquaredError());
    expect(model.predict(x)).toEqual(model.forward(x));
  });

  it("predicts any number of samples, row by row the same", async () => {
    const model = await make();
    const many = Float32Array.from({ length: 3 * 600 }, (_, i) => Math.sin(i));
    const all = model.predict(many);
    expect(all).toHaveLength(2400);
    for (const r of [0, 255, 256, 257, 599])
      expect(model.predict(many.subarray(r * 3, r * 3 + 3))).toEqual(all.slice(r * 4, r * 4 + 4));
  });

  it("grows when more samples come, and keeps its weights", async () => {
    const model = await make();
    const [before] = [model.forward(x)];
    model.forward(new Float32Array(3 * 20_000));
    expect(model.forward(x)).toEqual(before);
    model.loss(x, [0, 1], softmaxCrossEntropy());
    expect(model.backward()).toHaveLength(6);
  });

  it("shows parameters that are the model's own", async () => {
    const model = await make();
    const before = model.forward(x);
    model.parameters[3].value.fill(10);
    model.forward(x).forEach((value, i) => void expect(value).toBeCloseTo(before[i] + 10, 5));
  });

  it("learns when an optimizer makes a step", async () => {
    const model = await make();
    const optimizer = sgd({ learningRate: 0.1 });
    const losses = Array.from({ length: 20 }, () => {
      const loss = model.loss(x, [0, 1], softmaxCrossEntropy());
      model.backward();
      optimizer.step(model);
      return loss;
    });
    for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThan(losses[i - 1]);
    expect(optimizer.steps).toBe(20);
  });

  it("steps by p − η·g", async () => {
    const model = await make();
    model.loss(x, [0, 1], softmaxCrossEntropy());
    model.backward();
    const expected = model.parameters.map(({ value, grad }) => [...value].map((p, i) => p - 0.25 * grad[i]));
    sgd({ learningRate: 0.25 }).step(model);
    model.parameters.forEach(({ value }, i) => {
      value.forEach((p, j) => void expect(p).toBeCloseTo(expected[i][j], 7));
    });
  });
});

describe("a model refuses", () => {
  const make = () => build(spec, { seed: 1 });
  const data: Dataset = { inputs: new Float32Array(9), shape: [3], targets: Uint8Array.of(0, 1, 2), size: 3 };

  it.each<[string, (model: Model) => unknown, object]>([
    [
      "inputs that are no whole samples",
      (m) => m.forward([1, 2]),
      { code: "E_SHAPE", where: "x", got: "2 numbers" },
    ],
    ["no inputs at all", (m) => m.predict([]), { code: "E_SHAPE", where: "x" }],
    ["too few targets", (m) => m.loss(x, [0], softmaxCrossEntropy()), { code: "E_SHAPE", where: "targets" }],
    [
      "half a row of targets",
      (m) => m.loss(x, [1, 0, 0, 0, 1], softmaxCrossEntropy()),
      { code: "E_SHAPE", where: "targets" },
    ],
    [
      "a label beyond the outputs",
      (m) => m.loss(x, [0, 4], softmaxCrossEntropy()),
      { code: "E_DATA", got: "4" },
    ],
    ["a negative label", (m) => m.loss(x, [-1, 0], softmaxCrossEntropy()), { code: "E_DATA", got: "-1" }],
    ["half a label", (m) => m.loss(x, [0.5, 0], softmaxCrossEntropy()), { code: "E_DATA", got: "0.5" }],
    ["an unknown loss", (m) => m.loss(x, [0, 1], "crossEntropy"), { code: "E_FIELD", where: "loss" }],
    ["backward before anything", (m) => m.backward(), { code: "E_SHAPE", where: "backward" }],
    [
      "backward after a forward pass alone",
      (m) => [m.forward(x), m.backward()],
      { code: "E_SHAPE", where: "backward" },
    ],
    [
      "dlogits of another length",
      (m) => [m.forward(x), m.backward([1])],
      { code: "E_SHAPE", where: "backward" },
    ],
    [
      "backward after predict",
      (m) => [m.loss(x, [0, 1], "softmaxCrossEntropy"), m.predict(x), m.backward()],
      { code: "E_SHAPE", where: "backward" },
    ],
    [
      "backward after evaluate",
      (m) => [
        m.loss(x, [0, 1], "softmaxCrossEntropy"),
        evaluate(m, data, { loss: "softmaxCrossEntropy" }),
        m.backward(),
      ],
      { code: "E_SHAPE", where: "backward" },
    ],
    [
      "backward after a loss that was refused",
      (m) => {
        m.loss(x, [0, 1], "softmaxCrossEntropy");
        expect(() => m.loss(x, [9, 9], "softmaxCrossEntropy")).toThrow();
        m.backward();
      },
      { code: "E_SHAPE", where: "backward" },
    ],
    [
      "the loss's gradient after another was put in its place",
      (m) => [m.loss(x, [0, 1], "softmaxCrossEntropy"), m.backward(new Array(8).fill(1)), m.backward()],
      { code: "E_SHAPE", where: "backward" },
    ],
  ])("%s", async (_name, run, expected) => {
    const model = await make();
    expect(caught(() => run(model))).toMatchObject(expected);
  });

  it("and can go on afterwards", async () => {
    const model = await make();
    const before = model.forward(x);
    expect(() => model.forward([1])).toThrow();
    expect(() => model.loss(x, [9, 9], softmaxCrossEntropy())).toThrow();
    expect(model.forward(x)).toEqual(before);
  });
});

describe("one optimizer", () => {
  it("starts afresh with another model", async () => {
    const optimizer = sgd({ learningRate: 0.1 });
    const [a, b] = [await build(spec), await build({ input: [3], layers: [dense(2), sigmoid()] })];
    optimizer.step(a);
    optimizer.step(a);
    expect(optimizer.steps).toBe(2);
    optimizer.step(b);
    expect(optimizer.steps).toBe(1);
  });

  it("follows a schedule", async () => {
    const model = await build(spec);
    const optimizer = sgd({ learningRate: { kind: "step", initial: 1, gamma: 0.1, every: 1 } });
    model.loss(x, [0, 1], softmaxCrossEntropy());
    model.backward();
    const [{ value, grad }] = model.parameters;
    const before = value.slice();
    optimizer.step(model, { step: 0, epoch: 2, steps: 10 });
    value.forEach((p, i) => void expect(p).toBeCloseTo(before[i] - 0.01 * grad[i], 6));
  });
});
