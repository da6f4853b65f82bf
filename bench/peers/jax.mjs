// jax-js on its WebAssembly device, the only one it has in Node; there on one thread, for its pool wants the browser's
// Worker. One jit-compiled function is the whole step. Batches are arrays made beforehand.
import { floats, serve, versionOf, weightsOf } from "./serve.mjs";

const CHUNK = 250;

function start({ init, numpy: np, jit, valueAndGrad, nn, lax, random }) {
  const activations = { sigmoid: nn.sigmoid, tanh: np.tanh, relu: nn.relu };

  /** One layer; `parameters` and `x` are used up, as all arguments are in jax-js. */
  function layer({ kind, ...spec }, parameters, x, key) {
    if (kind === "dense") {
      const [W, b] = parameters.splice(0, 2);
      return np.dot(x, W).add(b);
    }
    if (kind === "conv2d") {
      const [W, b] = parameters.splice(0, 2);
      const pad = [spec.padding, spec.padding];
      return lax.convGeneralDilated(x, W, [1, 1], [pad, pad]).add(b.reshape([1, -1, 1, 1]));
    }
    if (kind === "maxPool2d") {
      const [rows, channels, height, width] = x.shape;
      return np.max(x.reshape([rows, channels, height / 2, 2, width / 2, 2]), [3, 5]);
    }
    if (kind === "flatten") return x.reshape([x.shape[0], -1]);
    if (kind === "dropout") {
      if (key === undefined || spec.rate === 0) return x;
      const kept = random.bernoulli(key, 1 - spec.rate, x.shape);
      return np.where(kept, x.div(1 - spec.rate), 0);
    }
    return activations[kind](x);
  }

  const forward = (layers, parameters, x, key) => {
    const left = [...parameters];
    return layers.reduce((y, spec) => layer(spec, left, y, key), x);
  };

  const losses = {
    softmaxCrossEntropy: (z, t) => nn.logSoftmax(z, -1).mul(t).sum(-1).mean().mul(-1),
    // log(1 + eᶻ) − z·t
    binaryCrossEntropy: (z, t) => nn.softplus(z.ref).sub(z.mul(t)).mean(),
  };

  const optimizers = {
    sgd: ({ learningRate }) => ({
      slots: 0,
      update: (p, g) => [p.sub(g.mul(learningRate))],
    }),
    adam: ({ learningRate }) => ({
      slots: 2,
      update(p, g, [m, v], [bias1, bias2]) {
        const mean = m.mul(0.9).add(g.ref.mul(0.1));
        const square = v.mul(0.999).add(g.ref.mul(g).mul(0.001));
        const step = mean.ref.div(bias1).div(np.sqrt(square.ref.div(bias2)).add(1e-8));
        return [p.sub(step.mul(learningRate)), mean, square];
      },
    }),
  };

  /** The whole step, from parameters, slots and a batch to new ones and the loss. */
  function stepOf({ layers, loss, optimizer }) {
    const lossOf = (parameters, x, t, key) => losses[loss.kind](forward(layers, parameters, x, key), t);
    const { slots, update } = optimizers[optimizer.kind](optimizer);
    const step = jit((parameters, state, biases, x, t, key) => {
      const [value, gradients] = valueAndGrad(lossOf)(
        parameters.map((p) => p.ref),
        x,
        t,
        key,
      );
      const moved = parameters.map((p, i) =>
        update(
          p,
          gradients[i],
          state[i],
          biases.map((bias) => bias.ref),
        ),
      );
      for (const bias of biases) bias.dispose();
      return [value, moved.map(([p]) => p), moved.map(([, ...rest]) => rest)];
    });
    return { slots, step };
  }

  async function load(task) {
    await init("wasm");
    const { input, layers, batch, size } = task;
    const x = floats(task.inputs);
    const row = x.length / size;
    const rowsOf = (array, width, shape) => (from, rows) =>
      np.array(array.slice(from * width, (from + rows) * width)).reshape([rows, ...shape]);
    const inputs = rowsOf(x, row, input);
    const first = weightsOf(task);
    const put = () => first.map(({ values, shape }) => np.array(values).reshape(shape));
    const classify = jit((parameters, x) => nn.softmax(forward(layers, parameters, x), -1));
    let weights;
    const peer = {
      size,
      predict(from, rows) {
        weights ??= put();
        const result = new Float32Array(rows * task.outputs);
        for (let i = 0; i < rows; i += CHUNK) {
          const x = inputs(from + i, Math.min(CHUNK, rows - i));
          result.set(
            classify(
              weights.map((w) => w.ref),
              x,
            ).dataSync(),
            i * task.outputs,
          );
        }
        return result;
      },
    };
    if (task.targets === undefined) return peer;

    const targets = rowsOf(floats(task.targets), task.outputs, [task.outputs]);
    const batches = Array.from({ length: size / batch }, (_, i) => [
      inputs(i * batch, batch),
      targets(i * batch, batch),
    ]);
    const { slots, step } = stepOf(task);
    return {
      ...peer,
      start() {
        let parameters = put();
        let state = parameters.map((p) => Array.from({ length: slots }, () => np.zeros(p.shape)));
        let steps = 0;
        let last;
        return {
          advance() {
            const [x, t] = batches[steps++ % batches.length];
            const biases = slots ? [1 - 0.9 ** steps, 1 - 0.999 ** steps].map((bias) => np.array(bias)) : [];
            const key = np.array(Uint32Array.of(0, steps)); // what random.key(steps) gives, at a thousandth of its cost
            last?.dispose();
            [last, parameters, state] = step(parameters, state, biases, x.ref, t.ref, key);
          },
          loss() {
            for (const p of parameters) p.ref.dataSync(); // it computes when it is asked for numbers
            return last.ref.dataSync()[0];
          },
        };
      },
    };
  }

  return { version: versionOf("@jax-js/jax"), detail: "wasm, one thread", load };
}

await serve(["@jax-js/jax"], start);
