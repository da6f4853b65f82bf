// The training steps that are measured. Each is a network of one of the documents, with its own data.
import { chainrule } from "./chainrule.mjs";

const { binaryCrossEntropy, conv2d, dense, dropout, flatten, maxPool2d, relu, sigmoid } = chainrule;
const { softmaxCrossEntropy, tanh } = chainrule;

const he = { weightInit: { kind: "he" } };
const convolution = (filters, padding) => [conv2d(filters, 3, { padding, ...he }), relu()];
const sgd = (learningRate) => ({ kind: "sgd", learningRate });
const adam = { kind: "adam", learningRate: 0.001 };

/** Dense layers of these sizes, from input to output, with an activation between them. */
const perceptron = ([input, ...sizes], activation) => ({
  input: [input],
  layers: sizes.flatMap((units, i) => (i === 0 ? [dense(units)] : [activation(), dense(units)])),
});

const classifier = { data: "digits", loss: softmaxCrossEntropy() };

/** `steps`: after so many the losses are compared. `goals`: the ratios aimed at, a peer's time / ours: `one`, against the
 *  faster of NumPy and PyTorch on one core each; `all`, on all cores each; `js`, against the fastest peer in JavaScript. */
export const workloads = [
  {
    name: "W1",
    title: "784-30-20-10 sigmoid, batch 20",
    ...classifier,
    model: perceptron([784, 30, 20, 10], sigmoid),
    optimizer: sgd(0.6),
    batch: 20,
    steps: 50,
    goals: { one: 2, all: 2, js: 40 },
  },
  {
    name: "W2",
    title: "784-200-100-10 sigmoid, batch 100",
    ...classifier,
    model: perceptron([784, 200, 100, 10], sigmoid),
    optimizer: sgd(0.1),
    batch: 100,
    steps: 50,
    goals: { one: 0.9, all: 1.3, js: 5 },
  },
  {
    name: "W3",
    title: "784-128-10 ReLU, batch 100",
    ...classifier,
    model: perceptron([784, 128, 10], relu),
    optimizer: sgd(0.1),
    batch: 100,
    steps: 50,
    goals: { one: 1, all: 1.3, js: 5 },
  },
  {
    name: "W4",
    title: "4-20-20-3 sigmoid, batch 4",
    ...classifier,
    data: "iris:test=50",
    model: perceptron([4, 20, 20, 3], sigmoid),
    optimizer: sgd(0.04),
    batch: 4,
    steps: 50,
    goals: { one: 10, all: 10, js: 8 },
  },
  {
    name: "W5",
    title: "2-50-2 tanh, batch 60",
    data: "moons:n=60,noise=1",
    loss: binaryCrossEntropy(),
    model: perceptron([2, 50, 2], tanh),
    optimizer: sgd(0.2),
    batch: 60,
    steps: 50,
    goals: { one: 3, all: 3, js: 15 },
  },
  {
    name: "W6",
    title: "30 filters 5×5, pool, 100, 10, Adam, batch 100",
    ...classifier,
    model: {
      input: [1, 28, 28],
      layers: [
        ...[conv2d(30, 5, he), relu(), maxPool2d(2), flatten()],
        ...[dense(100, he), relu(), dense(10, he)],
      ],
    },
    optimizer: adam,
    batch: 100,
    steps: 5,
    goals: { one: 1.5, all: 1.8, js: 20 },
  },
  {
    name: "W7",
    title: "six convolutions 3×3, 50, dropout, 10, Adam, batch 100",
    ...classifier,
    model: {
      input: [1, 28, 28],
      layers: [
        ...[...convolution(16, 1), ...convolution(16, 1), maxPool2d(2)],
        ...[...convolution(32, 1), ...convolution(32, 2), maxPool2d(2)],
        ...[...convolution(64, 1), ...convolution(64, 1), maxPool2d(2), flatten()],
        ...[dense(50, he), relu(), dropout(0.5), dense(10, he)],
      ],
    },
    optimizer: adam,
    batch: 100,
    steps: 3,
    goals: { one: 0.5, all: 1 },
  },
];

/** What is asked of a net: one digit at a time, or ten thousand at once. */
export const inferences = [
  { name: "I1", title: "one digit", rows: 1 },
  { name: "I2", title: "10,000 digits", rows: 10_000 },
];
/** The workloads whose nets are asked. */
export const predicting = ["W2", "W6", "W7"];
