import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { build, evaluate, optimizerFrom, type Spec, train } from "../src/index.js";
import type { BackendName } from "../src/kernels/spec.js";

// What PyTorch computes in float64, written by scripts/golden.py: fifty steps of a small convolutional net with batch
// normalisation, under optimizers that remember.

interface Case {
  readonly optimizer: Spec;
  readonly losses: number[];
  readonly runningMean: number[];
  readonly runningVariance: number[];
  /** The loss of all images in evaluation, at the end. */
  readonly evaluation: number;
}

interface Golden {
  readonly input: number[];
  readonly layers: Spec[];
  readonly x: number[];
  readonly labels: number[];
  readonly start: number[][];
  readonly batchSize: number;
  readonly epochs: number;
  readonly cases: Case[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("golden/network.json", import.meta.url), "utf8"));
const { input, layers, start, batchSize, epochs } = golden;
const data = {
  inputs: Float32Array.from(golden.x),
  shape: input,
  targets: Int32Array.from(golden.labels),
  size: golden.labels.length,
};
const loss = "softmaxCrossEntropy";

/** What a run comes to: the loss of each step, the running statistics, the loss in evaluation.
 *  @param rounded all that is kept from one step to the next is rounded to float32 */
async function run(backend: BackendName, spec: Spec, rounded = false): Promise<number[]> {
  const model = await build({ input, layers }, { backend });
  model.parameters.forEach(({ value }, i) => void value.set(start[i]));
  const optimizer = optimizerFrom(spec);
  const losses: number[] = [];
  for (const event of train(model, { train: data, loss, optimizer, epochs, batchSize, shuffle: false })) {
    if (event.type !== "step") continue;
    losses.push(event.loss);
    if (!rounded) continue;
    const kept = [...model.network.learned, ...optimizer.slotsFor(model.network)];
    for (const { data } of kept) data.set(Float32Array.from(data));
  }
  const statistics = model.buffers.flatMap(({ value }) => [...value]);
  return [...losses, ...statistics, evaluate(model, data, { loss }).loss];
}

describe.each(golden.cases.map((c) => [JSON.stringify(c.optimizer), c] as const))(
  "fifty steps of a convolutional net under %s",
  (_name, c) => {
    const expected = [...c.losses, ...c.runningMean, ...c.runningVariance, c.evaluation];

    it("agree with PyTorch on reference, in every digit but the last few", async () => {
      expect(c.losses).toHaveLength(50);
      const actual = await run("reference", c.optimizer);
      const errors = actual.map((value, i) => Math.abs(value / expected[i] - 1));
      expect(actual).toHaveLength(expected.length);
      expect(Math.max(...errors)).toBeLessThanOrEqual(1e-12);
    });

    // To keep weights, slots and running statistics in float32 already costs something, and how that grows from step to
    // step is a matter of the net, not of the program. A program that also computes in float32 rounds each term of its sums,
    // whose errors, of either sign, come to √n of one: n is at most what one weight of the convolution is the sum over.
    // Source: Higham and Mary, "A new approach to probabilistic rounding error analysis", 2019.
    it("agree with PyTorch on wasm, as far as float32 goes", async () => {
      const terms = batchSize * input[1] * input[2];
      const unit = 2 ** -24;
      const storing = await run("reference", c.optimizer, true);
      let cost = 0;
      (await run("wasm", c.optimizer)).forEach((value, i) => {
        cost = Math.max(cost, Math.abs(storing[i] - expected[i]));
        const bound = Math.sqrt(terms + 2) * (cost + unit * Math.max(1, Math.abs(expected[i])));
        expect(Math.abs(value - expected[i]), `number ${i}`).toBeLessThanOrEqual(bound);
      });
      expect(cost).toBeLessThan(1e-6);
    });
  },
);
