import { build, softmaxCrossEntropy } from "chainrule";
import { type Cell, chart, defineExperiment, progress, ranges } from "./lib/index.js";

const SCALES = [1, 10, 100, 1000, 10_000];

/** As the formula stands. */
function naiveSoftmax(z: readonly number[]): number[] {
  const powers = z.map(Math.exp);
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

const finite = (values: readonly number[]) => values.every(Number.isFinite);

export const softmaxOverflow = defineExperiment({
  id: "softmax-overflow",
  topic: "gradients",
  documents: ["000", "004"],
  title: { en: "Softmax that overflows", zh: "溢出的 softmax" },
  summary: {
    en: "The same logits, larger and larger: softmax as the formula has it, and with its largest logit taken off first.",
    zh: "同样的 logits，越来越大：一种是照公式直接算的 softmax，一种是先减去最大的 logit。",
  },
  expect: {
    en: "From 1,000 on the formula gives NaN: e^1000 is more than a double holds. Less its maximum it is right at any size, and so is the loss.",
    zh: "从 1000 起，照公式算得到 NaN：e^1000 超出了双精度的范围。先减去最大值，多大都算得对，损失也一样。",
  },
  explanation: {
    en: "Softmax does not change when the same number is added to all logits, for it cancels. So one may subtract the largest: then every power is at most 1, one of them is exactly 1, and nothing can overflow or be divided by 0. The loss is written as log Σ e^(z − max) − (z_t − max), without a probability in between whose logarithm could be taken of 0.",
    zh: "所有 logits 加上同一个数，softmax 不变，因为上下会约掉。所以可以先减去最大的一个：这样每个幂都不超过 1，其中一个恰好是 1，既不会溢出，也不会除以 0。损失写成 log Σ e^(z − max) − (z_t − max)，中间不经过概率，也就不会对 0 取对数。",
  },
  formulas: [
    {
      tex: "p_k=\\frac{e^{z_k}}{\\sum_j e^{z_j}}=\\frac{e^{z_k-m}}{\\sum_j e^{z_j-m}},\\; m=\\max_j z_j",
      plain: "p_k = e^(z_k − m) / Σ e^(z_j − m), m = max z",
    },
  ],
  settings: {},
  seeds: [0],
  seconds: 1,
  plan: () => ({ logits: [1, 0.5, -1], target: 2, scales: SCALES }),
  expectations: ranges([
    ["naiveBroken", "sizes at which the formula breaks", "照公式算会出错的次数", 2, 2, 0],
    ["stableBroken", "sizes at which softmax less its maximum breaks", "先减最大值会出错的次数", 0, 0, 0],
    ["loss", "loss at 10,000 times the logits", "logits 放大一万倍时的损失", 20_000, 20_000, 1],
  ]),
  async *run({ plan }) {
    const model = await build({ input: [3], layers: [{ kind: "linear" }] }, { backend: "reference" });
    const rows: Cell[][] = [];
    const largest: [naive: number[], stable: number[]] = [[], []];
    let [naiveBroken, stableBroken, loss] = [0, 0, 0];
    for (const [i, scale] of plan.scales.entries()) {
      const z = plan.logits.map((value) => value * scale);
      const naive = naiveSoftmax(z);
      loss = model.loss(z, [plan.target], softmaxCrossEntropy());
      const stable = Array.from(model.predict(z));
      if (!finite(naive)) naiveBroken += 1;
      if (!finite([...stable, loss])) stableBroken += 1;
      largest[0].push(Math.max(...naive));
      largest[1].push(Math.max(...stable));
      const show = (values: readonly number[]) => values.map((value) => value.toFixed(3)).join("  ");
      rows.push([`× ${scale}`, show(naive), show(stable), loss]);
      yield progress((i + 1) / plan.scales.length);
    }
    yield chart({
      id: "largest",
      kind: "line",
      title: { en: "The largest probability; NaN is a gap", zh: "最大的概率；NaN 处断开" },
      x: { label: { en: "how much the logits are enlarged", zh: "logits 放大的倍数" }, log: true },
      y: { label: { en: "probability", zh: "概率" }, range: [0, 1.05] },
      series: [
        { name: { en: "less the maximum", zh: "先减最大值" }, x: plan.scales, y: largest[1] },
        {
          name: { en: "as the formula stands", zh: "照公式算" },
          x: plan.scales,
          y: largest[0],
          dashed: true,
        },
      ],
    });
    yield chart({
      id: "softmax",
      kind: "table",
      title: {
        en: "Probabilities of the logits 1, ½, −1, enlarged",
        zh: "logits 为 1、½、−1，逐渐放大时的概率",
      },
      columns: [
        { en: "logits", zh: "logits" },
        { en: "as the formula stands", zh: "照公式算" },
        { en: "less the maximum", zh: "先减最大值" },
        { en: "loss of the third class", zh: "第三类的损失" },
      ],
      rows,
    });
    return { naiveBroken, stableBroken, loss };
  },
});
