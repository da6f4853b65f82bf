// What a peer is given: a task, that is a network with its data, all numbers in files beside it. Every peer of a
// comparison has the same task, so all begin with the same weights and see the same samples in the same order.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chainrule, loadData } from "./chainrule.mjs";

const SAMPLES = 6000;
const DIGITS = 10_000;

const folder = mkdtempSync(join(tmpdir(), "chainrule-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

let files = 0;
function store(array) {
  const path = join(folder, `${files++}.bin`);
  writeFileSync(path, new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return path;
}

/** The full MNIST where it is at hand, else the ten thousand digits that come with the repository. */
export const digits = await loadData("mnist").then(
  () => "mnist",
  () => "mnist-10k",
);

/** The first `count` of some samples. */
function first({ inputs, targets, size }, count) {
  const row = inputs.length / size;
  return { inputs: inputs.subarray(0, count * row), targets: targets.subarray(0, count), size: count };
}

/** Pixels as they are in the data set, for those who begin with bytes; and as numbers from 0 to 1. */
const storeInputs = (inputs) =>
  inputs instanceof Uint8Array
    ? { pixels: store(inputs), inputs: store(Float32Array.from(inputs, (byte) => byte / 255)) }
    : { inputs: store(inputs) };

/** Classes as indices, and as rows of 0 and 1. */
function storeTargets(labels, width) {
  const rows = new Float32Array(labels.length * width);
  labels.forEach((label, i) => {
    rows[i * width + label] = 1;
  });
  return { labels: store(Uint8Array.from(labels)), targets: store(rows) };
}

const inputsOnDisk = new Map();
/** The stored inputs of a data set, which are written once. */
function once(name, make) {
  if (!inputsOnDisk.has(name)) inputsOnDisk.set(name, make());
  return inputsOnDisk.get(name);
}

function joined(arrays) {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

async function networkOf({ model: spec, loss, optimizer, batch }) {
  const model = await chainrule.build(spec, { seed: 1 });
  const { input, layers } = model.spec;
  return {
    ...{ input, layers, loss, optimizer, batch },
    outputs: model.parameters.at(-1).value.length,
    parameters: model.parameters.map(({ name, shape }) => ({ name, shape })),
    weights: store(joined(model.parameters.map(({ value }) => value))),
  };
}

/** The task of training a workload's network. */
export async function trainingTask(workload) {
  const name = workload.data === "digits" ? digits : workload.data;
  const { train } = await loadData(name);
  const whole = Math.min(train.size, SAMPLES);
  const data = first(train, whole - (whole % workload.batch));
  const network = await networkOf(workload);
  return {
    ...network,
    ...{ data: name, size: data.size },
    ...once(`${name} ${data.size}`, () => storeInputs(data.inputs)),
    ...storeTargets(data.targets, network.outputs),
  };
}

/** The same with random numbers for data. */
export async function syntheticTask(workload) {
  const network = await networkOf(workload);
  const { input, outputs, batch } = network;
  const size = batch * Math.max(1, Math.floor(1000 / batch));
  const random = new chainrule.Rng(1, "data");
  const count = size * input.reduce((product, length) => product * length, 1);
  return {
    ...{ ...network, data: "random numbers", size },
    inputs: store(Float32Array.from({ length: count }, () => random.uniform())),
    ...storeTargets(
      Array.from({ length: size }, (_, i) => i % outputs),
      outputs,
    ),
  };
}

/** The task of telling ten thousand digits apart: those of the test set, or all where there are no more. */
export async function predictionTask(workload) {
  const { train, test } = await loadData(digits);
  const inputs = once("to predict", () =>
    storeInputs(
      test.size >= DIGITS
        ? first(test, DIGITS).inputs
        : Uint8Array.from([...test.inputs, ...first(train, DIGITS - test.size).inputs]),
    ),
  );
  return { ...(await networkOf(workload)), data: digits, size: DIGITS, ...inputs };
}

/** The task without the random part, in which no two libraries can agree. */
export const withoutDropout = (task) => ({
  ...task,
  layers: task.layers.map((layer) => (layer.kind === "dropout" ? { ...layer, rate: 0 } : layer)),
});
