import { binaryCrossEntropy, build, evaluate, type Model, sgd } from "chainrule";
import {
  boundaryPanel,
  chart,
  choice,
  defineExperiment,
  type HeatmapPanel,
  last,
  number,
  progress,
  type Series,
  spanOf,
  whole,
} from "./lib/index.js";

const settings = {
  activation: choice({ en: "hidden activation", zh: "隐藏层激活函数" }, "tanh", ["tanh", "sigmoid", "relu"]),
  noise: number({ en: "noise of the points", zh: "数据点的噪声" }, 1, 0, 2),
  learningRate: number({ en: "learning rate", zh: "学习率" }, 0.1, 0.001, 2, { log: true }),
  iterations: whole({ en: "iterations", zh: "迭代次数" }, 30_000, 100, 100_000),
};

/** The cost as one writes it down first: probabilities, then their logarithms. It is NaN once a probability rounds to 1. */
function naiveCost(logits: ArrayLike<number>, targets: ArrayLike<number>): number {
  const samples = targets.length;
  let sum = 0;
  for (let i = 0; i < samples; i++) {
    for (let k = 0; k < 2; k++) {
      const p = 1 / (1 + Math.exp(-logits[2 * i + k]));
      const t = targets[i] === k ? 1 : 0;
      sum -= t * Math.log(p) + (1 - t) * Math.log(1 - p);
    }
  }
  return sum / samples;
}

const lecun = { kind: "lecun" };

const netOf = (hidden: number, activation: string, seed: number): Promise<Model> =>
  build(
    {
      input: [2],
      layers: [
        { kind: "dense", units: hidden, weightInit: lecun },
        { kind: activation },
        { kind: "dense", units: 2, weightInit: lecun },
      ],
    },
    { seed },
  );

const BETWEEN = 100; // iterations between two looks

