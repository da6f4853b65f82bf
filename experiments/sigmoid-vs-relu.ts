import {
  chart,
  choice,
  defineExperiment,
  dense,
  number,
  planeNet,
  ranges,
  seriesOf,
  trainOnPlane,
  whole,
} from "./lib/index.js";

const settings = {
  data: choice({ en: "points", zh: "数据点" }, "circles", ["circles", "xor", "spiral", "gaussians"]),
  layers: whole({ en: "hidden layers", zh: "隐藏层数" }, 3, 1, 6),
  units: whole({ en: "units in each", zh: "每层单元数" }, 8, 1, 30),
  learningRate: number({ en: "learning rate", zh: "学习率" }, 0.03, 0.001, 1, { log: true }),
  epochs: whole({ en: "epochs", zh: "训练轮数" }, 100, 1, 1000),
};

const KINDS = ["sigmoid", "tanh", "relu"] as const;

export const sigmoidVsRelu = defineExperiment({
  id: "sigmoid-vs-relu",
  topic: "nonlinearity",
  documents: ["000"],
  title: { en: "Sigmoid, tanh and ReLU in the same net", zh: "同一个网络里的 sigmoid、tanh 与 ReLU" },
  summary: {
    en: "Three hidden layers, the same points, the same rate: only the activation differs.",
    zh: "三个隐藏层，同样的数据点，同样的学习率，只有激活函数不同。",
  },
  expect: {
    en: "ReLU and tanh leave one half within a few epochs. The sigmoid net is still on its plateau after a hundred; --set layers=1 gets it off.",
    zh: "ReLU 和 tanh 几轮之内就离开了一半的水平；sigmoid 网络过了一百轮还停在平台上；换成 --set layers=1，它就走得出来。",
  },
  explanation: {
    en: "Each sigmoid layer hands back at most a quarter of the gradient, three of them less than a sixtieth: the first layer hardly moves. Tanh hands back nearly all of it as long as its sums are small, and ReLU all of it wherever it is open. One sees it in the borders, too: those of ReLU are made of straight pieces.",
    zh: "每一层 sigmoid 最多传回四分之一的梯度，三层下来不到六十分之一，第一层几乎不动。加权和不大时，tanh 几乎全部传回；ReLU 只要打开着就全部传回。从边界上也看得出来：ReLU 的边界是由直线段拼成的。",
  },
  formulas: [
    { tex: "(\\tfrac14)^3=\\tfrac1{64}", plain: "three sigmoids let through at most (1/4)³ = 1/64" },
  ],
  settings,
  seeds: [1, 2, 3],
  seconds: 1,
  plan: ({ data, layers, units, learningRate, epochs }, seed) => ({
    nets: KINDS.map((kind) =>
      planeNet({
        id: kind,
        points: `${data}:n=500,seed=${seed}`,
        hidden: Array.from({ length: layers }, () => [dense(units), { kind }]).flat(),
        optimizer: { kind: "sgd", learningRate },
        epochs,
      }),
    ),
  }),
  expectations: ranges([
    ["relu.test", "ReLU: right on the test points, %", "ReLU：测试点正确率，%", 95],
    ["tanh.test", "tanh, %", "tanh，%", 95],
    ["sigmoid.test", "sigmoid, still on its plateau, %", "sigmoid，仍停在平台上，%", 25, 70],
  ]),
  async *run({ plan, seed, data }) {
    const done = yield* trainOnPlane(plan.nets, { seed, data });
    yield chart({
      id: "loss",
      kind: "line",
      title: { en: "Loss on the training points", zh: "训练点上的损失" },
      x: { label: { en: "epoch", zh: "轮" } },
      y: { label: { en: "loss", zh: "损失" }, log: true },
      series: done.map(({ name, training }) => seriesOf(name, training.curve, "loss")),
    });
    const reached = (curve: readonly number[]) => {
      const at = curve.findIndex((accuracy) => accuracy >= 95);
      return at < 0 ? curve.length + 1 : at + 1;
    };
    return Object.fromEntries(
      done.flatMap(({ id, test, training: { curve } }) => [
        [`${id}.test`, test],
        [`${id}.epochs`, reached(curve.testAccuracy)],
      ]),
    );
  },
});
