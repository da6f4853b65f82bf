import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { build, layers, losses, optimizerFrom, type Spec, schedules, train } from "../src/index.js";
import { referenceBackend } from "../src/kernels/reference/index.js";
import { Activation, type ActivationName, type Backend } from "../src/kernels/spec.js";
import { wasmBackend } from "../src/kernels/wasm/index.js";
import { expectClose, expectEachClose } from "./support/close.js";

// What PyTorch computes in float64, written by scripts/golden.py.
const golden = (name: string) => JSON.parse(readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8"));

/** The distances that are allowed, as a share of max(1, the largest expected value). */
const backends = [
  { backend: "reference", exact: 1e-12, layer: 1e-12, make: async () => referenceBackend() },
  { backend: "wasm", exact: 2e-6, layer: 5e-6, make: wasmBackend },
] as const;

function put({ arena }: Backend, values: readonly number[]) {
  const tensor = arena.allocate(values.length);
  tensor.data.set(values);
  return tensor;
}

interface ActivationCase {
  readonly spec: Spec & { kind: ActivationName };
  readonly y: number[];
  readonly dx: number[];
}

interface LayerCase {
  readonly spec: Spec;
  readonly input: number[];
  readonly x: number[];
  readonly dy: number[];
  readonly parameters: Record<string, number[]>;
  readonly grads: Record<string, number[]>;
  readonly y: number[];
  readonly dx: number[];
}

/** A layer of which one pass is not enough to know it: several, in training and in evaluation. */
interface PassesCase {
  readonly spec: Spec;
  readonly input: number[];
  readonly parameters: Record<string, number[]>;
  readonly passes: readonly {
    readonly training: boolean;
    readonly x: number[];
    readonly dy: number[];
    readonly y: number[];
    readonly dx: number[];
    readonly grads: Record<string, number[]>;
    readonly buffers: Record<string, number[]>;
  }[];
}

interface LossCase {
  readonly kind: string;
  readonly reduction: "mean" | "sum";
  readonly batch: string;
  readonly columns: number;
  readonly z: number[];
  readonly t: number[];
  readonly loss: number;
  readonly dz: number[];
}

interface TrainingCase {
  readonly learningRate: number | Spec;
  readonly rates: number[];
  readonly losses: number[];
  readonly weights: number[][];
}

const activations: { x: number[]; dy: number[]; cases: ActivationCase[] } = golden("activations.json");
const layerCases: LayerCase[] = [...golden("layers.json"), ...golden("convolutions.json")];
const passesCases: PassesCase[] = golden("normalisation.json");
const lossCases: LossCase[] = golden("losses.json");
const training: { x: number[]; labels: number[]; start: number[][]; cases: TrainingCase[] } =
  golden("training.json");

describe("what PyTorch has computed", () => {
  it("is there for every layer, activation, loss and schedule that is registered", () => {
    const kinds = (specs: { kind: string }[]) => [...new Set(specs.map(({ kind }) => kind))].sort();
    const layerSpecs = [...activations.cases, ...layerCases, ...passesCases].map(({ spec }) => spec);
    // dropout draws numbers of its own: there is nothing to compare
    expect([...kinds(layerSpecs), "dropout"].sort()).toEqual([...layers.kinds].sort());
    expect(kinds(activations.cases.map(({ spec }) => spec))).toEqual(Object.keys(Activation).sort());
    expect(kinds(lossCases)).toEqual([...losses.kinds].sort());
    const rates = [
      ...training.cases.map(({ learningRate }) => learningRate),
      ...golden("optimizers.json").cases.map((c: any) => c.optimizer.learningRate),
    ];
    expect(kinds(rates.filter((rate) => typeof rate === "object"))).toEqual([...schedules.kinds].sort());
  });
});

describe.each(backends)("$backend agrees with PyTorch", ({ backend, exact, layer, make }) => {
  it.each(activations.cases.map((c) => [JSON.stringify(c.spec), c] as const))("in %s", async (_name, c) => {
    const { x, dy } = activations;
    const model = await build({ input: [x.length], layers: [c.spec] }, { backend });
    expectEachClose(model.forward(x), c.y, exact, "y");
    expectEachClose(model.backward(dy), c.dx, exact, "dx");
  });

  it.each(
    layerCases.map((c) => {
      const rows = c.x.length / c.input.reduce((size, extent) => size * extent, 1);
      return [`${JSON.stringify(c.spec)} on [${[rows, ...c.input]}]`, c] as const;
    }),
  )("in %s", async (_name, c) => {
    const model = await build({ input: c.input, layers: [c.spec] }, { backend });
    for (const { name, value } of model.parameters) value.set(c.parameters[name.split(".")[2]]);
    expectClose(model.forward(c.x), c.y, layer, "y");
    expectClose(model.backward(c.dy), c.dx, layer, "dx");
    for (const { name, grad } of model.parameters)
      expectClose(grad, c.grads[name.split(".")[2]], layer, name);
  });

  it.each(
    passesCases.map(
      (c) => [`${c.passes.length} passes of ${JSON.stringify(c.spec)} on [${c.input}]`, c] as const,
    ),
  )("in %s", async (_name, c) => {
    const model = await build({ input: c.input, layers: [c.spec] }, { backend });
    const inLayer = (name: string) => name.split(".").slice(2).join(".");
    expect(model.parameters.map(({ name }) => inLayer(name))).toEqual(Object.keys(c.parameters));
    for (const { name, value } of model.parameters) value.set(c.parameters[inLayer(name)]);
    for (const [i, { training, x, dy, y, dx, grads, buffers }] of c.passes.entries()) {
      expectClose(model.forward(x, { training }), y, layer, `y of pass ${i}`);
      expectClose(model.backward(dy), dx, layer, `dx of pass ${i}`);
      for (const { name, grad } of model.parameters)
        expectClose(grad, grads[inLayer(name)], layer, `${name} of pass ${i}`);
      expect(model.buffers.map(({ name }) => inLayer(name))).toEqual(Object.keys(buffers));
      for (const { name, value } of model.buffers)
        expectClose(value, buffers[inLayer(name)], layer, `${name} of pass ${i}`);
    }
  });

  it.each(lossCases.map((c) => [`${c.kind}, ${c.reduction}, ${c.batch}`, c] as const))(
    "in %s",
    async (_name, c) => {
      const { kernels, ...memory } = await make();
      const z = put({ kernels, ...memory }, c.z);
      const t = put({ kernels, ...memory }, c.t);
      const dz = memory.arena.allocate(c.z.length);
      const rows = c.z.length / c.columns;
      const weight = c.reduction === "mean" ? 1 / rows : 1;
      const sum = losses.get(c.kind, "loss").evaluate(kernels, z, t, dz, rows, c.columns, weight);
      expectClose([sum * weight], [c.loss], exact, "loss");
      expectClose(dz.data, c.dz, exact, "dz");

      // and through the model, which chooses the weight itself
      const model = await build({ input: [c.columns], layers: [{ kind: "linear" }] }, { backend });
      const loss = model.loss(c.z, c.t, { kind: c.kind, reduction: c.reduction });
      expect(Number.isFinite(loss)).toBe(true);
      expectClose([loss], [c.loss], exact, "model.loss");
      expectClose(model.backward(), c.dz, exact, "model.backward");
    },
  );

  it.each(training.cases.map((c) => [JSON.stringify(c.learningRate), c] as const))(
    "in ten steps of sgd with learning rate %s",
    async (_name, c) => {
      const spec = {
        input: [3],
        layers: [
          { kind: "dense", units: 6 },
          { kind: "tanh" },
          { kind: "dense", units: 5 },
          { kind: "sigmoid" },
          { kind: "dense", units: 4 },
        ],
      };
      const model = await build(spec, { backend });
      model.parameters.forEach(({ value }, i) => void value.set(training.start[i]));
      const data = {
        inputs: Float32Array.from(training.x),
        shape: [3],
        targets: Int32Array.from(training.labels),
        size: 20,
      };
      const optimizer = optimizerFrom({ kind: "sgd", learningRate: c.learningRate });
      const options = {
        train: data,
        loss: "softmaxCrossEntropy",
        optimizer,
        epochs: 2,
        batchSize: 4,
        shuffle: false,
      };
      const steps = [...train(model, options)].filter((event) => event.type === "step");
      expectClose(
        steps.map(({ learningRate }) => learningRate),
        c.rates,
        1e-12,
        "rates",
      );
      expectClose(
        steps.map(({ loss }) => loss),
        c.losses,
        layer,
        "losses",
      );
      model.parameters.forEach(({ name, value }, i) => {
        expectClose(value, c.weights[i], layer, name);
      });
    },
  );
});
