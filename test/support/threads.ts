import {
  adam,
  avgPool2d,
  batchNorm,
  conv2d,
  type Dataset,
  dense,
  dropout,
  encodeCheckpoint,
  flatten,
  globalAvgPool2d,
  layerNorm,
  type ModelSpec,
  type Model as ModelType,
  maxPool2d,
  momentum,
  type Optimizer,
  Rng,
  relu,
  restoreCheckpoint,
  sgd,
  sigmoid,
  softmaxCrossEntropy,
  tanh,
  train,
  weightsDigest,
} from "chainrule";
import { wasmBackend } from "../../src/kernels/wasm/index.js";
import { Model } from "../../src/model/model.js";
import { Network } from "../../src/model/network.js";
import { fullSpec, planModel } from "../../src/model/plan.js";

/** What `build` makes, but on just so many threads that share every call that can be shared, however small. */
async function buildOn(spec: ModelSpec, threads: number): Promise<ModelType> {
  const plan = planModel(spec);
  const backend = await wasmBackend({ threads, shareAlways: true });
  return new Model(fullSpec(plan), new Network(plan, backend, 7), 7);
}

/** Pictures of which as large a part is empty as of digits. */
function pictures(channels: number, extent: number): Dataset {
  const rng = new Rng(2, "data");
  const size = 37;
  const inputs = Uint8Array.from({ length: size * channels * extent * extent }, () =>
    rng.uniform() < 0.19 ? 1 + rng.below(255) : 0,
  );
  return {
    inputs,
    shape: [channels, extent, extent],
    targets: Uint8Array.from({ length: size }, () => rng.below(4)),
    size,
  };
}

/** The same with numbers of all sorts. */
function numbers(channels: number, extent: number): Dataset {
  const rng = new Rng(3, "data");
  const { inputs, ...rest } = pictures(channels, extent);
  return { ...rest, inputs: Float32Array.from(inputs, () => rng.normal()) };
}

interface Scenario {
  readonly data: Dataset;
  readonly layers: ModelSpec["layers"];
  readonly optimizer: () => Optimizer;
}

const scenarios: Record<string, Scenario> = {
  "dense layers on sparse pictures": {
    data: pictures(1, 13),
    layers: [flatten(), dense(41), sigmoid(), dense(33), tanh(), dense(4)],
    optimizer: () => momentum({ learningRate: 0.1 }),
  },
  "dense layers on numbers": {
    data: numbers(1, 9),
    layers: [flatten(), dense(300), relu(), layerNorm(), dense(4)],
    optimizer: () => sgd({ learningRate: 0.1 }),
  },
  "convolutions on pictures": {
    data: pictures(1, 13),
    layers: [
      conv2d(5, 3, { padding: 1 }),
      relu(),
      maxPool2d(2),
      conv2d(6, [3, 2], { stride: 2 }),
      tanh(),
      avgPool2d(2),
      flatten(),
      dense(4),
    ],
    optimizer: () => adam({ learningRate: 0.01 }),
  },
  "convolutions by Winograd": {
    data: numbers(8, 7),
    layers: [conv2d(10, 3, { padding: 1 }), relu(), conv2d(9, 3), globalAvgPool2d(), dense(4)],
    optimizer: () => adam({ learningRate: 0.01 }),
  },
  "batch normalisation and dropout": {
    data: numbers(2, 8),
    layers: [
      conv2d(7, 3),
      batchNorm(),
      relu(),
      flatten(),
      dropout(0.3),
      dense(21),
      batchNorm(),
      dropout(0.5),
      dense(4),
    ],
    optimizer: () => adam({ learningRate: 0.01, weightDecay: 0.01 }),
  },
};

const loss = softmaxCrossEntropy();
const settings = { loss, epochs: 2, batchSize: 16, clipNorm: 5, checkpointEvery: 1 };

/** What training comes to on so many threads, and after it has stopped halfway and gone on. */
export async function threadDigests(threads: number): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, { data, layers, optimizer }] of Object.entries(scenarios)) {
    const spec = { input: data.shape, layers };
    const [model, rule] = [await buildOn(spec, threads), optimizer()];
    const losses: number[] = [];
    let halfway: Uint8Array | undefined;
    for (const event of train(model, { ...settings, train: data, optimizer: rule })) {
      if (event.type === "step") losses.push(event.loss);
      if (event.type === "checkpoint" && event.step === 3)
        halfway = encodeCheckpoint(model, rule, event.position);
    }
    const [again, ruleAgain] = [await buildOn(spec, threads), optimizer()];
    const from = restoreCheckpoint(halfway!, again, ruleAgain, "halfway");
    for (const _ of train(again, { ...settings, train: data, optimizer: ruleAgain, from }));
    found[name] = await weightsDigest(model);
    found[`${name}, resumed`] = await weightsDigest(again);
    found[`${name}, losses`] = losses.join(" ");
    found[`${name}, outputs`] = model.predict(data.inputs).join(" ");
  }
  return found;
}
