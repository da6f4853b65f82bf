import {
  chart,
  defineExperiment,
  dense,
  number,
  planeNet,
  ranges,
  testAccuracies,
  trainOnPlane,
  whole,
} from "./lib/index.js";

const settings = {
  hidden: whole({ en: "hidden units", zh: "隐藏单元数" }, 8, 1, 50),
  learningRate: number({ en: "learning rate", zh: "学习率" }, 0.3, 0.001, 3, { log: true }),
  epochs: whole({ en: "epochs", zh: "训练轮数" }, 150, 1, 1000),
};

const DATA = ["gaussians", "circles", "xor"] as const;

export const linearVsNonlinear = defineExperiment({
  id: "linear-vs-nonlinear",
  topic: "nonlinearity",
  documents: ["000"],
  title: { en: "What the bend is for", zh: "非线性有什么用" },
  summary: {
    en: "The same net twice, once with sigmoid and once with linear hidden units, on clouds that a line can part and on two sets that none can.",
    zh: "同一个网络训练两遍，隐藏单元一次用 sigmoid，一次用线性，数据一种是直线能分开的，另外两种是直线分不开的。",
  },
  expect: {
    en: "On the clouds both do. On the disc with its ring and on the four squares the linear net stays near one half, however many units it has.",
    zh: "在两团点上，两者都行。在圆盘与圆环、四个方块上，线性网络的正确率始终在一半上下，单元再多也没用。",
  },
  explanation: {
    en: "A linear layer behind a linear layer is one linear layer: multiply the two matrices, and the hidden units are gone. Such a net can draw one straight line, no more. A sigmoid between them keeps the matrices apart. Each hidden unit then makes a soft cut of its own, and the output can add up cuts to a closed curve.",
    zh: "线性层后面接线性层，还是一个线性层：把两个矩阵乘起来，隐藏单元就消失了。这样的网络只画得出一条直线。中间放上 sigmoid，两个矩阵就合不到一起，每个隐藏单元各切柔和的一刀，输出把它们拼成封闭的曲线。",
  },
  formulas: [
    { tex: "(xW_1)W_2=x(W_1W_2)", plain: "(x·W1)·W2 = x·(W1·W2)" },
    { tex: "\\sigma(xW_1)W_2\\ne x(W_1W_2)", plain: "σ(x·W1)·W2 is no such product" },
  ],
  settings,
  seeds: [1, 2, 3],
  seconds: 1,
  plan: ({ hidden, learningRate, epochs }, seed) => ({
    nets: DATA.flatMap((data) =>
      (["linear", "sigmoid"] as const).map((kind) =>
        planeNet({
          id: `${data}.${kind}`,
          name: `${data}, ${kind}`,
          points: `${data}:n=500,seed=${seed}`,
          hidden: [dense(hidden), { kind }],
          optimizer: {
            kind: "momentum",
            learningRate: kind === "linear" ? learningRate / 30 : learningRate,
          },
          epochs,
        }),
      ),
    ),
  }),
  expectations: ranges([
    ["gaussians.linear", "clouds, linear, %", "两团点，线性，%", 98],
    ["gaussians.sigmoid", "clouds, sigmoid, %", "两团点，sigmoid，%", 98],
    ["circles.linear", "disc and ring, linear, %", "圆盘与圆环，线性，%", 25, 70],
    ["circles.sigmoid", "disc and ring, sigmoid, %", "圆盘与圆环，sigmoid，%", 98],
    ["xor.linear", "four squares, linear, %", "四个方块，线性，%", 25, 70],
    ["xor.sigmoid", "four squares, sigmoid, %", "四个方块，sigmoid，%", 97],
  ]),
  async *run({ plan, seed, data }) {
    const done = yield* trainOnPlane(plan.nets, { seed, data });
    yield chart({
      id: "accuracies",
      kind: "bars",
      title: { en: "Right on the test points", zh: "测试点上的正确率" },
      y: { label: "%", range: [0, 100] },
      categories: [...DATA],
      series: (["linear", "sigmoid"] as const).map((kind) => ({
        name: kind,
        values: DATA.map((name) => done.find(({ id }) => id === `${name}.${kind}`)!.test),
      })),
    });
    return testAccuracies(done);
  },
});