export const moonsHiddenUnits = defineExperiment({
  id: "moons-hidden-units",
  topic: "nonlinearity",
  documents: ["001"],
  title: { en: "How many hidden units?", zh: "隐藏单元要多少个？" },
  summary: {
    en: "Two moons under heavy noise, and one hidden layer of 1, 2, 4, 10, 20 and 50 units: six borders side by side. The widest net also shows what a careless loss does.",
    zh: "噪声很大的双月数据，一个隐藏层，单元数分别为 1、2、4、10、20、50：六条边界并排比较。最宽的网络还能看出，损失写得不小心会怎样。",
  },
  expect: {
    en: "Each further unit is one more bend. From 10 units on the border winds around single points: that is learning by heart. The cost computed from probabilities breaks off as NaN; computed from logits it goes on.",
    zh: "多一个单元，边界就多一道弯。从 10 个单元起，边界开始绕着个别的点走：这是死记硬背。用概率计算的代价中途变成 NaN，用 logits 计算的则一直算得下去。",
  },
  explanation: {
    en: "A hidden unit is a soft cut through the plane, and the output adds up cuts. One unit gives a straight border, two a corner, many any shape, also the shape of the noise: the cost on these 60 points falls towards 0, which says nothing about other points.\n\nThe logits grow as the net becomes sure. Beyond 36.7 the sigmoid in double precision is exactly 1, the logarithm of 1 − 1 is −∞, and 0·(−∞) is NaN. The same cost written in logits, max(z, 0) − z·t + log(1 + e^−|z|), has no such place.",
    zh: "一个隐藏单元是平面上柔和的一刀，输出把这些刀痕加起来。一个单元只有直的边界，两个单元能拐一个角，单元多了什么形状都行，连噪声的形状也学得来：这 60 个点上的代价趋近于 0，但这并不说明别的点也能答对。\n\n网络越有把握，logits 就越大。超过 36.7 之后，双精度下的 sigmoid 恰好等于 1，1 − 1 的对数是 −∞，而 0·(−∞) 是 NaN。同一个代价直接用 logits 来写，即 max(z, 0) − z·t + log(1 + e^−|z|)，就没有这样的陷阱。",
  },
  formulas: [
    {
      tex: "E=-\\tfrac1m\\sum\\bigl(t\\log p+(1-t)\\log(1-p)\\bigr)",
      plain: "E = −1/m·Σ (t·log p + (1 − t)·log(1 − p))",
    },
    {
      tex: "=\\tfrac1m\\sum\\bigl(\\max(z,0)-zt+\\log(1+e^{-|z|})\\bigr)",
      plain: "  = 1/m·Σ (max(z, 0) − z·t + log(1 + e^−|z|))",
    },
  ],
  settings,
  seeds: [1, 2, 3],
  seconds: 3,
  plan: ({ activation, noise, learningRate, iterations }, seed) => ({
    data: `moons:n=60,noise=${noise},seed=${seed}`,
    hidden: [1, 2, 4, 10, 20, 50],
    activation,
    // the document adds up its two outputs, the loss here takes their mean
    optimizer: { kind: "sgd", learningRate: 2 * learningRate },
    iterations,
    // the widest net once more, with steps so long that it soon becomes sure
    careless: { hidden: 50, learningRate: 10 * learningRate, iterations: 3 * iterations },
  }),
  expectations: [
    {
      figure: "accuracy1",
      label: { en: "1 hidden unit: right of the 60 points, %", zh: "1 个隐藏单元：60 个点中的正确率，%" },
      faithful: "83",
      min: 65,
      max: 90,
      digits: 1,
    },
    {
      figure: "accuracy50",
      label: { en: "50 hidden units: right, %", zh: "50 个隐藏单元：正确率，%" },
      faithful: "100",
      min: 95,
      digits: 1,
    },
    {
      figure: "cost50",
      label: { en: "50 hidden units: cost", zh: "50 个隐藏单元：代价" },
      faithful: "NaN; .0105 from logits",
      min: 0,
      max: 0.2,
      digits: 4,
    },
    {
      figure: "brokenAt",
      label: { en: "iteration at which the naive cost is NaN", zh: "直接算的代价变成 NaN 的迭代" },
      faithful: "15157",
      min: 1000,
      max: 90_000,
    },
    {
      figure: "costAfterBreak",
      label: { en: "cost from logits at that time, and beyond", zh: "那时以及之后，用 logits 算出的代价" },
      min: 0,
      max: 0.05,
      digits: 4,
    },
  ],
  async *run({ plan, seed, data }) {
    const { train: points } = await data(plan.data, seed);
    const labels = Array.from(points.targets);
    const span = spanOf(points);
    const panels: HeatmapPanel[] = [];
    const costs: Series[] = [];
    const figures: Record<string, number> = {};
    for (const [n, hidden] of plan.hidden.entries()) {
      const model = await netOf(hidden, plan.activation, seed);
      const optimizer = sgd({ learningRate: plan.optimizer.learningRate });
      const series: Series & { x: number[]; y: number[] } = { name: `h = ${hidden}`, x: [], y: [] };
      for (let i = 0; i <= plan.iterations; i++) {
        const loss = 2 * model.loss(points.inputs, labels, binaryCrossEntropy());
        if (i % BETWEEN === 0) {
          series.x.push(i + 1);
          series.y.push(loss);
          yield progress((n + i / plan.iterations) / (plan.hidden.length + 1), {
            en: `${hidden} hidden units`,
            zh: `${hidden} 个隐藏单元`,
          });
        }
        if (i === plan.iterations) break;
        model.backward();
        optimizer.step(model);
      }
      const { accuracy } = evaluate(model, points, { loss: binaryCrossEntropy() });
      const cost = series.y[series.y.length - 1];
      figures[`cost${hidden}`] = cost;
      figures[`accuracy${hidden}`] = 100 * (accuracy ?? Number.NaN);
      costs.push(series);
      panels.push(
        boundaryPanel({ en: `${hidden} hidden`, zh: `${hidden} 个隐藏单元` }, model, {
          data: points,
          span,
          note: `${cost.toFixed(3)}, ${figures[`accuracy${hidden}`].toFixed(0)} %`,
        }),
      );
      yield chart({
        id: "borders",
        kind: "heatmap",
        title: { en: "What each net says of the plane", zh: "各个网络对平面的判断" },
        caption: {
          en: "Beside each: its cost, and how many of the 60 points are right.",
          zh: "各图旁边是代价，以及 60 个点中答对的比例。",
        },
        scale: "diverging",
        range: [0, 1],
        x: "x1",
        y: "x2",
        panels,
      });
      yield chart({
        id: "costs",
        kind: "line",
        title: { en: "Cost", zh: "代价" },
        x: { label: { en: "iteration", zh: "迭代" }, log: true },
        y: { label: { en: "cost", zh: "代价" }, log: true },
        series: costs,
      });
    }
    const { careless } = plan;
    const model = await netOf(careless.hidden, plan.activation, seed);
    const optimizer = sgd({ learningRate: careless.learningRate });
    const x: number[] = [];
    const costsOf: { logits: number[]; probabilities: number[] } = { logits: [], probabilities: [] };
    let brokenAt = Number.NaN;
    for (let i = 0; i <= careless.iterations && !(i > 1.5 * brokenAt); i++) {
      if (i % BETWEEN === 0) {
        x.push(i + 1);
        costsOf.probabilities.push(naiveCost(model.forward(points.inputs), labels));
        costsOf.logits.push(2 * model.loss(points.inputs, labels, binaryCrossEntropy()));
        if (Number.isNaN(last(costsOf.probabilities)) && Number.isNaN(brokenAt)) brokenAt = i;
        yield progress((plan.hidden.length + i / careless.iterations) / (plan.hidden.length + 1));
      } else model.loss(points.inputs, labels, binaryCrossEntropy());
      model.backward();
      optimizer.step(model);
    }
    figures.costAfterBreak = last(costsOf.logits);
    yield chart({
      id: "naive",
      kind: "line",
      title: {
        en: "50 hidden units, longer steps: one cost, computed in two ways",
        zh: "50 个隐藏单元，步子更大：同一个代价的两种算法",
      },
      caption: { en: "Where one line ends, its value is NaN.", zh: "线在哪里断掉，值就在哪里变成了 NaN。" },
      x: { label: { en: "iteration", zh: "迭代" }, log: true },
      y: { label: { en: "cost", zh: "代价" }, log: true },
      series: [
        { name: { en: "from logits", zh: "用 logits 计算" }, x, y: costsOf.logits },
        { name: { en: "from probabilities", zh: "用概率计算" }, x, y: costsOf.probabilities, dashed: true },
      ],
    });
    return { ...figures, brokenAt };
  },
});
