import { build } from "chainrule";
import { chart, defineExperiment, type Figures, progress, ranges, type Series } from "./lib/index.js";

const KINDS = ["step", "sigmoid", "tanh", "relu", "leakyRelu", "elu", "gelu", "softplus"] as const;
const POINTS = 241;
const EXTREMES = [-10_000, 10_000];

/** A function and its slope at some places, by a layer's forward and backward pass. */
async function curveOf(kind: string, x: readonly number[]) {
  const model = await build({ input: [1], layers: [{ kind }] }, { backend: "reference" });
  const y = Array.from(model.forward(x, { training: true }));
  const slope = Array.from(model.backward(new Array(x.length).fill(1)));
  return { y, slope };
}

export const activations = defineExperiment({
  id: "activations",
  topic: "neuron",
  documents: ["001", "002", "004"],
  title: { en: "Activation functions and their slopes", zh: "激活函数和它们的斜率" },
  summary: {
    en: "Eight activation functions as curves, and below them their derivatives: what gets through on the way back.",
    zh: "八种激活函数的曲线，以及它们的导数：往回传的时候，能通过的就是导数。",
  },
  expect: {
    en: "The step has no slope anywhere. Sigmoid lets through a quarter at most, tanh all of it at 0 and nothing far out, ReLU all or nothing.",
    zh: "阶跃函数处处没有斜率。sigmoid 最多放过四分之一；tanh 在 0 处全部放过，远处什么也不放过；ReLU 要么全放，要么全不放。",
  },
  explanation: {
    en: "A layer hands back the gradient times the slope of its activation. Where the curve is flat, nothing comes back and nothing in front of it learns: that is saturation on both sides of a sigmoid, and death on the left of a ReLU. A chain of sigmoids multiplies numbers of at most ¼, which is why deep ones hardly learn.\n\nAt ±10,000 the naive 1/(1 + e^−x) would overflow on one side. All values here stay finite.",
    zh: "一层往回传的是梯度乘以激活函数的斜率。曲线平坦的地方什么也传不回来，它前面的参数也就学不到东西：sigmoid 的两端是饱和，ReLU 的左边是死亡。一串 sigmoid 连乘的都是不超过 ¼ 的数，所以层数深了几乎学不动。\n\n在 ±10000 处，直接计算 1/(1 + e^−x) 会在一侧溢出；这里所有的值都是有限的。",
  },
  formulas: [
    { tex: "\\sigma'(x)=\\sigma(x)(1-\\sigma(x))\\le\\tfrac14", plain: "σ′(x) = σ(x)·(1 − σ(x)) ≤ ¼" },
    { tex: "\\tanh'(x)=1-\\tanh^2(x)", plain: "tanh′(x) = 1 − tanh²(x)" },
    { tex: "\\mathrm{relu}'(x)=[x>0]", plain: "relu′(x) = 1 where x > 0, else 0" },
  ],
  settings: {},
  seeds: [0],
  seconds: 1,
  plan: () => ({ layers: KINDS, from: -6, to: 6, points: POINTS }),
  expectations: ranges([
    ["sigmoid.slope", "largest slope of the sigmoid", "sigmoid 的最大斜率", 0.25, 0.25],
    ["tanh.slope", "largest slope of tanh", "tanh 的最大斜率", 1, 1],
    ["step.slope", "largest slope of the step", "阶跃函数的最大斜率", 0, 0],
    ["relu.slopeAt0", "slope of ReLU at exactly 0", "ReLU 在 0 处的斜率", 0, 0],
    ["notFinite", "values that are not finite at ±10,000", "±10000 处非有限值的个数", 0, 0, 0],
  ]),
  async *run({ plan }) {
    const x = Array.from(
      { length: POINTS },
      (_, i) => plan.from + ((plan.to - plan.from) * i) / (POINTS - 1),
    );
    const [values, slopes]: Series[][] = [[], []];
    const figures: Record<string, number> = { notFinite: 0 };
    for (const [i, kind] of plan.layers.entries()) {
      const { y, slope } = await curveOf(kind, x);
      values.push({ name: kind, x, y });
      slopes.push({ name: kind, x, y: slope });
      figures[`${kind}.slope`] = Math.max(...slope);
      figures[`${kind}.slopeAt0`] = slope[(POINTS - 1) / 2];
      const far = await curveOf(kind, EXTREMES);
      figures.notFinite += [...far.y, ...far.slope].filter((value) => !Number.isFinite(value)).length;
      yield progress((i + 1) / plan.layers.length);
    }
    const axes = (label: { en: string; zh: string }) => ({
      x: { label: "x" },
      y: { label, range: [-1.5, 3] as const },
    });
    yield chart({
      id: "values",
      kind: "line",
      title: { en: "The functions", zh: "函数" },
      ...axes({ en: "y", zh: "y" }),
      series: values,
    });
    yield chart({
      id: "slopes",
      kind: "line",
      title: { en: "Their slopes", zh: "斜率" },
      x: { label: "x" },
      y: { label: { en: "dy/dx", zh: "dy/dx" } },
      series: slopes,
    });
    return figures as Figures;
  },
});
