import { build, dropout, elementary, Rng } from "chainrule";
import {
  chart,
  defineExperiment,
  deviation,
  histogram,
  mean,
  number,
  progress,
  ranges,
  type Series,
  whole,
} from "./lib/index.js";

const settings = {
  rate: number({ en: "share that is dropped", zh: "丢弃的比例" }, 0.5, 0, 0.9),
  units: whole({ en: "units", zh: "单元数" }, 40_000, 400, 100_000),
  masks: whole({ en: "masks for one sum", zh: "对同一个和抽多少次掩码" }, 2000, 100, 10_000),
};

/** Units whose sum is followed over many masks. */
const SUMMED = 100;
const SIDE = 20;
const RATES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** Φ(x), the share of a normal distribution below x. */
const below = (x: number): number => 0.5 * (1 + elementary.erf(x * Math.SQRT1_2));

/** The mask of the documents: a number of the normal distribution, compared with the rate. */
const normalMask = (size: number, rate: number, rng: Rng): number[] =>
  Array.from({ length: size }, () => (rng.normal() > rate ? 1 : 0));

const layerOf = (units: number, rate: number, seed: number) =>
  build({ input: [units], layers: [dropout(rate)] }, { backend: "reference", seed });

const share = (mask: readonly number[]): number => 100 * mean(mask.map((value) => (value > 0 ? 1 : 0)));

