// Ours. Batches are gathered in the order of the data; everything else is a user's `train`, with its events.
import { chainrule } from "../chainrule.mjs";
import { bytes, floats, serve, weightsOf } from "./serve.mjs";

const { build, optimizerFrom, train, version } = chainrule;

async function load(task) {
  const { input, layers, loss, optimizer, batch, size, threads } = task;
  const model = await build({ input, layers }, { seed: 1, threads, batchSize: batch });
  const inputs = task.pixels ? bytes(task.pixels) : floats(task.inputs);
  const weights = weightsOf(task);
  const restore = () => {
    for (const [i, { values }] of weights.entries()) model.parameters[i].value.set(values);
  };
  restore();
  // until a loss has been used, a model does not know what its outputs mean
  model.output = "softmax";
  const row = inputs.length / size;
  return {
    size,
    start() {
      restore();
      const targets = bytes(task.labels);
      const data = { inputs, shape: input, targets, size };
      const given = { train: data, loss, optimizer: optimizerFrom(optimizer), epochs: 1e9, batchSize: batch };
      const events = train(model, { ...given, shuffle: false });
      let last;
      return {
        advance() {
          do last = events.next().value;
          while (last.type !== "step");
        },
        loss: () => last.loss,
      };
    },
    predict: (from, rows) => model.predict(inputs.subarray(from * row, (from + rows) * row)),
  };
}

await serve([], () => ({ version, load }));
