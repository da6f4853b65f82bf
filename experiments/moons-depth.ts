import {
  type Cell,
  chart,
  choice,
  defineExperiment,
  dense,
  number,
  parameters,
  planeNet,
  ranges,
  testAccuracies,
  trainOnPlane,
  whole,
} from "./lib/index.js";

const settings = {
  activation: choice({ en: "hidden activation", zh: "隐藏层激活函数" }, "tanh", ["tanh", "relu", "sigmoid"]),
  units: whole({ en: "units in each hidden layer", zh: "每个隐藏层的单元数" }, 6, 1, 30),
  noise: number({ en: "noise of the points", zh: "数据点的噪声" }, 0.2, 0, 1),
  epochs: whole({ en: "epochs", zh: "训练轮数" }, 150, 1, 1000),
};

export const moonsDepth = defineExperiment({
  id: "moons-depth",
  topic: "nonlinearity",
  documents: ["001"],
  title: { en: "How many layers?", zh: "要多少层？" },
  summary: {
    en: "Two moons, and nets of none to four hidden layers with the same number of units in each.",
    zh: "双月数据，隐藏层从零层到四层，每层单元数相同。",
  },
  expect: {
    en: "Without a hidden layer the border is straight. One layer bends it round the moons, and more of them add little here but the time to train them.",
    zh: "没有隐藏层，边界是直的。一层就能让它绕过两个月牙；再加层，在这里除了训练时间，几乎没有带来什么。",
  },
  explanation: {
    en: "One hidden layer of enough units can come as close to any border as one likes. More layers make it cheaper where a shape is made of shapes; two moons are not. What depth costs one sees in the curves: with sigmoid instead of tanh, four layers stand still for long before they begin to learn.",
    zh: "只要单元够多，一个隐藏层就能任意逼近任何边界。如果形状是由形状拼成的，多几层更省；双月不是这样的形状。深度的代价从曲线上看得出来：把 tanh 换成 sigmoid，四层的网络会先停很久才开始学。",
  },
  formulas: [
    { tex: "y=f(\\ldots f(f(xW_1+b_1)W_2+b_2)\\ldots)", plain: "y = f(… f(f(x·W1 + b1)·W2 + b2) …)" },
  ],
  settings,
  seeds: [1, 2, 3],
  seconds: 1,
  plan: ({ activation: kind, units, noise, epochs }, seed) => ({
    nets: [0, 1, 2, 3, 4].map((depth) =>
      planeNet({
        id: `depth${depth}`,
        name: ["2", ...new Array<string>(depth).fill(String(units)), "1"].join("-"),
        points: `moons:n=400,noise=${noise},seed=${seed}`,
        hidden: Array.from({ length: depth }, () => [dense(units), { kind }]).flat(),
        optimizer: { kind: "momentum", learningRate: 0.05 },
        epochs,
      }),
    ),
  }),
  expectations: ranges([
    ["depth0", "no hidden layer: right on the test points, %", "没有隐藏层：测试点正确率，%", 80, 92],
    ["depth1", "one hidden layer, %", "一个隐藏层，%", 91],
    ["depth4", "four hidden layers, %", "四个隐藏层，%", 91],
  ]),
  async *run({ plan, seed, data }) {
    const done = yield* trainOnPlane(plan.nets, { seed, data });
    yield chart({
      id: "nets",
      kind: "table",
      title: { en: "What each layer brings", zh: "每一层带来什么" },
      columns: [
        { en: "net", zh: "网络" },
        { en: "parameters", zh: "参数个数" },
        { en: "test, %", zh: "测试，%" },
      ],
      rows: done.map(({ name, training, test }): Cell[] => [
        name,
        parameters(training.model),
        Number(test.toFixed(1)),
      ]),
    });
    return testAccuracies(done);
  },
});
