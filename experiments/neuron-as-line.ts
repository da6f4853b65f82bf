import {
  boundaryPanel,
  type Chart,
  type Curve,
  chart,
  choice,
  defineExperiment,
  follow,
  last,
  number,
  seriesOf,
  spanOf,
  whole,
} from "./lib/index.js";

const settings = {
  data: choice({ en: "points", zh: "数据点" }, "gaussians", ["gaussians", "circles", "xor"]),
  noise: number({ en: "noise", zh: "噪声" }, 0, 0, 0.5),
  learningRate: number({ en: "learning rate", zh: "学习率" }, 0.03, 0.0001, 3, { log: true }),
  epochs: whole({ en: "epochs", zh: "训练轮数" }, 10, 1, 200),
};

/** Where w₁x₁ + w₂x₂ + b = 0 crosses the picture. */
function lineOf(
  [w1, w2]: ArrayLike<number> & Iterable<number>,
  b: number,
  [left, right]: readonly [number, number],
) {
  return [left, right].map((x) => [x, -(w1 * x + b) / w2] as const);
}

const accuracyChart = (curve: Curve): Chart => ({
  id: "accuracy",
  kind: "line",
  title: { en: "Right answers", zh: "正确率" },
  x: { label: { en: "epoch", zh: "轮" } },
  y: { label: "%" },
  series: [
    seriesOf({ en: "training", zh: "训练" }, curve, "trainAccuracy", true),
    seriesOf({ en: "test", zh: "测试" }, curve, "testAccuracy"),
  ],
});

export const neuronAsLine = defineExperiment({
  id: "neuron-as-line",
  topic: "neuron",
  documents: ["001", "000"],
  title: { en: "One neuron is a line", zh: "一个神经元就是一条直线" },
  summary: {
    en: "A single neuron with two inputs learns to tell two clouds of points apart. What it learns is a straight line.",
    zh: "只有两个输入的单个神经元学着分开两团点。它学到的，就是一条直线。",
  },
  expect: {
    en: "The line swings into the gap between the clouds within a few epochs. On “circles” or “xor” it never finds one: there is none.",
    zh: "几轮之内，直线就转到两团点之间的空隙里。换成 circles 或 xor，它永远找不到：那里根本没有这样的直线。",
  },
  explanation: {
    en: "The neuron adds up its inputs, each times a weight, and a bias. Where that sum is 0 it cannot decide, and these places are a straight line: the weights are the direction across it, the bias moves it away from the origin. The sigmoid behind it only says how sure the neuron is; it bends nothing, so the border stays straight whatever the weights are.\n\nTraining turns and moves the line so that fewer points lie on the wrong side.",
    zh: "神经元把每个输入乘上权重后相加，再加上偏置。和为 0 的地方，它拿不定主意；这些地方连起来正好是一条直线：权重给出与直线垂直的方向，偏置让直线离开原点。后面的 sigmoid 只表示有多大把握，不会把边界弄弯，所以无论权重是多少，边界总是直的。\n\n训练所做的，就是转动和平移这条直线，让站错边的点越来越少。",
  },
  formulas: [
    { tex: "y = \\sigma(w_1 x_1 + w_2 x_2 + b)", plain: "y = σ(w1·x1 + w2·x2 + b)" },
    { tex: "w_1 x_1 + w_2 x_2 + b = 0", plain: "the border: w1·x1 + w2·x2 + b = 0" },
  ],
  picture: "plane",
  settings,
  seeds: [1, 2, 3],
  seconds: 1,
  plan: ({ data, noise, learningRate, epochs }, seed) => ({
    recipe: {
      data: `${data}:n=500,noise=${noise},test=0.5,seed=${seed}`,
      model: { input: [2], layers: [{ kind: "dense", units: 1 }] },
      loss: "binaryCrossEntropy",
      optimizer: { kind: "sgd", learningRate },
      epochs,
      batchSize: 10,
    },
  }),
  expectations: [
    {
      figure: "testAccuracy",
      label: { en: "right on points it has not seen, %", zh: "没见过的点上的正确率，%" },
      min: 99,
      digits: 1,
    },
  ],
  async *run({ plan, seed, data }) {
    const { model, data: points, curve } = yield* follow(plan.recipe, { seed, data, live: accuracyChart });
    const test = points.test!;
    const span = spanOf(points.train);
    const [{ value: w }, { value: b }] = model.parameters;
    const line = { name: "w·x + b = 0", points: lineOf(w, b[0], span.x) };
    yield chart({
      id: "plane",
      kind: "heatmap",
      title: {
        en: "What the neuron says, and where it cannot decide",
        zh: "神经元的回答，以及它拿不定主意的地方",
      },
      scale: "diverging",
      range: [0, 1],
      x: "x1",
      y: "x2",
      panels: [
        {
          ...boundaryPanel({ en: "one neuron", zh: "一个神经元" }, model, { data: test, span }),
          paths: [line],
        },
      ],
    });
    yield chart(accuracyChart(curve));
    return { testAccuracy: last(curve.testAccuracy), w1: w[0], w2: w[1], b: b[0] };
  },
});
