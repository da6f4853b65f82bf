import { build, type Model, numericalGradient, sgd } from "chainrule";
import {
  type Cell,
  chart,
  defineExperiment,
  number,
  progress,
  ranges,
  type Series,
  whole,
} from "./lib/index.js";

const settings = {
  hidden: whole({ en: "hidden units", zh: "隐藏单元数" }, 10, 1, 30),
  learningRate: number({ en: "learning rate", zh: "学习率" }, 0.5, 0.01, 2, { log: true }),
  steps: whole({ en: "steps", zh: "步数" }, 40, 1, 300),
};

export const numericalVsAnalyticGradient = defineExperiment({
  id: "numerical-vs-analytic-gradient",
  topic: "gradients",
  documents: ["004"],
  title: { en: "Gradients by trying, and by the chain rule", zh: "试出来的梯度与算出来的梯度" },
  summary: {
    en: "A net with one hidden layer learns iris twice: once with gradients from differences of the loss, once by backpropagation.",
    zh: "一个单隐藏层的网络把鸢尾花学两遍：一遍用损失的差分求梯度，一遍用反向传播。",
  },
  expect: {
    en: "The two losses fall on one line. The first takes some thirty times as long here, and that factor grows with the number of weights.",
    zh: "两条损失曲线完全重合。前者在这里要花上三十多倍的时间，而且权重越多，倍数越大。",
  },
  explanation: {
    en: "The difference moves one weight by h = 10⁻⁴ either way and looks at what the loss does. It needs nothing but a forward pass, which is why it is the judge of every backward pass; but it needs several of these for each weight. Backpropagation gets all gradients from one pass back, whatever their number. For a net of 40,000 weights that is a minute against a millisecond.",
    zh: "差分法把一个权重向两边各挪 h = 10⁻⁴，看损失怎么变。它只需要正向计算，所以每个反向传播都由它来裁判；可是每个权重都要算好几遍正向。反向传播只往回走一遍，就得到全部梯度，不管有多少个。一个有四万个权重的网络，就是一分钟与一毫秒的差别。",
  },
  formulas: [
    {
      tex: "\\frac{\\partial E}{\\partial w}\\approx\\frac{E(w+h)-E(w-h)}{2h}",
      plain: "∂E/∂w ≈ (E(w + h) − E(w − h)) / 2h",
    },
  ],
  settings,
  seeds: [1, 2, 3],
  seconds: 1,
  plan: ({ hidden, learningRate, steps }) => ({
    data: "iris:test=50",
    model: {
      input: [4],
      layers: [{ kind: "dense", units: hidden }, { kind: "sigmoid" }, { kind: "dense", units: 3 }],
    },
    loss: { kind: "softmaxCrossEntropy" },
    learningRate,
    steps,
    batch: 30,
  }),
  expectations: ranges([
    ["largestDifference", "largest difference of any gradient", "各个梯度的最大差别", undefined, 1e-7, 12],
    ["lossDifference", "difference of the losses in the end", "最后损失的差别", undefined, 1e-6, 12],
    ["timesSlower", "times as slow", "慢多少倍", 10, undefined, 0],
  ]),
  async *run({ plan, seed, data, now }) {
    const { train: flowers } = await data(plan.data, seed);
    const rows = Math.min(plan.batch, flowers.size);
    const [x, t] = [
      Array.from(flowers.inputs.slice(0, 4 * rows)),
      Array.from(flowers.targets.slice(0, rows)),
    ];
    const lossOf = (model: Model) => model.loss(x, t, plan.loss);
    const make = () => build(plan.model, { seed, backend: "reference" });
    const [slow, fast] = [await make(), await make()];
    const optimizers = [slow, fast].map(() => sgd({ learningRate: plan.learningRate }));
    const losses: [number[], number[]] = [[], []];
    const taken = [0, 0];
    let largestDifference = 0;
    for (let step = 0; step < plan.steps; step++) {
      let start = now();
      const slopes = slow.parameters.map(({ value }) => numericalGradient(() => lossOf(slow), value));
      taken[0] += now() - start;
      losses[0].push(lossOf(slow));
      for (const [p, { grad }] of slow.parameters.entries()) grad.set(slopes[p]);
      start = now();
      losses[1].push(lossOf(fast));
      fast.backward();
      taken[1] += now() - start;
      for (const [p, { grad }] of fast.parameters.entries())
        for (let i = 0; i < grad.length; i++)
          largestDifference = Math.max(largestDifference, Math.abs(grad[i] - slopes[p][i]));
      optimizers[0].step(slow);
      optimizers[1].step(fast);
      yield progress((step + 1) / plan.steps);
    }
    const names = [
      { en: "differences", zh: "差分" },
      { en: "backpropagation", zh: "反向传播" },
    ];
    const series: Series[] = names.map((name, i) => ({
      name,
      x: losses[i].map((_, step) => step + 1),
      y: losses[i],
      ...(i === 1 && { dashed: true }),
    }));
    yield chart({
      id: "loss",
      kind: "line",
      title: { en: "Both losses", zh: "两条损失曲线" },
      x: { label: { en: "step", zh: "步" } },
      y: { label: { en: "loss", zh: "损失" } },
      series,
    });
    yield chart({
      id: "time",
      kind: "table",
      title: { en: "What a step takes", zh: "一步的用时" },
      columns: ["", { en: "milliseconds", zh: "毫秒" }],
      rows: names.map((name, i): Cell[] => [name, taken[i] / plan.steps]),
    });
    return {
      largestDifference,
      lossDifference: Math.abs(losses[0][plan.steps - 1] - losses[1][plan.steps - 1]),
      timesSlower: taken[0] / Math.max(1e-3, taken[1]),
    };
  },
});
