import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { build, optimizerFrom, optimizers, type Spec, type TrainOptions, train } from "../src/index.js";
import { expectClose } from "./support/close.js";

// What PyTorch computes in float64, written by scripts/golden.py: ten steps or more of each optimizer, and with each thing
// that changes a step.

interface Case {
  readonly optimizer: Spec;
  readonly options: Partial<TrainOptions> & { readonly freeze?: readonly string[] };
  readonly loss: Spec;
  /** More fields of the layers, by their index. */
  readonly layers: Record<string, object>;
  readonly rates: number[];
  readonly losses: number[];
  readonly weights: number[][];
}

const golden: { x: number[]; labels: number[]; start: number[][]; cases: Case[] } = JSON.parse(
  readFileSync(new URL("golden/optimizers.json", import.meta.url), "utf8"),
);

const nameOf = ({ optimizer, options, loss, layers }: Case) =>
  [optimizer, options, loss, layers].map((part) => JSON.stringify(part)).join(" ");

it("is there for every optimizer, with weight decay and without", () => {
  const kinds = (cases: readonly Case[]) => [...new Set(cases.map(({ optimizer }) => optimizer.kind))].sort();
  const decays = ({ optimizer }: Case) => optimizer.weightDecay !== undefined;
  expect(kinds(golden.cases.filter(decays))).toEqual([...optimizers.kinds].sort());
  expect(kinds(golden.cases.filter((one) => !decays(one)))).toEqual([...optimizers.kinds].sort());
});

describe.each([
  { backend: "reference", share: 1e-12 },
  { backend: "wasm", share: 5e-6 },
] as const)("$backend agrees with PyTorch", ({ backend, share }) => {
  it.each(golden.cases.map((c) => [nameOf(c), c] as const))("in %s", async (_name, c) => {
    const layers = [
      { kind: "dense", units: 6 },
      { kind: "tanh" },
      { kind: "dense", units: 5 },
      { kind: "sigmoid" },
      { kind: "dense", units: 4 },
    ].map((layer, i) => ({ ...layer, ...c.layers[i] }));
    const model = await build({ input: [3], layers }, { backend });
    model.parameters.forEach(({ value }, i) => void value.set(golden.start[i]));
    const { freeze = [], ...options } = c.options;
    model.freeze(freeze);
    const data = {
      inputs: Float32Array.from(golden.x),
      shape: [3],
      targets: Int32Array.from(golden.labels),
      size: 20,
    };
    const events = train(model, {
      ...{ train: data, loss: c.loss, optimizer: optimizerFrom(c.optimizer) },
      ...{ epochs: c.rates.length / 5, batchSize: 4, shuffle: false },
      ...options,
    });
    const steps = [...events].filter((event) => event.type === "step");
    const rates = steps.map(({ learningRate }) => learningRate);
    const losses = steps.map(({ loss }) => loss);
    expectClose(rates, c.rates, 1e-12, "rates");
    expectClose(losses, c.losses, share, "losses");
    model.parameters.forEach(({ name, value }, i) => {
      expectClose(value, c.weights[i], share, name);
    });
  });
});
