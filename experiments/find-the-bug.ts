import { type SlopeCheck, slopeError } from "./backprop/bug-checks.js";
import { type Bug, bugs } from "./backprop/bugs.js";
import { type Cell, chart, defineExperiment, progress, ranges, type Series } from "./lib/index.js";

/** A slope that is further off than this is wrong. Above it lies what luck the draws of a mask leave. */
const TOLERANCE = 0.01;

/** Steps of the differences. */
const STEPS = Array.from({ length: 19 }, (_, i) => 10 ** (-i / 3));

/** Those whose error is drawn for every step; the others come from draws, or from no number at all. */
const DRAWN = ["bias", "output", "partial-batch"];

const show = (values: readonly number[]): string =>
  values.map((value) => (Number.isNaN(value) ? "NaN" : String(Number(value.toFixed(4))))).join(", ");

const lineOf = ({ lines, wrong }: Bug): string => lines[wrong].trim();

const rowOf = (bug: Bug, { says, differences }: SlopeCheck, fixed: SlopeCheck): Cell[] => [
  bug.title,
  lineOf(bug),
  show(says),
  show(differences),
  show(fixed.says),
  show(fixed.differences),
];

export const findTheBug = defineExperiment({
  id: "find-the-bug",
  topic: "gradients",
  documents: ["000", "002", "003", "004"],
  title: { en: "Find the bug: what a gradient check sees", zh: "找错：梯度检验看得见什么" },
  summary: {
    en: "Seven faults that have been written in earnest, each in a few lines. The slopes that these come to, beside those by differences, as they stand and mended.",
    zh: "七个真的有人写出来过的错误，每个都只有几行。把它们得出的斜率与数值差分放在一起：改正之前，改正之后。",
  },
  expect: {
    en: "Every fault is off by a tenth or more, whatever the step; mended, the difference falls with the step until rounding takes over. One of them cannot be settled so: at the kink of a ReLU, differences say ½.",
    zh: "每个错误都差出一成以上，步长取多少都一样；改正之后，差别随步长变小，直到舍入误差占上风。有一个是这样判不了的：在 ReLU 的拐点上，差分给出 ½。",
  },
  explanation: {
    en: "A faulty net often still learns, only worse, so its loss does not give the fault away. Differences of the loss do: they need nothing but the forward pass. What agrees to a few digits, and better with a smaller step, is right; what is off by a share that no step changes is a fault.\n\nTwo of these faults are not in a gradient’s formula and are seen all the same. A mask that keeps too few makes the mean slope of training smaller than the slope of evaluation. Samples that are left out make the gradient of an epoch another than that of the loss. At a kink a slope is not defined; there one tests beside it. The layer takes 0, as its forward pass does.\n\nTo look for the faults yourself, open “Backprop by hand” in the workbench.",
    zh: "有错误的网络往往还能学，只是差一些，所以从损失上看不出来。对损失做差分就看得出来：它只需要正向计算。两边有好几位相同、步长越小越接近的，是对的；差着一个固定的比例、步长怎么变都不变的，是错的。\n\n其中两个错误并不在梯度公式里，也一样看得见：掩码保留得太少，训练时的平均斜率就小于评估时的斜率；漏掉了样本，一轮的梯度就不是损失的梯度。拐点上斜率没有定义，检验要避开它；这一层在那里取 0，与正向一致。\n\n想自己动手找，请打开工作台的“手算反向传播”。",
  },
  formulas: [
    {
      tex: "\\text{error}=\\frac{\\max_i|g_i-d_i|}{\\max_i(|g_i|,|d_i|)}",
      plain: "error = largest |g − d|, as a share of the largest of both",
    },
  ],
  settings: {},
  seeds: [0],
  seconds: 1,
  plan: () => ({ bugs: bugs.map(({ id }) => id), tolerance: TOLERANCE, steps: STEPS }),
  expectations: ranges([
    ["found", "faults that the check finds, of seven", "七个错误中检验发现的个数", 7, 7, 0],
    ["passed", "of them mended, those that it passes", "改正之后检验通过的个数", 6, 6, 0],
    ["least", "error of the fault that is least off, %", "差得最少的错误，误差，%", 10],
    [
      "dropout.kept",
      "kept by the faulty mask at a rate of one half, %",
      "丢弃率为一半时错误的掩码保留的，%",
      30.5,
      31.2,
    ],
  ]),
  async *run({ plan }) {
    const errors: { wrong: number; mended: number }[] = [];
    const rows: Cell[][] = [];
    const figures: Record<string, number> = {};
    for (const bug of bugs) {
      const [wrong, mended] = [bug.check(false), bug.check(true)];
      errors.push({ wrong: slopeError(wrong), mended: slopeError(mended) });
      rows.push(rowOf(bug, wrong, mended));
      figures[`${bug.id}.error`] = 100 * slopeError(wrong);
      figures[`${bug.id}.mended`] = 100 * slopeError(mended);
      if (bug.id === "dropout") figures["dropout.kept"] = 50 * wrong.says[0];
      yield progress((0.8 * rows.length) / bugs.length);
    }
    yield chart({
      id: "errors",
      kind: "bars",
      title: { en: "How far the slopes are off", zh: "斜率差了多少" },
      y: { label: { en: "% of the largest", zh: "占最大者的 %" } },
      categories: bugs.map(({ short }) => short),
      series: [
        { name: { en: "as it stands", zh: "原来" }, values: errors.map(({ wrong }) => 100 * wrong) },
        { name: { en: "mended", zh: "改正后" }, values: errors.map(({ mended }) => 100 * mended) },
      ],
    });
    const drawn = bugs.filter(({ id }) => DRAWN.includes(id));
    const series: Series[] = drawn.flatMap((bug) =>
      [false, true].map(
        (mended): Series => ({
          name: mended ? { en: `${bug.short.en}, mended`, zh: `${bug.short.zh}，改正后` } : bug.short,
          x: plan.steps,
          y: plan.steps.map((h) => slopeError(bug.check(mended, h))),
          ...(mended && { dashed: true as const }),
        }),
      ),
    );
    yield chart({
      id: "steps",
      kind: "line",
      title: { en: "The error, by the step of the differences", zh: "误差随差分步长的变化" },
      x: { label: { en: "step h", zh: "步长 h" }, log: true },
      y: { label: { en: "error, as a share", zh: "误差（比例）" }, log: true },
      series,
    });
    yield chart({
      id: "slopes",
      kind: "table",
      title: { en: "The slopes", zh: "斜率" },
      columns: [
        { en: "fault", zh: "错误" },
        { en: "the line", zh: "写错的一行" },
        { en: "says", zh: "它得出" },
        { en: "differences", zh: "差分" },
        { en: "mended, says", zh: "改正后得出" },
        { en: "differences", zh: "差分" },
      ],
      rows,
    });
    return {
      ...figures,
      found: errors.filter(({ wrong }) => wrong > TOLERANCE).length,
      passed: errors.filter(({ mended }) => mended <= TOLERANCE).length,
      least: 100 * Math.min(...errors.map(({ wrong }) => wrong)),
    };
  },
});
