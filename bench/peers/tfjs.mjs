// TensorFlow.js, on the backend that is named: its core alone, without the cost of its layers; variables, gradients by
// its tape, its optimizers. Batches are tensors made beforehand. In Node it has one thread, on either backend.
import { floats, serve, weightsOf } from "./serve.mjs";

const CHUNK = 250;
const [backend] = process.argv.slice(2);

/** TensorFlow.js has channels last: filters [height, width, in, out]. */
const filters = (values, [F, C, H, W]) =>
  Float32Array.from(values, (_, i) => {
    const [f, c, v, u] = [i % F, Math.floor(i / F) % C, Math.floor(i / F / C) % W, Math.floor(i / F / C / W)];
    return values[((f * C + c) * H + u) * W + v];
  });

async function start(tf) {
  await tf.setBackend(backend);
  await tf.ready();

  const layers = {
    dense: (x, _, [W, b]) => tf.add(tf.matMul(x, W), b),
    conv2d: (x, { padding }, [W, b]) => tf.add(tf.conv2d(x, W, 1, padding), b),
    maxPool2d: (x, { size }) => tf.maxPool(x, size, size, 0),
    // back to channels first, so that the weights behind it mean the same
    flatten: (x) => tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [x.shape[0], -1]),
    dropout: (x, { rate }, _, training) => (training && rate > 0 ? tf.dropout(x, rate) : x),
    sigmoid: (x) => tf.sigmoid(x),
    tanh: (x) => tf.tanh(x),
    relu: (x) => tf.relu(x),
  };

  function forward(task, variables, x, training) {
    let at = 0;
    return task.layers.reduce((y, spec) => {
      const own = ["dense", "conv2d"].includes(spec.kind) ? variables.slice(at, (at += 2)) : [];
      return layers[spec.kind](y, spec, own, training);
    }, x);
  }

  const losses = {
    softmaxCrossEntropy: (t, z) => tf.neg(tf.mean(tf.sum(tf.mul(t, tf.logSoftmax(z)), 1))),
    binaryCrossEntropy: (t, z) => tf.losses.sigmoidCrossEntropy(t, z),
  };

  function variablesOf(task) {
    return weightsOf(task).map(({ shape, values }) => {
      if (shape.length < 4) return tf.variable(tf.tensor(values, shape));
      const [F, C, H, W] = shape;
      return tf.variable(tf.tensor(filters(values, shape), [H, W, C, F]));
    });
  }

  function load(task) {
    const { size, batch, loss, optimizer } = task;
    const convolves = task.layers.some(({ kind }) => kind === "conv2d");
    if (convolves && task.targets && backend === "wasm")
      throw new Error("has no gradient of a filter (Conv2DBackpropFilter)");
    const x = floats(task.inputs);
    const row = x.length / size;
    // one channel: first and last are the same
    const [channels, ...image] = task.input;
    const shape = convolves ? [...image, channels] : task.input;
    const inputs = (from, rows) => tf.tensor(x.slice(from * row, (from + rows) * row), [rows, ...shape]);
    let weights;
    const peer = {
      size,
      predict(from, rows) {
        weights ??= variablesOf(task);
        const result = new Float32Array(rows * task.outputs);
        for (let i = 0; i < rows; i += CHUNK) {
          const chunk = tf.tidy(() =>
            tf.softmax(forward(task, weights, inputs(from + i, Math.min(CHUNK, rows - i)), false)).dataSync(),
          );
          result.set(chunk, i * task.outputs);
        }
        return result;
      },
    };
    if (!task.targets) return peer;

    const t = floats(task.targets);
    const batches = Array.from({ length: size / batch }, (_, i) => [
      inputs(i * batch, batch),
      tf.tensor(t.slice(i * batch * task.outputs, (i + 1) * batch * task.outputs), [batch, task.outputs]),
    ]);
    return {
      ...peer,
      start() {
        const variables = variablesOf(task);
        const rate = optimizer.learningRate;
        const updater = optimizer.kind === "adam" ? tf.train.adam(rate) : tf.train.sgd(rate);
        let steps = 0;
        let last;
        return {
          advance() {
            const [x, t] = batches[steps++ % batches.length];
            last?.dispose();
            last = updater.minimize(
              () => losses[loss.kind](t, forward(task, variables, x, true)),
              true,
              variables,
            );
          },
          loss: () => last.dataSync()[0],
        };
      },
    };
  }

  return { version: tf.version_core, detail: "one thread", load };
}

// the layers bring the gradients along, which the core has not registered by itself
const packages = ["core", `backend-${backend}`, "layers"].map((name) => `@tensorflow/tfjs-${name}`);
await serve(packages, start);
