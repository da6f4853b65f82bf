import { build, halfSquaredError, type Model, numericalGradient, sgd, traceStep } from "chainrule";
import { type Derivation, derive, rowsOf } from "./backprop/derivation.js";
import { errata } from "./backprop/errata.js";
import {
  type Cell,
  chart,
  choice,
  defineExperiment,
  type Expectation,
  number,
  progress,
} from "./lib/index.js";

const READINGS = ["shared", "stated"] as const;
type Reading = (typeof READINGS)[number];

const settings = {
  biases: choice(
    { en: "which biases the derivation is shown with", zh: "推导采用哪一种偏置" },
    "shared",
    READINGS,
  ),
  learningRate: number({ en: "learning rate", zh: "学习率" }, 0.5, 0.001, 10, { log: true }),
  i1: number({ en: "first input", zh: "第一个输入" }, 0.1, -10, 10),
  i2: number({ en: "second input", zh: "第二个输入" }, 0.2, -10, 10),
  t1: number({ en: "first target", zh: "第一个目标值" }, 0.01, 0, 1),
  t2: number({ en: "second target", zh: "第二个目标值" }, 0.99, 0, 1),
};

/** What the two readings must come to: to the ten digits that are printed. */
const right: readonly [figure: string, shared: number, stated: number, printed?: string][] = [
  ["out_h1", 0.6456563062, 0.6456563062, "0.6456563062"],
  ["out_h2", 0.6592603884, 0.6615031592, "0.6592603884"],
  ["out_o1", 0.7987314002, 0.7989476414, "0.7987314002"],
  ["out_o2", 0.8374488853, 0.8390480283, "0.8374488853"],
  ["E_o1", 0.3110486109, 0.3112191904, "0.0116359213"],
  ["E_o2", 0.0116359213, 0.0113932489, "0.3110486109"],
  ["E", 0.3226845322, 0.3226124393, "0.3226845322"],
  ["dE_dw5", 0.0818667051, 0.081823315, "0.0818667051"],
  ["w5_new", 0.4590666475, 0.4590883425, "0.4590666475"],
  ["dE_din_o1", 0.1267961054, 0.1267289024, "0.1284037009"],
  ["dE_dout_h1", 0.0488614913, 0.0490945833, "0.0496652891"],
  ["dE_dw1", 0.0011178739, 0.0011232067, "0.0011362635"],
  ["w1_new", 0.099441063, 0.0994383967, "0.0998863737"],
];

const expectations: Expectation[] = READINGS.flatMap((reading, r) =>
  right.map(([figure, ...values]) => ({
    figure: `${reading}.${figure}`,
    label: { en: `${figure}, biases ${reading}`, zh: `${figure}，偏置${r === 0 ? "共用" : "按题目所给"}` },
    min: values[r as 0 | 1] - 1e-10,
    max: values[r as 0 | 1] + 1e-10,
    digits: 10,
    ...(r === 0 && { printed: values[2] }),
  })),
);

const stated = (
  figure: string,
  en: string,
  zh: string,
  min: number | undefined,
  max: number,
): Expectation => ({
  figure,
  label: { en, zh },
  ...(min !== undefined && { min }),
  max,
  digits: 6,
});

/** The first numbers of some steps, by the names of the figures. */
function figuresOf({ forward, error, backward, update }: Derivation, trace: { dE_dout_h1: number }) {
  const value = (steps: Derivation["forward"], plain: string) =>
    steps.find(([what]) => what.plain === plain)![3];
  return {
    out_h1: value(forward, "out_h1"),
    out_h2: value(forward, "out_h2"),
    out_o1: value(forward, "out_o1"),
    out_o2: value(forward, "out_o2"),
    E_o1: value(error, "E_o1"),
    E_o2: value(error, "E_o2"),
    E: value(error, "E"),
    dE_din_o1: value(backward, "∂E/∂in_o1"),
    dE_dw5: value(backward, "∂E/∂w5"),
    dE_dw1: value(backward, "∂E/∂w1"),
    w5_new: value(update, "w5⁺"),
    w1_new: value(update, "w1⁺"),
    ...trace,
  };
}

/** The iterations at which the loss is told. */
const MOMENTS = [0, 1, 2, 10, 100, 1000, 10_000];