export const dropoutMask = defineExperiment({
  id: "dropout-mask",
  topic: "generalising",
  documents: ["004"],
  title: { en: "The mask that dropout draws", zh: "dropout 抽出的掩码" },
  summary: {
    en: "A mask as a picture, the share that it keeps, and whether a sum behind it keeps its mean. Beside it the mask of one document, which keeps fewer than it says.",
    zh: "把掩码画成图，数一数它保留了多少，再看后面的和是否保持原来的均值。旁边是一份文档的写法，它保留的比说好的少。",
  },
  expect: {
    en: "The layer keeps one half to within the luck of the draw, and the mean of the sum is what it is without dropout. The document’s mask keeps 31 %, yet in evaluation it multiplies by 50 %.",
    zh: "这一层保留的比例就是一半，只差在抽样的运气上，和的均值与不用 dropout 时相同。文档的掩码只保留 31 %，评估时乘上的却是 50 %。",
  },
  explanation: {
    en: "Each unit stays with probability 1 − r, by itself. What stays is divided by 1 − r, so that the expectation of an output is the output without dropout: nothing has to be done in evaluation. The way back uses the very mask of the way forward: a unit that was silent gets no gradient.\n\nTo compare a normally distributed number with r keeps 1 − Φ(r) of them: 31 % for r = 0.5, and still 50 % for r = 0, where nothing should be dropped. A net trained so sees sums in evaluation that are 1.6 times those of training.",
    zh: "每个单元各自以 1 − r 的概率留下。留下的除以 1 − r，输出的期望就等于不用 dropout 时的输出，评估时什么也不用做。反向传播用的是正向的同一个掩码：没有出声的单元得不到梯度。\n\n拿正态分布的数去和 r 比较，保留的是 1 − Φ(r)：r = 0.5 时为 31 %；r = 0 时本不该丢，却只剩 50 %。这样训练的网络，评估时看到的和是训练时的 1.6 倍。",
  },
  formulas: [
    {
      tex: "y_i=\\frac{m_ix_i}{1-r},\\quad P(m_i=1)=1-r,\\quad\\mathbb E[y_i]=x_i",
      plain: "y = m·x / (1 − r), P(m = 1) = 1 − r, so the expectation of y is x",
    },
    { tex: "P(n>r)=1-\\Phi(r),\\ n\\sim N(0,1)", plain: "P(n > r) = 1 − Φ(r) for a normal n" },
  ],
  settings,
  seeds: [1, 2, 3, 4, 5],
  seconds: 1,
  plan: ({ rate, units, masks }) => ({ rate, units, masks, summed: SUMMED, rates: RATES }),
  expectations: ranges([
    ["kept", "kept by the layer, %", "这一层保留的，%", 49, 51],
    ["normalKept", "kept by a normally distributed mask, %", "正态分布的掩码保留的，%", 29.9, 31.9],
    [
      "trainingMean",
      "mean of the sum in training, as a share of that in evaluation",
      "训练时和的均值与评估时之比",
      0.98,
      1.02,
      3,
    ],
    ["normalMean", "the same, as in the document", "同上，照文档的写法", 0.59, 0.65, 3],
    ["otherMask", "units whose gradient has another mask", "梯度与掩码不一致的单元数", 0, 0, 0],
  ]),
  async *run({ plan, seed }) {
    const { rate, units, masks, summed, rates } = plan;
    const rng = new Rng(seed, "dropout", 1);
    const model = await layerOf(units, rate, seed);
    const ones = new Array<number>(units).fill(1);
    const mask = Array.from(model.forward(ones, { training: true }));
    const back = model.backward(ones);
    const document = normalMask(units, rate, rng);
    const picture = (values: readonly number[]) =>
      values.slice(0, SIDE * SIDE).map((value) => (value > 0 ? 1 : 0));
    const percent = (values: readonly number[]) => `${share(values).toFixed(1)} %`;
    yield chart({
      id: "masks",
      kind: "images",
      scale: "grey",
      title: { en: "The first 400 units: white stays", zh: "前 400 个单元：白色的留下" },
      items: [
        { name: { en: "the layer", zh: "这一层" }, values: mask },
        { name: { en: "the document", zh: "文档" }, values: document },
      ].map(({ name, values }) => ({
        caption: { en: `${name.en}: ${percent(values)}`, zh: `${name.zh}：${percent(values)}` },
        width: SIDE,
        height: SIDE,
        values: picture(values),
      })),
    });
    yield progress(0.2);

    const byRate = { layer: [] as number[], document: [] as number[] };
    for (const [i, r] of rates.entries()) {
      const other = await layerOf(units, r, seed + i);
      byRate.layer.push(share(Array.from(other.forward(ones, { training: true }))));
      byRate.document.push(share(normalMask(units, r, rng)));
    }
    const x = [...rates];
    const series: Series[] = [
      { name: { en: "the layer", zh: "这一层" }, x, y: byRate.layer },
      { name: "1 − r", x, y: x.map((r) => 100 * (1 - r)), dashed: true },
      { name: { en: "the document", zh: "文档" }, x, y: byRate.document },
      { name: "1 − Φ(r)", x, y: x.map((r) => 100 * (1 - below(r))), dashed: true },
    ];
    yield chart({
      id: "kept",
      kind: "line",
      title: { en: "How much is kept, by the rate that is asked for", zh: "保留的比例随丢弃率的变化" },
      x: { label: { en: "rate r", zh: "丢弃率 r" } },
      y: { label: "%" },
      series,
    });
    yield progress(0.5);

    const weights = Array.from({ length: summed }, () => rng.uniform());
    const full = weights.reduce((sum, weight) => sum + weight, 0);
    const small = await layerOf(summed, rate, seed);
    const sums = { layer: [] as number[], document: [] as number[] };
    const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
    for (let i = 0; i < masks; i++) {
      sums.layer.push(sum(small.forward(weights, { training: true })));
      const drawn = normalMask(summed, rate, rng);
      sums.document.push(sum(weights.map((weight, k) => weight * drawn[k])));
      if (i % 200 === 0) yield progress(0.5 + (0.5 * i) / masks);
    }
    const panel = (name: { en: string; zh: string }, values: readonly number[], evaluated: number) => ({
      name,
      range: [0, 2 * full] as const,
      counts: histogram(values, [0, 2 * full], 60),
      note: {
        en: `${mean(values).toFixed(1)} ± ${deviation(values).toFixed(1)}; in evaluation ${evaluated.toFixed(1)}`,
        zh: `${mean(values).toFixed(1)} ± ${deviation(values).toFixed(1)}；评估时 ${evaluated.toFixed(1)}`,
      },
    });
    const evaluated = sum(small.forward(weights));
    yield chart({
      id: "sums",
      kind: "histogram",
      title: { en: "A sum of 100 units, under many masks", zh: "一百个单元的和，在许多次掩码之下" },
      x: { label: { en: "sum", zh: "和" } },
      panels: [
        panel({ en: "the layer", zh: "这一层" }, sums.layer, evaluated),
        panel({ en: "the document", zh: "文档" }, sums.document, (1 - rate) * full),
      ],
    });
    return {
      kept: share(mask),
      normalKept: share(document),
      trainingMean: mean(sums.layer) / evaluated,
      normalMean: mean(sums.document) / ((1 - rate) * full),
      otherMask: mask.filter((value, i) => value > 0 !== back[i] > 0).length,
    };
  },
});
