import { momentum, type Optimizer, sgd } from "chainrule";
import {
  chart,
  defineExperiment,
  descend,
  end,
  type HeatmapPanel,
  type Label,
  number,
  type Point,
  progress,
  ranges,
  type Series,
  surfacePanel,
  valley,
  whole,
} from "./lib/index.js";

const settings = {
  learningRate: number({ en: "the right learning rate", zh: "合适的学习率" }, 0.9, 0.01, 1.5),
  momentum: number({ en: "momentum", zh: "动量" }, 0.8, 0, 0.99),
  steps: whole({ en: "steps", zh: "步数" }, 60, 5, 500),
};

const START: Point = [-7, 2];

export const gradientDescentPaths = defineExperiment({
  id: "gradient-descent-paths",
  topic: "descent",
  documents: ["004", "001"],
  title: { en: "Ways down a valley", zh: "下山的路" },
  summary: {
    en: "Gradient descent on x²/20 + y², with steps that are too short, right, too long, and with momentum.",
    zh: "在 x²/20 + y² 上做梯度下降：步子太小、合适、太大，以及加上动量。",
  },
  expect: {
    en: "Too short: it creeps. Right: it zigzags, since straight down is not towards the bottom. Too long: each step lands higher on the other side. Momentum cuts the corners.",
    zh: "太小：慢慢爬。合适：走之字，因为最陡的方向并不指向谷底。太大：每一步都落到对面更高的地方。动量则把弯抄近。",
  },
  explanation: {
    en: "The valley is twenty times as steep across as along. A step that suits the steep direction is far too short along the flat one. With a rate above 1, y is multiplied by 1 − 2η < −1 in every step and grows without end, while x still comes nearer: one direction suffices to diverge.\n\nMomentum adds up steps. Those across the valley cancel, those along it add.",
    zh: "这条山谷横向比纵向陡二十倍。适合陡方向的步长，在平缓的方向上就太短了。学习率超过 1 时，每一步 y 都要乘上 1 − 2η < −1，越来越大，尽管 x 还在靠近谷底：只要有一个方向不行，就会发散。\n\n动量把一步步累加起来：横着的互相抵消，顺着的互相加强。",
  },
  formulas: [
    { tex: "x\\leftarrow x-\\eta\\,\\nabla f(x)", plain: "x ← x − η·∇f(x)" },
    {
      tex: "v\\leftarrow\\mu v+\\nabla f,\\quad x\\leftarrow x-\\eta v",
      plain: "momentum: v ← μ·v + ∇f, x ← x − η·v",
    },
  ],
  settings,
  seeds: [0],
  seconds: 1,
  plan: ({ learningRate, momentum, steps }) => ({
    start: START,
    steps,
    ways: [
      { id: "short", kind: "sgd", learningRate: 0.05, momentum: 0 },
      { id: "right", kind: "sgd", learningRate, momentum: 0 },
      { id: "long", kind: "sgd", learningRate: 1.02, momentum: 0 },
      { id: "momentum", kind: "momentum", learningRate: learningRate / 9, momentum },
    ],
  }),
  expectations: ranges([
    ["short", "height in the end, steps too short", "步子太小：最后的高度", 0.5, 3, 4],
    ["right", "steps of the right length", "步子合适", 0, 0.01, 4],
    ["long", "steps too long", "步子太大", 10, 1000, 1],
    ["momentum", "with momentum", "加上动量", 0, 0.01, 4],
  ]),
  async *run({ plan }) {
    const names: Record<string, Label> = {
      short: { en: "too short", zh: "太小" },
      right: { en: "right", zh: "合适" },
      long: { en: "too long", zh: "太大" },
      momentum: { en: "momentum", zh: "动量" },
    };
    const panels: HeatmapPanel[] = [];
    const series: Series[] = [];
    const figures: Record<string, number> = {};
    for (const [i, way] of plan.ways.entries()) {
      const { id, learningRate } = way;
      const optimizer: Optimizer =
        id === "momentum" ? momentum({ learningRate, momentum: way.momentum }) : sgd({ learningRate });
      const trail = await descend(valley, { start: plan.start, optimizer, steps: plan.steps });
      const name = names[id];
      const heights = trail.map((point) => valley.value(...point));
      figures[id] = heights[heights.length - 1];
      panels.push(
        surfacePanel(name, (x, y) => Math.log1p(valley.value(x, y)), {
          x: [-8, 8],
          y: [-4, 4],
          note: `η = ${Number(learningRate.toPrecision(3))}: (${end(trail)
            .map((value) => value.toPrecision(2))
            .join(", ")})`,
          paths: [{ name, points: trail }],
        }),
      );
      series.push({ name, x: heights.map((_, step) => step), y: heights });
      yield progress((i + 1) / plan.ways.length);
    }
    yield chart({
      id: "ways",
      kind: "heatmap",
      title: { en: "Four ways down", zh: "四种走法" },
      scale: "sequential",
      range: [0, Math.log1p(valley.value(8, 4))],
      x: "x",
      y: "y",
      panels,
    });
    yield chart({
      id: "heights",
      kind: "line",
      title: { en: "Height, step by step", zh: "每一步的高度" },
      x: { label: { en: "step", zh: "步" } },
      y: { label: "f(x, y)", log: true },
      series,
    });
    return figures;
  },
});