export const backpropByHand = defineExperiment({
  id: "backprop-by-hand",
  topic: "gradients",
  documents: ["001"],
  title: { en: "Backpropagation, every number by hand", zh: "手算反向传播：每一个数都写出来" },
  summary: {
    en: "A net of two inputs, two hidden units and two outputs: one step forward, one step back, each number with the formula it comes from, beside what the document prints.",
    zh: "两个输入、两个隐藏单元、两个输出的网络：正向一遍，反向一遍，每个数都带着公式，并与文档印出的数字对照。",
  },
  expect: {
    en: "The gradients of backpropagation and of plain differences agree to nine digits. Six of the printed numbers do not, and the errata say why.",
    zh: "反向传播的梯度与数值差分的梯度有九位数字相同。文档里有六个数对不上，勘误表逐条说明原因。",
  },
  explanation: {
    en: "Backpropagation is the chain rule, read from the end. Each unit gets to know one number from behind, how much the error grows when its output grows a little. Times the slope of its activation this becomes the same for its sum, and that times what came in along a weight is the gradient of the weight. A hidden unit gets its number as the sum over all units that it feeds, each times the weight between.\n\nThe task states four biases. The printed digits belong to one bias per layer. Both readings are computed here, by the layers of the library in double precision; the table of differences is a check that knows nothing of the chain rule.",
    zh: "反向传播就是从末尾往回读的链式法则。每个单元从后面得到一个数：自己的输出稍微变大，误差会跟着变多少。乘上激活函数的斜率，就成了对它的加权和的导数；再乘上沿某条权重进来的值，就是那条权重的梯度。隐藏单元得到的那个数，是把它通向的所有单元的数分别乘上中间的权重再相加。\n\n题目给了四个偏置，而印出来的数字对应的是每层共用一个偏置。这里两种读法都算，全部由本库的层以双精度完成；数值差分那张表不知道什么叫链式法则，因此可以当作独立的检验。",
  },
  formulas: [
    { tex: "E=\\tfrac12\\sum_k (t_k-out_{o_k})^2", plain: "E = ½·Σ(t − out_o)²" },
    {
      tex: "\\delta_o=-(t-out_o)\\,out_o(1-out_o)",
      plain: "δ_o = ∂E/∂in_o = −(t − out_o)·out_o·(1 − out_o)",
    },
    {
      tex: "\\delta_h=\\Bigl(\\sum_o \\delta_o w_{ho}\\Bigr)out_h(1-out_h)",
      plain: "δ_h = ∂E/∂in_h = (Σ δ_o·w_ho)·out_h·(1 − out_h)",
    },
    { tex: "w^{+}=w-\\eta\\,\\delta\\,x", plain: "w⁺ = w − η·δ·x" },
  ],
  settings,
  seeds: [0],
  seconds: 1,
  plan: ({ learningRate, i1, i2, t1, t2 }) => ({
    network: {
      input: [2],
      layers: [
        { kind: "dense", units: 2 },
        { kind: "sigmoid" },
        { kind: "dense", units: 2 },
        { kind: "sigmoid" },
      ],
    },
    loss: "halfSquaredError",
    // w1 w2 lead to h1, w3 w4 to h2, w5 w6 to o1, w7 w8 to o2; a matrix has a row per input
    weights: [
      [0.1, 0.3, 0.2, 0.4],
      [0.5, 0.7, 0.6, 0.8],
    ],
    biases: {
      shared: [
        [0.55, 0.55],
        [0.66, 0.66],
      ],
      stated: [
        [0.55, 0.56],
        [0.66, 0.67],
      ],
    },
    inputs: [i1, i2],
    targets: [t1, t2],
    learningRate,
    iterations: 10_000,
  }),
  expectations: [
    ...expectations,
    stated(
      "stated.E.1",
      "loss after one step, as stated",
      "走一步之后的损失（按题目）",
      0.3068535,
      0.3068545,
    ),
    stated("stated.E.2", "loss after two steps", "走两步之后的损失", 0.2898305, 0.2898315),
    stated("stated.E.10000", "loss after 10,000 steps", "走一万步之后的损失", undefined, 3e-6),
    {
      figure: "gradientDifference",
      label: {
        en: "largest difference between backpropagation and differences",
        zh: "反向传播与数值差分的最大差别",
      },
      max: 1e-9,
    },
  ],
  async *run({ settings: { biases }, plan }) {
    const { inputs, targets, learningRate } = plan;
    const start = async (reading: Reading): Promise<Model> => {
      const model = await build(plan.network, { backend: "reference" });
      const values = plan.weights.flatMap((weights, l) => [weights, plan.biases[reading][l]]);
      for (const [i, { value }] of model.parameters.entries()) value.set(values[i]);
      return model;
    };
    const figures: Record<string, number> = {};
    for (const reading of READINGS) {
      const model = await start(reading);
      const numbers = traceStep(model, inputs, targets, halfSquaredError());
      const differences = numericalRows(model, inputs, targets);
      sgd({ learningRate }).step(model);
      const after = model.parameters.map(({ value }) => value.slice());
      const derivation = derive(numbers, { targets, learningRate, after });
      const own = figuresOf(derivation, { dE_dout_h1: numbers.layers[1].dy[0] });
      for (const [name, value] of Object.entries(own)) figures[`${reading}.${name}`] = value;
      figures.gradientDifference = Math.max(figures.gradientDifference ?? 0, differences.largest);
      if (reading === biases) for (const made of derivationCharts(derivation)) yield made;
      if (reading === biases) yield differences.chart;
    }
    yield errataChart(figures);
    const series = [];
    for (const [r, reading] of READINGS.entries()) {
      const model = await start(reading);
      const optimizer = sgd({ learningRate });
      const losses = { x: [] as number[], y: [] as number[] };
      for (let i = 0; i <= plan.iterations; i++) {
        const loss = model.loss(inputs, targets, halfSquaredError());
        if (MOMENTS.includes(i)) figures[`${reading}.E.${i}`] = loss;
        if (i < 20 || i % Math.ceil(plan.iterations / 200) === 0) {
          losses.x.push(i + 1);
          losses.y.push(loss);
        }
        model.backward();
        optimizer.step(model);
        if (i % 500 === 0) yield progress((r + i / plan.iterations) / 2);
      }
      series.push({
        name: r === 0 ? { en: "shared biases", zh: "共用偏置" } : { en: "as stated", zh: "按题目" },
        ...losses,
      });
    }
    yield chart({
      id: "loss",
      kind: "line",
      title: { en: "The error, step by step", zh: "误差随迭代的变化" },
      x: { label: { en: "step", zh: "第几步" }, log: true },
      y: { label: "E", log: true },
      series,
    });
    return figures;
  },
});

