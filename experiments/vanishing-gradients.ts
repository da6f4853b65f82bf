import { build, type LayerStep, softmaxCrossEntropy, traceStep } from "chainrule";
import { chart, defineExperiment, dense, mean, progress, ranges, whole } from "./lib/index.js";

const settings = {
  layers: whole({ en: "hidden layers", zh: "隐藏层数" }, 8, 2, 20),
  units: whole({ en: "units in each", zh: "每层单元数" }, 50, 5, 200),
};

const NETS = [
  { id: "sigmoid", kind: "sigmoid", init: "xavier", norm: false, name: "sigmoid, Xavier" },
  { id: "tanh", kind: "tanh", init: "xavier", norm: false, name: "tanh, Xavier" },
  { id: "relu", kind: "relu", init: "he", norm: false, name: "ReLU, He" },
  { id: "norm", kind: "sigmoid", init: "xavier", norm: true, name: "sigmoid, batchNorm" },
] as const;

const IMAGES = 100;

export const vanishingGradients = defineExperiment({
  id: "vanishing-gradients",
  topic: "gradients",
  documents: ["001", "004"],
  title: { en: "Vanishing gradients", zh: "梯度消失" },
  summary: {
    en: "One backward pass through eight fresh hidden layers: how large the gradient still is when it reaches each of them.",
    zh: "在八个刚初始化的隐藏层中做一次反向传播，看梯度到达每一层时还剩多大。",
  },
  expect: {
    en: "Through sigmoids it shrinks by about four from layer to layer, and the first layer gets less than a thousandth of the last one's. Tanh and ReLU keep its size; so does batch normalisation, sigmoid or not.",
    zh: "穿过 sigmoid，每层缩小到大约四分之一，第一层只得到最后一层的不到千分之一。tanh 和 ReLU 能保持它的大小；批归一化也能，用 sigmoid 也一样。",
  },
  explanation: {
    en: "The gradient of a layer is that of the layer behind it, times the weights between, times the slope of the activation. A sigmoid's slope is ¼ at best, and weights that keep the spread of the sums do not make up for it. The product of many such factors goes to 0 as fast as a geometric series: the layers in front stand still while those behind learn from what they are given by chance.",
    zh: "一层的梯度，等于后面一层的梯度乘上中间的权重，再乘上激活函数的斜率。sigmoid 的斜率最大也只有 ¼，而能保持加权和幅度的权重补不回来。许多这样的因子连乘，像等比数列一样很快趋于 0：前面的层原地不动，后面的层只能拿着碰巧得到的输入去学。",
  },
  formulas: [
    {
      tex: "\\delta_l=(\\delta_{l+1}W_{l+1}^{\\top})\\odot f'(in_l)",
      plain: "δ_l = (δ_(l+1)·W_(l+1)ᵀ) ∘ f′(in_l)",
    },
  ],
  settings,
  seeds: [1, 2, 3],
  seconds: 1,
  plan: ({ layers, units }) => ({
    data: "mnist-10k",
    nets: NETS.map(({ id, name, kind, init, norm }) => ({
      id,
      name,
      model: {
        input: [784],
        layers: [
          ...Array.from({ length: layers }, () => [
            dense(units, { weightInit: init }),
            ...(norm ? [{ kind: "batchNorm" }] : []),
            { kind },
          ]).flat(),
          dense(10, { weightInit: init }),
        ],
      },
    })),
  }),
  expectations: ranges([
    [
      "sigmoid",
      "sigmoid: first layer's gradient over the last one's",
      "sigmoid：第一层与最后一层梯度之比",
      0,
      0.001,
      6,
    ],
    ["tanh", "tanh", "tanh", 0.1, 10],
    ["relu", "ReLU", "ReLU", 0.1, 10],
    ["norm", "sigmoid with batch normalisation", "sigmoid 加批归一化", 0.1, 100],
  ]),
  async *run({ plan, seed, data }) {
    const { train: digits } = await data(plan.data, seed);
    const [x, t] = [digits.inputs.slice(0, 784 * IMAGES), digits.targets.slice(0, IMAGES)];
    const size = ({ dy }: LayerStep) => mean(dy.map((value: number) => Math.abs(value)));
    const figures: Record<string, number> = {};
    const series = [];
    for (const [i, { id, name, model: spec }] of plan.nets.entries()) {
      const model = await build(spec as never, { seed });
      const { layers } = traceStep(model, x, t, softmaxCrossEntropy());
      // the gradient of what each hidden layer gives: behind its activation
      const sizes = layers.filter(({ kind }) => kind === NETS[i].kind).map(size);
      figures[id] = sizes[0] / sizes[sizes.length - 1];
      series.push({ name, x: sizes.map((_, layer) => layer + 1), y: sizes });
      yield progress((i + 1) / plan.nets.length);
      yield chart({
        id: "sizes",
        kind: "line",
        title: {
          en: "Mean size of the gradient that reaches each hidden layer",
          zh: "到达各隐藏层的梯度的平均大小",
        },
        x: { label: { en: "hidden layer", zh: "隐藏层" } },
        y: { label: "|∂E/∂out|", log: true },
        series: [...series],
      });
    }
    return figures;
  },
});
