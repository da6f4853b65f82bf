import { optimizerFrom } from "chainrule";
import {
  accuracies,
  chart,
  compare,
  defineExperiment,
  dense,
  descend,
  type HeatmapPanel,
  type Point,
  ranges,
  surfacePanel,
  valley,
  whole,
} from "./lib/index.js";

const settings = {
  steps: whole({ en: "steps on the surface", zh: "曲面上的步数" }, 30, 5, 200),
  epochs: whole({ en: "epochs of the race", zh: "比赛的轮数" }, 3, 1, 20),
};

/** With the rate that suits each: on the surface, and in the race. */
const KINDS = [
  { kind: "sgd", surface: 0.95, race: 0.05 },
  { kind: "momentum", surface: 0.1, race: 0.05 },
  { kind: "nesterov", surface: 0.1, race: 0.05 },
  { kind: "adagrad", surface: 1.5, race: 0.01 },
  { kind: "rmsprop", surface: 0.3, race: 0.001 },
  { kind: "adam", surface: 0.3, race: 0.001 },
  { kind: "adamw", surface: 0.3, race: 0.001 },
] as const;

const START: Point = [-7, 2];

export const optimizers = defineExperiment({
  id: "optimizers",
  topic: "descent",
  documents: ["004"],
  title: { en: "Seven optimizers: trails and a race", zh: "七种优化器：轨迹与比赛" },
  summary: {
    en: "The trail of each on a stretched valley, then all of them on the same net and the same digits.",
    zh: "先看各自在狭长山谷里的轨迹，再让它们训练同一个网络、同一批数字。",
  },
  expect: {
    en: "SGD zigzags, momentum overshoots in a curve, AdaGrad and Adam go nearly straight. In the race the first epoch tells them apart; by the third they are close, with plain SGD behind.",
    zh: "SGD 走之字，动量划着弧线冲过头，AdaGrad 和 Adam 走得几乎是直的。比赛中第一轮差别最大，到第三轮已经接近，普通的 SGD 落在后面。",
  },
  explanation: {
    en: "SGD goes where it is steepest. Momentum keeps its speed, so that what points to and fro cancels; Nesterov looks at the slope where that speed will have taken it. AdaGrad divides each direction by the root of all its squared gradients so far, RMSprop by that of the recent ones, so a flat direction gets as long a step as a steep one. Adam is RMSprop with momentum, corrected for the start from 0; AdamW takes weight decay out of the gradient.",
    zh: "SGD 往最陡的方向走。动量保持速度，来回摆动的部分互相抵消；Nesterov 看的是这速度会把它带到的那个地方的坡度。AdaGrad 把每个方向除以迄今全部梯度平方和的根，RMSprop 只看近期的，于是平缓的方向也能迈出同样大的步子。Adam 是带动量的 RMSprop，并修正了从 0 起步的偏差；AdamW 则把权重衰减从梯度里拿了出来。",
  },
  formulas: [
    { tex: "\\text{SGD: } w\\leftarrow w-\\eta g", plain: "SGD: w ← w − η·g" },
    {
      tex: "\\text{momentum: } v\\leftarrow\\mu v+g,\\; w\\leftarrow w-\\eta v",
      plain: "momentum: v ← μ·v + g, w ← w − η·v",
    },
    {
      tex: "\\text{AdaGrad: } h\\leftarrow h+g^2,\\; w\\leftarrow w-\\eta g/\\sqrt h",
      plain: "AdaGrad: h ← h + g², w ← w − η·g/√h",
    },
    {
      tex: "\\text{Adam: } w\\leftarrow w-\\eta\\,\\frac{m/(1-\\beta_1^t)}{\\sqrt{v/(1-\\beta_2^t)}+\\epsilon}",
      plain: "Adam: w ← w − η·(m/(1 − β1^t)) / (√(v/(1 − β2^t)) + ε)",
    },
  ],
  settings,
  seeds: [1, 2, 3],
  seconds: 2,
  plan: ({ steps, epochs }) => ({
    surface: {
      start: START,
      steps,
      optimizers: KINDS.map(({ kind, surface }) => ({ kind, learningRate: surface })),
    },
    race: KINDS.map(({ kind, race }) => ({
      id: kind,
      name: `${kind} ${race}`,
      recipe: {
        data: "mnist-10k",
        model: {
          input: [784],
          layers: [
            dense(100, { weightInit: "he" }),
            { kind: "relu" },
            dense(100, { weightInit: "he" }),
            { kind: "relu" },
            dense(10),
          ],
        },
        loss: "softmaxCrossEntropy",
        optimizer: { kind, learningRate: race },
        epochs,
        batchSize: 100,
      },
    })),
  }),
  expectations: ranges([
    ["adam.test", "Adam: right on the test set, %", "Adam：测试集正确率，%", 92],
    ["momentum.test", "momentum, %", "动量，%", 92],
    ["sgd.test", "plain SGD, %", "普通 SGD，%", 80, 93],
    ["ahead", "Adam ahead of plain SGD, points", "Adam 领先普通 SGD 的百分点", 0.5],
  ]),
  async *run({ plan, seed, data }) {
    const panels: HeatmapPanel[] = [];
    for (const spec of plan.surface.optimizers) {
      const trail = await descend(valley, {
        start: plan.surface.start,
        optimizer: optimizerFrom(spec),
        steps: plan.surface.steps,
      });
      panels.push(
        surfacePanel(spec.kind, (x, y) => Math.log1p(valley.value(x, y)), {
          x: [-8, 8],
          y: [-4, 4],
          note: `η = ${spec.learningRate}`,
          paths: [{ name: spec.kind, points: trail }],
        }),
      );
    }
    yield chart({
      id: "trails",
      kind: "heatmap",
      title: { en: "Trails on x²/20 + y²", zh: "在 x²/20 + y² 上的轨迹" },
      scale: "sequential",
      range: [0, Math.log1p(valley.value(8, 4))],
      x: "x",
      y: "y",
      panels,
    });
    const compared = yield* compare(plan.race, { seed, data, curves: ["testAccuracy", "loss"] });
    const figures = accuracies(compared);
    return { ...figures, ahead: figures["adam.test"] - figures["sgd.test"] };
  },
});