function derivationCharts({ forward, error, backward, update }: Derivation) {
  const columns = [
    { en: "what", zh: "求什么" },
    { en: "with letters", zh: "公式" },
    { en: "with numbers", zh: "代入数字" },
    { en: "comes to", zh: "结果" },
  ];
  const parts = [
    ["forward", "1. Forward", "1. 正向传播", [...forward, ...error]],
    ["backward", "2. Backward, from the error", "2. 反向传播，从误差往回", backward],
    ["update", "3. New weights and biases", "3. 更新权重与偏置", update],
  ] as const;
  return parts.map(([id, en, zh, steps]) =>
    chart({ id, kind: "table", title: { en, zh }, columns, rows: rowsOf(steps), digits: 10 }),
  );
}

/** Each gradient beside the one that differences of the loss give. */
function numericalRows(model: Model, inputs: readonly number[], targets: readonly number[]) {
  const analytic = model.parameters.map(({ grad }) => grad.slice());
  let largest = 0;
  const rows: Cell[][] = [];
  for (const [p, { name, value }] of model.parameters.entries()) {
    const slopes = numericalGradient(() => model.loss(inputs, targets, halfSquaredError()), value);
    for (const [i, slope] of slopes.entries()) {
      largest = Math.max(largest, Math.abs(slope - analytic[p][i]));
      rows.push([`${name}[${i}]`, analytic[p][i], slope]);
    }
  }
  for (const [p, { grad }] of model.parameters.entries()) grad.set(analytic[p]);
  const made = chart({
    id: "differences",
    kind: "table",
    title: { en: "The same gradients by differences of the error", zh: "同样的梯度，用误差的差分来求" },
    columns: [
      { en: "parameter", zh: "参数" },
      { en: "backpropagation", zh: "反向传播" },
      { en: "differences, h = 1e-4", zh: "差分，h = 1e-4" },
    ],
    rows,
    digits: 10,
  });
  return { largest, chart: made };
}

const errataChart = (figures: Record<string, number>) =>
  chart({
    id: "errata",
    kind: "table",
    title: { en: "Errata", zh: "勘误" },
    columns: [
      { en: "quantity", zh: "量" },
      { en: "printed", zh: "印作" },
      { en: "shared biases", zh: "共用偏置" },
      { en: "as stated", zh: "按题目" },
      { en: "why", zh: "原因" },
    ],
    rows: errata.map(({ quantity, printed, figure, why }): Cell[] => [
      quantity,
      printed,
      figure === undefined ? "" : figures[`shared.${figure}`].toFixed(10),
      figure === undefined ? "" : figures[`stated.${figure}`].toFixed(10),
      why,
    ]),
  });
