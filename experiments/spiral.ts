import {
  choice,
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
  activation: choice({ en: "activation", zh: "激活函数" }, "tanh", ["tanh", "relu", "sigmoid"]),
  noise: number({ en: "noise", zh: "噪声" }, 0, 0, 0.5),
  learningRate: number({ en: "learning rate", zh: "学习率" }, 0.03, 0.001, 0.3, { log: true }),
  epochs: whole({ en: "epochs", zh: "训练轮数" }, 300, 1, 1500),
};

const FEATURES = ["x1+x2", "x1+x2+x1x2+sinx1+sinx2"] as const;

export const spiral = defineExperiment({
  id: "spiral",
  topic: "nonlinearity",
  documents: ["000"],
  title: { en: "The spiral", zh: "螺旋" },
  summary: {
    en: "Two arms wound about each other, the hardest set of the playground: two hidden layers of 8 and 6 units, with the coordinates alone and with sines and the product added.",
    zh: "两条互相缠绕的臂，是游乐场里最难的一组数据：两个隐藏层，8 个和 6 个单元；一次只给坐标，一次再加上正弦和乘积。",
  },
  expect: {
    en: "With sin x₁, sin x₂ and x₁x₂ the arms are parted within a hundred epochs or so. With the coordinates alone the same net takes longer and ends less cleanly.",
    zh: "加上 sin x₁、sin x₂ 和 x₁x₂ 之后，一百轮左右就能分开两条臂；只给坐标，同样的网络要慢得多，结果也没有那么干净。",
  },
  explanation: {
    en: "Along a straight line through the middle, the two classes change places several times. A hidden unit can turn once. A sine turns again and again at the same distance as the arms do, so each of them saves the net several units, and what is left to learn is how to put waves together.",
    zh: "沿着穿过中心的直线走，两类要交替好几次，而一个隐藏单元只能转一次弯。正弦会一再转弯，间隔又与螺旋臂差不多，所以每个正弦都替网络省下好几个单元，剩下要学的只是怎样把这些波拼起来。",
  },
  formulas: [{ tex: "x=(x_1,x_2,x_1x_2,\\sin x_1,\\sin x_2)", plain: "x = (x1, x2, x1·x2, sin x1, sin x2)" }],
  settings,
  seeds: [1, 2, 3],
  seconds: 1,
  plan: ({ activation: kind, noise, learningRate, epochs }, seed) => ({
    nets: FEATURES.map((features, i) =>
      planeNet({
        id: i === 0 ? "coordinates" : "waves",
        name: features,
        points: `spiral:n=500,noise=${noise},seed=${seed}`,
        features,
        hidden: [dense(8), { kind }, dense(6), { kind }],
        optimizer: { kind: "adam", learningRate },
        epochs,
      }),
    ),
  }),
  expectations: ranges([
    [
      "waves",
      "with sines and the product: right on the test points, %",
      "加上正弦与乘积：测试点正确率，%",
      95,
    ],
  ]),
  async *run({ plan, seed, data }) {
    const done = yield* trainOnPlane(plan.nets, { seed, data });
    return testAccuracies(done);
  },
});
