import {
  choice,
  defineExperiment,
  number,
  planeNet,
  ranges,
  testAccuracies,
  trainOnPlane,
  whole,
} from "./lib/index.js";

const settings = {
  data: choice({ en: "points", zh: "数据点" }, "circles", ["circles", "xor", "gaussians", "spiral"]),
  noise: number({ en: "noise", zh: "噪声" }, 0, 0, 0.5),
  learningRate: number({ en: "learning rate", zh: "学习率" }, 0.03, 0.001, 1, { log: true }),
  epochs: whole({ en: "epochs", zh: "训练轮数" }, 40, 1, 500),
};

const FEATURES = ["x1+x2", "x1^2+x2^2", "x1x2"] as const;

export const squaredFeatures = defineExperiment({
  id: "squared-features",
  topic: "nonlinearity",
  documents: ["000"],
  title: { en: "The right features make it linear", zh: "选对特征，问题就变成线性的" },
  summary: {
    en: "One neuron, no hidden layer. Given x₁ and x₂ it cannot part a disc from the ring about it; given their squares it can.",
    zh: "只有一个神经元，没有隐藏层。给它 x₁ 和 x₂，它分不开圆盘和外面的圆环；给它平方，它就分得开。",
  },
  expect: {
    en: "With x₁, x₂ it stays near one half. With x₁², x₂² it draws a circle and is nearly always right. On “xor” it is the product x₁x₂ that does it.",
    zh: "给 x₁、x₂，正确率一直在一半上下；给 x₁²、x₂²，它画出一个圆，几乎全对。换成 xor，管用的是乘积 x₁x₂。",
  },
  explanation: {
    en: "The neuron still draws a straight line, only in the plane of what it is given. In the plane of the squares, the disc is the corner near the origin and the ring a strip beyond it: the line w₁x₁² + w₂x₂² + b = 0 between them is a circle or an ellipse when seen in x₁ and x₂.\n\nA hidden layer is a machine that finds such features by itself.",
    zh: "神经元画的仍然是直线，不过是在给它的那些量所成的平面里。在平方的平面里，圆盘是原点附近的一角，圆环是外面的一条带子；两者之间的直线 w₁x₁² + w₂x₂² + b = 0，回到 x₁、x₂ 里看就是圆或椭圆。\n\n隐藏层，就是自己去寻找这种特征的机器。",
  },
  formulas: [{ tex: "w_1x_1^2+w_2x_2^2+b=0", plain: "the border: w1·x1² + w2·x2² + b = 0" }],
  settings,
  seeds: [1, 2, 3],
  seconds: 1,
  plan: ({ data, noise, learningRate, epochs }, seed) => ({
    nets: FEATURES.map((features) =>
      planeNet({
        id: features,
        points: `${data}:n=500,noise=${noise},seed=${seed}`,
        features,
        hidden: [],
        optimizer: { kind: "sgd", learningRate },
        epochs,
      }),
    ),
  }),
  expectations: ranges([
    ["x1+x2", "given x1, x2: right, %", "给 x1、x2 时的正确率，%", 35, 70],
    ["x1^2+x2^2", "given the squares: right, %", "给平方时的正确率，%", 99],
  ]),
  async *run({ plan, seed, data }) {
    const done = yield* trainOnPlane(plan.nets, { seed, data });
    return testAccuracies(done);
  },
});
