// ConvNetJS, float64 in plain loops: its layers forward and backward, sample by sample, as it has them. Its trainer has no
// Adam, and none of its losses is a binary cross-entropy; these, and plain SGD, are the few lines below.
import { floats, serve, versionOf, weightsOf } from "./serve.mjs";

/** ConvNetJS has channels last, in images as in filters. */
function channelsLast(values, [channels, height, width]) {
  const places = height * width;
  return Float64Array.from(values, (_, i) => values[(i % channels) * places + Math.floor(i / channels)]);
}

const optimizers = {
  sgd:
    ({ learningRate }, batch) =>
    ({ params, grads }) => {
      for (let i = 0; i < params.length; i++) {
        params[i] -= (learningRate * grads[i]) / batch;
        grads[i] = 0;
      }
    },
  adam({ learningRate }, batch) {
    const slots = new Map();
    return ({ params, grads }, steps) => {
      if (!slots.has(params))
        slots.set(params, [new Float64Array(params.length), new Float64Array(params.length)]);
      const [m, v] = slots.get(params);
      const [bias1, bias2] = [1 - 0.9 ** steps, 1 - 0.999 ** steps];
      for (let i = 0; i < params.length; i++) {
        const g = grads[i] / batch;
        m[i] += 0.1 * (g - m[i]);
        v[i] += 0.001 * (g * g - v[i]);
        params[i] -= (learningRate * (m[i] / bias1)) / (Math.sqrt(v[i] / bias2) + 1e-8);
        grads[i] = 0;
      }
    };
  },
};

function softmax(z) {
  const most = Math.max(...z);
  const e = z.map((value) => Math.exp(value - most));
  const sum = e.reduce((a, b) => a + b);
  return e.map((value) => value / sum);
}

/** Writes the gradient of the logits of one sample, and gives its loss. */
const losses = {
  softmaxCrossEntropy(z, t, dz) {
    const p = softmax(z);
    let loss = 0;
    for (let i = 0; i < z.length; i++) {
      dz[i] = p[i] - t[i];
      if (t[i] > 0) loss -= t[i] * Math.log(p[i]);
    }
    return loss;
  },
  binaryCrossEntropy(z, t, dz) {
    let loss = 0;
    for (let i = 0; i < z.length; i++) {
      dz[i] = (1 / (1 + Math.exp(-z[i])) - t[i]) / z.length;
      loss += (Math.max(z[i], 0) - z[i] * t[i] + Math.log1p(Math.exp(-Math.abs(z[i])))) / z.length;
    }
    return loss;
  },
};

/** The layers of a task, as ConvNetJS calls them. */
function definitionsOf({ input, layers }) {
  const [channels, height = 1, width = 1] = input;
  const definitions = [{ type: "input", out_sx: width, out_sy: height, out_depth: channels }];
  for (const { kind, ...spec } of layers) {
    if (kind === "dense") definitions.push({ type: "fc", num_neurons: spec.units });
    else if (kind === "conv2d")
      definitions.push({ type: "conv", sx: spec.kernel, filters: spec.filters, pad: spec.padding });
    else if (kind === "maxPool2d") definitions.push({ type: "pool", sx: spec.size, stride: spec.size });
    else if (kind === "dropout" && spec.rate > 0) definitions.push({ type: "dropout", drop_prob: spec.rate });
    else if (["sigmoid", "tanh", "relu"].includes(kind)) definitions.push({ type: kind });
  }
  return definitions;
}

/** Puts the first weights in. Those of a dense layer behind images go by ConvNetJS's order of pixels. */
function fill(net, task) {
  const weights = weightsOf(task);
  net.layers.forEach(({ filters, biases, layer_type: kind }, at) => {
    if (filters === undefined) return;
    const [{ values }, { values: b }] = weights.splice(0, 2);
    const before = net.layers[at - 1];
    filters.forEach(({ w, sx, sy, depth }, unit) => {
      const own =
        kind === "fc"
          ? values.filter((_, i) => i % filters.length === unit)
          : values.subarray(unit * w.length, (unit + 1) * w.length);
      const { out_depth, out_sy, out_sx } = before;
      w.set(channelsLast(own, kind === "fc" ? [out_depth, out_sy, out_sx] : [depth, sy, sx]));
    });
    biases.w.set(b);
  });
}

function start({ default: convnet }) {
  /** Samples as ConvNetJS has them; those of one channel lie the same way there. */
  function samplesOf({ inputs, size, input }) {
    const x = floats(inputs);
    const row = x.length / size;
    const [channels, height = 1, width = 1] = input;
    return Array.from({ length: size }, (_, i) => {
      const sample = new convnet.Vol(width, height, channels, 0);
      sample.w.set(channelsLast(x.subarray(i * row, (i + 1) * row), [channels, height, width]));
      return sample;
    });
  }

  function load(task) {
    const { size, batch, outputs, loss: lossSpec, optimizer } = task;
    const samples = samplesOf(task);
    const make = () => {
      const net = new convnet.Net();
      net.makeLayers(definitionsOf(task));
      fill(net, task);
      return net;
    };
    const lossOf = losses[lossSpec.kind];
    let net;
    const peer = {
      size,
      predict(from, rows) {
        net ??= make();
        const result = new Float32Array(rows * outputs);
        for (let i = 0; i < rows; i++) {
          const { w } = net.forward(samples[from + i], false);
          result.set(softmax(w), i * outputs);
        }
        return result;
      },
    };
    if (!task.targets) return peer;

    const rows = floats(task.targets);
    const targets = samples.map((_, i) => rows.slice(i * outputs, (i + 1) * outputs));
    return {
      ...peer,
      start() {
        const net = make();
        const layers = net.layers.toReversed();
        const update = optimizers[optimizer.kind](optimizer, batch);
        let [steps, at, last] = [0, 0, 0];
        return {
          advance() {
            last = 0;
            for (const end = at + batch; at < end; at++) {
              const { w, dw } = net.forward(samples[at], true);
              last += lossOf(w, targets[at], dw) / batch;
              for (const layer of layers) layer.backward();
            }
            at %= size;
            steps += 1;
            for (const pair of net.getParamsAndGrads()) update(pair, steps);
          },
          loss: () => last,
        };
      },
    };
  }

  return { version: versionOf("convnetjs"), detail: "one thread", load };
}

await serve(["convnetjs"], start);
