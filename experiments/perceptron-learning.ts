import { trainPerceptron } from "chainrule";
import { gaussians } from "chainrule/data";
import {
  type Cell,
  chart,
  defineExperiment,
  groupsOf,
  number,
  progress,
  ranges,
  type Series,
  spanOf,
  whole,
} from "./lib/index.js";

const settings = {
  noise: number({ en: "noise of the clouds", zh: "点云的噪声" }, 0, 0, 0.5),
  epochs: whole({ en: "passes at most", zh: "最多轮数" }, 50, 1, 1000),
};

const CORNERS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

export const perceptronLearning = defineExperiment({
  id: "perceptron-learning",
  topic: "neuron",
  documents: ["004", "001"],
  title: { en: "The perceptron learns from its mistakes", zh: "感知机从错误中学习" },
  summary: {
    en: "The oldest learning rule: whenever an answer is wrong, add or subtract that input. It finds AND, OR, NAND and a line between two clouds, and never XOR.",
    zh: "最古老的学习规则：答错了，就加上或减去那个输入。它能学会与、或、与非，也能在两团点之间找到一条直线，但永远学不会异或。",
  },
  expect: {
    en: "Mistakes per pass fall to 0 for everything that a line can part. For XOR they go round in circles.",
    zh: "凡是一条直线分得开的，每轮的错误数都会降到 0。异或的错误数则一直转圈子。",
  },
  explanation: {
    en: "Adding the wrong sample turns the line towards having it on the right side. If some line parts the classes with a gap, each such step brings the weights closer in direction to that line's, and their length grows slowly, so there can be only finitely many steps (Novikoff). If none does, as for XOR, every pass must make a mistake: the rule has no way to settle for the best that is possible, and none to learn a layer in front of it. For that the step has to give way to something with a slope.",
    zh: "把答错的样本加进权重，直线就朝着让它站对边的方向转。如果有一条直线能留出间隙地分开两类，那么每改一次，权重的方向就离那条直线更近，而长度增长很慢，所以只会改有限次（Novikoff 定理）。如果没有这样的直线，比如异或，那么每一轮必定有错：这条规则既不会退而求其次，也没有办法训练前面的一层。要做到这些，阶跃函数就得换成有斜率的函数。",
  },
  formulas: [
    {
      tex: "w\\leftarrow w+\\eta(t-y)x,\\quad b\\leftarrow b+\\eta(t-y)",
      plain: "w ← w + η(t − y)·x,  b ← b + η(t − y)",
    },
  ],
  settings,
  seeds: [1, 2, 3],
  seconds: 1,
  plan: ({ noise, epochs }, seed) => ({
    gates: { AND: [0, 0, 0, 1], OR: [0, 1, 1, 1], NAND: [1, 1, 1, 0], XOR: [0, 1, 1, 0] },
    clouds: { n: 200, noise, seed },
    epochs,
  }),
  expectations: ranges([
    ["AND.mistakes", "mistakes on AND in the last pass", "“与”最后一轮的错误数", 0, 0, 0],
    ["OR.mistakes", "mistakes on OR in the last pass", "“或”最后一轮的错误数", 0, 0, 0],
    ["NAND.mistakes", "mistakes on NAND in the last pass", "“与非”最后一轮的错误数", 0, 0, 0],
    ["XOR.mistakes", "mistakes on XOR in the last pass", "“异或”最后一轮的错误数", 1, 4, 0],
    ["clouds.mistakes", "mistakes on the clouds in the last pass", "点云最后一轮的错误数", 0, 0, 0],
  ]),
  async *run({ plan }) {
    const figures: Record<string, number> = {};
    const rows: Cell[][] = [];
    const series: Series[] = [];
    const clouds = gaussians(plan.clouds);
    const points = Array.from({ length: clouds.size }, (_, i) => [
      clouds.inputs[2 * i],
      clouds.inputs[2 * i + 1],
    ]);
    const tasks: [string, number[][], ArrayLike<number>][] = Object.entries(plan.gates).map(([name, t]) => [
      name,
      CORNERS,
      t,
    ]);
    tasks.push(["clouds", points, clouds.targets]);
    for (const [i, [name, inputs, targets]] of tasks.entries()) {
      const { perceptron, converged, epochs, mistakes } = trainPerceptron(inputs, targets, {
        epochs: plan.epochs,
      });
      const { weights, bias } = perceptron;
      figures[`${name}.mistakes`] = mistakes[mistakes.length - 1];
      figures[`${name}.epochs`] = epochs;
      rows.push([
        name,
        epochs,
        converged ? { en: "yes", zh: "是" } : { en: "no", zh: "否" },
        ...weights.map((weight) => weight),
        bias,
      ]);
      series.push({ name, x: mistakes.map((_, e) => e + 1), y: mistakes });
      yield progress((i + 1) / tasks.length);
      if (name !== "clouds") continue;
      const { x } = spanOf(clouds);
      yield chart({
        id: "clouds",
        kind: "scatter",
        title: { en: "The line it has found between the clouds", zh: "它在两团点之间找到的直线" },
        x: { label: "x1" },
        y: { label: "x2", range: spanOf(clouds).y },
        groups: groupsOf(clouds),
        paths: [
          {
            name: "w·x + b = 0",
            points: x.map((at) => [at, -(weights[0] * at + bias) / weights[1]] as const),
          },
        ],
      });
    }
    yield chart({
      id: "mistakes",
      kind: "line",
      title: { en: "Mistakes in each pass", zh: "每一轮的错误数" },
      x: { label: { en: "pass", zh: "轮" } },
      y: { label: { en: "mistakes", zh: "错误数" } },
      series,
    });
    yield chart({
      id: "found",
      kind: "table",
      title: { en: "What it has come to", zh: "结果" },
      columns: ["", { en: "passes", zh: "轮数" }, { en: "all right", zh: "全对" }, "w1", "w2", "b"],
      rows,
    });
    return figures;
  },
});
