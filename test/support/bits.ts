import {
  type Augmentation,
  augmentation,
  augmentations,
  binaryCrossEntropy,
  build,
  cosine,
  type Dataset,
  dense,
  elu,
  evaluate,
  gelu,
  halfSquaredError,
  type LossSpec,
  leakyRelu,
  type ModelSpec,
  meanSquaredError,
  Rng,
  relu,
  sgd,
  sigmoid,
  softmaxCrossEntropy,
  softplus,
  tanh,
  train,
  weightsDigest,
} from "chainrule";
import { sha256Hex } from "chainrule/format";

/** A short training on data that are made from a seed. */
interface Scenario {
  readonly spec: ModelSpec;
  readonly data: Dataset;
  readonly loss: LossSpec;
  readonly epochs: number;
  readonly augment?: Augmentation;
}

/** Two numbers per sample, in three classes that wind around one another. */
function numbers(): Scenario {
  const rng = new Rng(1, "data");
  const size = 90;
  const inputs = Float32Array.from({ length: size * 2 }, () => 2 * rng.normal());
  const targets = Uint8Array.from(
    { length: size },
    (_, i) => (inputs[2 * i] > 0 ? 1 : 0) + (inputs[2 * i + 1] > 0 ? 1 : 0),
  );
  // every activation that learns, one after the other
  const layers = [tanh(), sigmoid(), relu(), leakyRelu(), elu(), gelu(), softplus()].flatMap((layer) => [
    dense(13),
    layer,
  ]);
  return {
    spec: { input: [2], layers: [...layers, dense(3)] },
    data: { inputs, shape: [2], targets, size },
    loss: softmaxCrossEntropy(),
    epochs: 3,
  };
}

/** Pictures of 28 × 28 bytes, four fifths of them zero, as digits are. */
function pictures(): Scenario {
  const rng = new Rng(2, "data");
  const size = 50;
  const inputs = Uint8Array.from({ length: size * 784 }, () =>
    rng.uniform() < 0.19 ? 1 + rng.below(255) : 0,
  );
  const targets = Uint8Array.from({ length: size }, () => rng.below(10));
  return {
    spec: { input: [784], layers: [dense(30), sigmoid(), dense(20), sigmoid(), dense(10)] },
    data: { inputs, shape: [784], targets, size },
    loss: softmaxCrossEntropy(),
    epochs: 2,
  };
}

/** The same pictures, changed in every way there is. */
function changedPictures(): Scenario {
  const { data, ...rest } = pictures();
  const augment = augmentation(augmentations.kinds);
  return { ...rest, data: { ...data, shape: [1, 28, 28] }, augment };
}

/** Values, to be met with the squared error; and logits far out, for the cross-entropy of yes and no. */
function values(loss: LossSpec): Scenario {
  const rng = new Rng(3, "data");
  const size = 64;
  const inputs = Float32Array.from({ length: size * 5 }, () => 4 * rng.normal());
  const targets = Float32Array.from({ length: size * 7 }, () => rng.uniform());
  return {
    spec: { input: [5], layers: [dense(17, { weightInit: "he" }), relu(), dense(7)] },
    data: { inputs, shape: [5], targets, size },
    loss,
    epochs: 3,
  };
}

const scenarios: Record<string, () => Scenario> = {
  numbers,
  pictures,
  "changed pictures": changedPictures,
  "mean squared error": () => values(meanSquaredError()),
  "half squared error": () => values(halfSquaredError()),
  "binary cross-entropy": () => values(binaryCrossEntropy()),
};

/** What must be the same on every machine and in every engine: the SHA-256 of weights at the start and at the end, and
 *  of every event, evaluation, prediction and gradient on the way. Fresh models each time. */
export async function digests(): Promise<Record<string, Record<string, string>>> {
  const found: Record<string, Record<string, string>> = {};
  for (const backend of ["wasm", "reference"] as const) {
    for (const [name, make] of Object.entries(scenarios)) {
      const { spec, data, loss, epochs, augment } = make();
      const model = await build(spec, { seed: 7, backend });
      const start = await weightsDigest(model);
      const optimizer = sgd({ learningRate: cosine({ initial: 0.3, final: 0.01 }) });
      const options = { train: data, test: data, loss, optimizer, epochs, batchSize: 20, augment };
      const events = [...train(model, options)];
      const end = await weightsDigest(model);
      const outputs = [evaluate(model, data, { loss }), [...model.predict(data.inputs)]];
      model.loss(data.inputs, data.targets, loss);
      outputs.push([...model.backward()], ...model.parameters.map(({ grad }) => [...grad]));
      found[`${name}, ${backend}`] = {
        start,
        end,
        events: await sha256Hex(new TextEncoder().encode(JSON.stringify(events))),
        outputs: await sha256Hex(new TextEncoder().encode(JSON.stringify(outputs))),
      };
    }
  }
  return found;
}
