// brain.js, on the CPU. It has no batches and no softmax: it corrects its weights after every sample, by the squared
// error of a network whose last layer has the activation of the others. A step is here the same samples; its loss is
// another and cannot be compared.
import { floats, serve, versionOf, weightsOf } from "./serve.mjs";

function start({ default: brain }) {
  function load(task) {
    const { input, layers, size, batch, outputs, optimizer } = task;
    const kinds = layers.map(({ kind }) => kind);
    if (kinds.includes("conv2d")) throw new Error("has no convolutions");
    const x = floats(task.inputs);
    const [row] = input;
    const samples = Array.from({ length: size }, (_, i) => x.slice(i * row, (i + 1) * row));
    const sizes = layers.filter(({ kind }) => kind === "dense").map(({ units }) => units);

    const make = () => {
      const net = new brain.NeuralNetwork({
        inputSize: row,
        hiddenLayers: sizes.slice(0, -1),
        outputSize: outputs,
        activation: kinds.find((kind) => kind !== "dense"),
      });
      net.initialize();
      Object.assign(net.trainOpts, { learningRate: optimizer.learningRate / batch, momentum: 0 });
      const weights = weightsOf(task);
      for (const [i, units] of sizes.entries()) {
        const [W, b] = weights.splice(0, 2);
        for (let unit = 0; unit < units; unit++) {
          for (let k = 0; k < W.shape[0]; k++) net.weights[i + 1][unit][k] = W.values[k * units + unit];
          net.biases[i + 1][unit] = b.values[unit];
        }
      }
      return net;
    };

    let net;
    const peer = {
      size,
      predict(from, rows) {
        net ??= make();
        const result = new Float32Array(rows * outputs);
        for (let i = 0; i < rows; i++) result.set(net.runInput(samples[from + i]), i * outputs);
        return result;
      },
      note: "other work: updates after each sample",
    };
    if (!task.targets) return peer;

    const rows = floats(task.targets);
    const data = samples.map((input, i) => ({ input, output: rows.slice(i * outputs, (i + 1) * outputs) }));
    return {
      ...peer,
      start() {
        const net = make();
        let [at, last] = [0, 0];
        return {
          advance() {
            last = 0;
            for (const end = at + batch; at < end; at++) last += net.trainPattern(data[at], true) / batch;
            at %= size;
          },
          loss: () => last,
        };
      },
    };
  }

  return { version: versionOf("brain.js"), detail: "one thread", load };
}

await serve(["brain.js"], start);
