import { build, Rng, traceStep } from "chainrule";
import {
  chart,
  choice,
  defineExperiment,
  deviation,
  type HistogramChart,
  histogram,
  mean,
  progress,
  ranges,
  type Series,
  whole,
} from "./lib/index.js";

const KINDS = ["sigmoid", "tanh", "relu"] as const;

const settings = {
  activation: choice({ en: "activation that is drawn", zh: "画哪一种激活函数" }, "sigmoid", KINDS),
  layers: whole({ en: "layers", zh: "层数" }, 5, 2, 10),
  units: whole({ en: "units in each", zh: "每层单元数" }, 100, 10, 300),
  nets: whole({ en: "nets of which the figures are the mean", zh: "取平均的网络个数" }, 10, 1, 50),
};

const STARTS = [
  { id: "std1", name: "std 1", init: { kind: "normal", std: 1 } },
  { id: "std001", name: "std 0.01", init: { kind: "normal", std: 0.01 } },
  { id: "lecun", name: "Xavier, 1/√n", init: { kind: "lecun" } },
  { id: "he", name: "He, √(2/n)", init: { kind: "he" } },
] as const;

const INPUTS = 1000;

export const weightInit = defineExperiment({
  id: "weight-init",
  topic: "start",
  documents: ["004"],
  title: { en: "What weights should start as", zh: "权重从多大开始" },
  summary: {
    en: "A thousand random inputs through five fresh layers of 100 units, for four ways to start the weights and three activations: how the outputs of each layer are spread, and how large the gradients are.",
    zh: "一千个随机输入，穿过五个刚初始化、各 100 个单元的层：四种初值、三种激活函数，看每层输出怎样分布，梯度有多大。",
  },
  expect: {
    en: "std 1: sigmoids sit at 0 and 1. std 0.01: all units say the same. 1/√n keeps sigmoid and tanh spread out through all layers; ReLU needs √(2/n).",
    zh: "标准差 1：sigmoid 都挤在 0 和 1。标准差 0.01：所有单元说的都一样。1/√n 让 sigmoid 和 tanh 在每一层都铺得开；ReLU 则需要 √(2/n)。",
  },
  explanation: {
    en: "A sum of n inputs, each times a weight of spread s, has a spread of s·√n. With s = 1 and n = 100 that is 10: sigmoids are driven to their ends, where they have no slope. With s = 0.01 it is 0.1: all outputs are alike, so all gradients are, and a hundred units do the work of one. s = 1/√n gives back the spread that came in. ReLU cuts half of it off, hence the 2 of He.\n\nThe gradients go the other way by the same rule: an init that keeps the outputs alive keeps them alive.",
    zh: "n 个输入各乘以一个幅度为 s 的权重再相加，和的幅度是 s·√n。s = 1、n = 100 时是 10：sigmoid 被推到两端，那里没有斜率。s = 0.01 时是 0.1：所有输出都差不多，梯度也就都一样，一百个单元只干一个单元的活。s = 1/√n 正好保持输入的幅度。ReLU 会切掉一半，所以 He 有那个 2。\n\n梯度反方向走，规律相同：能让输出保持活力的初值，也能让梯度保持活力。",
  },
  formulas: [
    {
      tex: "\\mathrm{std}(\\textstyle\\sum_{i=1}^n w_ix_i)=\\sqrt n\\,s\\,\\mathrm{rms}(x)",
      plain: "std(Σ w·x) = √n · s · rms(x)",
    },
    {
      tex: "s_{\\mathrm{Xavier}}=\\sqrt{1/n},\\quad s_{\\mathrm{He}}=\\sqrt{2/n}",
      plain: "Xavier: s = √(1/n)   He: s = √(2/n)",
    },
  ],
  settings,
  seeds: [1, 2, 3],
  seconds: 3,
  plan: ({ activation, layers, units, nets }) => ({
    repeated: nets,
    inputs: { samples: INPUTS, size: units, distribution: "normal" },
    // what is drawn comes first
    nets: [
      ...KINDS.filter((kind) => kind === activation),
      ...KINDS.filter((kind) => kind !== activation),
    ].flatMap((kind) =>
      STARTS.map(({ id, name, init }) => ({
        id: `${kind}.${id}`,
        kind,
        name,
        model: {
          input: [units],
          layers: Array.from({ length: layers }, () => [
            { kind: "dense", units, bias: false, weightInit: init },
            { kind: kind as string },
          ]).flat(),
        },
      })),
    ),
  }),
  expectations: ranges([
    [
      "sigmoid.std1.ends",
      "sigmoid, std 1: last layer's outputs beyond .05 and .95, %",
      "sigmoid、标准差 1：最后一层落在 .05 与 .95 之外的，%",
      59.4,
      72.6,
    ],
    ["sigmoid.std001.mean", "std 0.01: their mean", "标准差 0.01：均值", 0.45, 0.55, 3],
    ["sigmoid.std001.std", "std 0.01: their spread", "标准差 0.01：标准差", 0.01035, 0.01265, 4],
    ["sigmoid.lecun.std", "1/√n: their spread", "1/√n：标准差", 0.1044, 0.1276, 4],
    ["relu.he.std", "ReLU, He: the spread of the last layer", "ReLU、He：最后一层的标准差", 0.4, 1.4, 3],
    ["relu.std001.std", "ReLU, std 0.01: the same", "ReLU、标准差 0.01：同上", 0, 0.001, 6],
  ]).map((one, i) => ({ ...one, ...(i < 4 && { faithful: ["66", ".50", ".0115", ".116"][i] }) })),
  async *run({ settings: { activation }, plan, seed }) {
    const rng = new Rng(seed, "data");
    const { samples, size } = plan.inputs;
    const x = Float32Array.from({ length: samples * size }, () => rng.normal());
    const targets = new Float32Array(samples * size);
    const figures: Record<string, number> = {};
    const panels: HistogramChart["panels"][number][] = [];
    const gradients: Series[] = [];
    for (const [i, { id, kind, name, model: spec }] of plan.nets.entries()) {
      const found: { mean: number; std: number; ends: number }[] = [];
      const repeated = kind === "sigmoid" ? plan.repeated : 1; // for the others no figure is as narrow
      for (let net = 0; net < repeated; net++) {
        const model = await build(spec, { seed: seed + 1000 * net, threads: 1 });
        const { layers } = traceStep(model, x, targets, { kind: "meanSquaredError" });
        const { y } = layers[layers.length - 1];
        let ends = 0;
        for (const value of y) if (value < 0.05 || value > 0.95) ends += 1;
        found.push({ mean: mean(y), std: deviation(y), ends: (100 * ends) / y.length });
        yield progress((i + (net + 1) / repeated) / plan.nets.length);
        if (net > 0 || kind !== activation) continue;
        const range =
          kind === "tanh" ? ([-1, 1] as const) : kind === "relu" ? ([0, 4] as const) : ([0, 1] as const);
        for (const [l, layer] of layers.filter((one) => one.kind === kind).entries()) {
          const spread = deviation(layer.y);
          panels.push({
            name: { en: `${name}, layer ${l + 1}`, zh: `${name}，第 ${l + 1} 层` },
            range,
            counts: histogram(layer.y, range, 30),
            note: `${mean(layer.y).toFixed(2)} ± ${spread.toPrecision(2)}`,
          });
        }
        const sizes = layers
          .filter((layer) => layer.kind === "dense")
          .map(({ parameters: [W] }) => deviation(W.grad));
        gradients.push({ name, x: sizes.map((_, l) => l + 1), y: sizes });
        yield chart({
          id: "outputs",
          kind: "histogram",
          title: { en: `What each layer gives: ${activation}`, zh: `每层的输出：${activation}` },
          x: { label: { en: "output of a unit", zh: "单元的输出" } },
          panels: [...panels],
        });
        yield chart({
          id: "gradients",
          kind: "line",
          title: { en: "Spread of the gradients of each layer's weights", zh: "各层权重梯度的幅度" },
          x: { label: { en: "layer", zh: "层" } },
          y: { label: "std(∂E/∂W)", log: true },
          series: [...gradients],
        });
      }
      for (const figure of ["mean", "std", "ends"] as const)
        figures[`${id}.${figure}`] = mean(found.map((one) => one[figure]));
    }
    return figures;
  },
});
