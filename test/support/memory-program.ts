// Run by test/memory.test.ts in a process of its own, with --expose-gc.
import { build, type Dataset, dense, Rng, sgd, softmaxCrossEntropy, tanh, train } from "chainrule";

const STEPS = 100_000;
const WARM_UP = 5_000;

const rng = new Rng(1, "data");
const size = 200;
const data: Dataset = {
  inputs: Float32Array.from({ length: size * 4 }, () => rng.normal()),
  shape: [4],
  targets: Uint8Array.from({ length: size }, () => rng.below(3)),
  size,
};
const spec = { input: [4], layers: [dense(20), tanh(), dense(20), tanh(), dense(3)] };
const model = await build(spec, { seed: 1 });
const collect = (globalThis as unknown as { gc(): void }).gc;

/** What is alive: JavaScript's own heap, and the array buffers outside of it. */
function alive() {
  for (let i = 0; i < 4; i++) collect();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { heapUsed, external, arrayBuffers, arena: model.network.backend.arena.bytes };
}

let before: ReturnType<typeof alive> | undefined;
let last = 0;
for (const event of train(model, {
  train: data,
  test: data,
  loss: softmaxCrossEntropy(),
  optimizer: sgd({ learningRate: 0.01 }),
  epochs: (WARM_UP + STEPS) / (size / 4),
  batchSize: 4,
})) {
  if (event.type === "step") last = event.step;
  if (event.type === "epoch" && event.step === WARM_UP) before = alive();
}
process.stdout.write(JSON.stringify({ steps: last - WARM_UP, before, after: alive() }));
