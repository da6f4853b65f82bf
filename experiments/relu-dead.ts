import { build, evaluate, type Model, traceStep } from "chainrule";
import type { Dataset } from "chainrule/data";
import {
  type Cell,
  chart,
  choice,
  defineExperiment,
  follow,
  fullRanges,
  histogram,
  last,
  number,
  ranges,
  recipeRange,
  type Series,
  seriesOf,
  whole,
} from "./lib/index.js";

const settings = {
  data: choice({ en: "digits", zh: "数字图像" }, "mnist-10k", ["mnist-10k", "mnist"]),
  epochs: whole({ en: "epochs", zh: "训练轮数" }, 12, 1, 50),
  learningRate: number(
    { en: "learning rate (of summed gradients)", zh: "学习率（梯度按批求和）" },
    0.001,
    0.0001,
    0.1,
    { log: true },
  ),
};

/** How the weights may start. */
const STARTS = [
  { name: "N(−0.1, 0.2²)", id: "document", init: { kind: "normal", mean: -0.1, std: 0.2 } },
  { name: "N(−0.1, 0.01²)", id: "narrow", init: { kind: "normal", mean: -0.1, std: 0.01 } },
  { name: "N(0, 0.2²)", id: "centred", init: { kind: "normal", std: 0.2 } },
  { name: "N(0, 0.01²)", id: "small", init: { kind: "normal", std: 0.01 } },
  { name: "He", id: "he", init: { kind: "he" } },
] as const;

const SAMPLES = 500;
const RANGE = [-25, 15] as const;

/** The sums of the first layer for some images, and the share of its units that none of them brings to life. */
function firstSums(model: Model, { inputs, targets }: Dataset) {
  const size = model.spec.input[0];
  const { layers } = traceStep(model, inputs.slice(0, SAMPLES * size), targets.slice(0, SAMPLES), {
    kind: "softmaxCrossEntropy",
  });
  const sums = layers[0].y;
  const units = layers[0].output[0];
  let dead = 0;
  for (let unit = 0; unit < units; unit++) {
    let alive = false;
    for (let i = unit; i < sums.length && !alive; i += units) alive = sums[i] > 0;
    if (!alive) dead += 1;
  }
  let [mean, square] = [0, 0];
  for (const value of sums) mean += value / sums.length;
  for (const value of sums) square += (value - mean) ** 2 / sums.length;
  return { sums, dead: (100 * dead) / units, mean, std: Math.sqrt(square) };
}

/** The error of whoever says "1" to every image of the full training set, after two epochs as after any other. */
const NEVER = recipeRange("mnist-relu-dead", { epoch: 2, metric: "trainError" });

export const reluDead = defineExperiment({
  id: "relu-dead",
  topic: "start",
  documents: ["002"],
  title: { en: "A ReLU net that never learns", zh: "永远学不会的 ReLU 网络" },
  summary: {
    en: "A net of 30 and 5 ReLU units says “1” to every digit, for ever. Five ways to start its weights show what it is that kills it.",
    zh: "一个 30 与 5 个 ReLU 单元的网络，永远把每个数字都答成“1”。换五种初始权重，看看究竟是什么把它弄死的。",
  },
  expect: {
    en: "With weights of mean −0.1, every sum of the first layer is far below 0 and every unit is dead; a tiny spread does not help, nor does patience. With mean 0 the same net learns, whatever the spread.",
    zh: "权重均值为 −0.1 时，第一层所有的加权和都远在 0 以下，单元全部死去；把标准差缩小没有用，多等也没有用。均值改为 0，不论标准差大小，同一个网络都能学会。",
  },
  explanation: {
    en: "The document blames outputs that are too large. The histogram says otherwise. An image of a digit has about a hundred units of brightness in all, none of it negative, and each weight takes −0.1 of it on average: the sums come to about −10, give or take 4. Behind a ReLU that is 0 for every image. Where the output is 0, so is the slope, and no gradient comes back: these units never move again. What is left to learn are the biases of the last layer, which can only tell how frequent each digit is, and “1” is the most frequent.",
    zh: "文档说原因在于输出太大，直方图却不是这样说的。一张数字图像的亮度总和大约是一百，没有负值，而每个权重平均要拿走其中的 −0.1：加权和大约是 −10，上下浮动 4 左右。经过 ReLU，对每张图像都是 0。输出为 0 的地方，斜率也为 0，梯度传不回来，这些单元从此再也不动。剩下能学的只有最后一层的偏置，它们只知道各个数字出现得多不多，而“1”最多。",
  },
  formulas: [
    { tex: "\\mathbb E[in]=-0.1\\sum_i x_i+0.1\\approx-10", plain: "mean of a sum = −0.1·Σ x + 0.1 ≈ −10" },
    {
      tex: "\\frac{\\partial\\,\\mathrm{relu}(in)}{\\partial in}=0\\ \\text{for}\\ in\\le 0",
      plain: "slope of relu = 0 where in ≤ 0",
    },
  ],
  settings,
  seeds: [0, 2, 3], // with seed 1 of the full set a unit is alive for a few digits, and the net slowly begins to learn
  seconds: 3,
  full: { settings: { data: "mnist", epochs: 3 }, seconds: 9 },
  plan: ({ data, epochs, learningRate }) => ({
    recipes: STARTS.map(({ id, init }) => ({
      id,
      recipe: {
        data,
        model: {
          input: [784],
          layers: [30, 5, 10].flatMap((units, l) => [
            { kind: "dense", units, weightInit: init, biasInit: { kind: "constant", value: 0.1 } },
            ...(l < 2 ? [{ kind: "relu" }] : []),
          ]),
        },
        loss: { kind: "softmaxCrossEntropy", reduction: "sum" },
        optimizer: { kind: "sgd", learningRate },
        epochs,
        batchSize: 20,
      },
    })),
  }),
  expectations: [
    ...ranges([
      ["document.dead", "dead units of the document's start, %", "按文档初始化时死去的单元，%", 100, 100],
      ["document.mean", "mean of its first sums", "第一层加权和的均值", -11.5, -9.5],
      [
        "document.test",
        "right on the test set: the share of “1”, %",
        "测试集正确率，即“1”所占的比例，%",
        11.3,
        11.3,
      ],
      ["document.trainError", "training error, %", "训练错误率，%", 88.733, 88.734],
      [
        "narrow.trainError",
        "training error with a tiny spread, same mean, %",
        "均值不变、标准差很小时的训练错误率，%",
        88.733,
        88.734,
      ],
      [
        "centred.trainError",
        "training error with mean 0, same spread, %",
        "均值为 0、标准差不变时的训练错误率，%",
        0,
        20,
      ],
      [
        "small.trainError",
        "training error with mean 0, tiny spread, %",
        "均值为 0、标准差很小时的训练错误率，%",
        0,
        50,
      ],
      ["he.trainError", "training error with He, %", "He 初始化的训练错误率，%", 0, 8],
    ]),
    ...fullRanges([
      [
        "document.test",
        "right on the test set, %",
        "测试集正确率，%",
        recipeRange("mnist-relu-dead", { epoch: 2, metric: "test" }),
      ],
      ["document.trainError", "training error, %", "训练错误率，%", NEVER],
      [
        "narrow.trainError",
        "training error with a tiny spread, same mean, %",
        "均值不变、标准差很小时的训练错误率，%",
        NEVER,
      ],
      [
        "centred.trainError",
        "training error with mean 0, same spread, %",
        "均值为 0、标准差不变时的训练错误率，%",
        { min: 0, max: 16 },
      ],
      [
        "small.trainError",
        "training error with mean 0, tiny spread, %",
        "均值为 0、标准差很小时的训练错误率，%",
        recipeRange("mnist-relu-small-init", { epoch: 3, metric: "trainError" }),
      ],
      ["he.trainError", "training error with He, %", "He 初始化的训练错误率，%", { min: 5, max: 9 }],
    ]),
  ],
  async *run({ plan, seed, data }) {
    const rows: Cell[][] = [];
    const series: Series[] = [];
    const figures: Record<string, number> = {};
    const { train } = await data(plan.recipes[0].recipe.data, seed);
    const before: ReturnType<typeof firstSums>[] = [];
    for (const { recipe } of plan.recipes)
      before.push(firstSums(await build(recipe.model, { seed, threads: 1 }), train));
    yield chart({
      id: "sums",
      kind: "histogram",
      title: { en: "The sums of the first layer, before any training", zh: "训练之前，第一层的加权和" },
      x: { label: { en: "sum, of 30 units and 500 images", zh: "加权和，30 个单元、500 张图像" } },
      panels: before.map(({ sums, dead, mean, std }, i) => ({
        name: STARTS[i].name,
        range: RANGE,
        counts: histogram(sums, RANGE, 60),
        note: {
          en: `${mean.toFixed(1)} ± ${std.toFixed(1)}, ${dead.toFixed(0)} % of the units dead`,
          zh: `${mean.toFixed(1)} ± ${std.toFixed(1)}，死去的单元 ${dead.toFixed(0)} %`,
        },
      })),
    });
    for (const [i, { id, recipe }] of plan.recipes.entries()) {
      const { name } = STARTS[i];
      const part = {
        from: i / plan.recipes.length,
        to: (i + 1) / plan.recipes.length,
        note: { en: name, zh: name },
      };
      const { model, curve, data: digits } = yield* follow(recipe, { seed, data, ...part });
      const { dead, mean, std } = before[i];
      const trainError = 100 - 100 * evaluate(model, digits.train, { loss: recipe.loss }).accuracy!;
      const after = firstSums(model, digits.train).dead;
      series.push(seriesOf(name, curve, "testAccuracy"));
      rows.push([name, dead, after, trainError, last(curve.testAccuracy)]);
      Object.assign(figures, {
        [`${id}.dead`]: dead,
        [`${id}.mean`]: mean,
        [`${id}.std`]: std,
        [`${id}.trainError`]: trainError,
        [`${id}.test`]: last(curve.testAccuracy),
      });
      yield chart({
        id: "accuracy",
        kind: "line",
        title: { en: "Right on the test set", zh: "测试集正确率" },
        x: { label: { en: "epoch", zh: "轮" } },
        y: { label: "%" },
        series,
      });
    }
    yield chart({
      id: "starts",
      kind: "table",
      title: { en: "Five starts", zh: "五种初值" },
      columns: [
        { en: "weights", zh: "权重" },
        { en: "dead at first, %", zh: "一开始死去，%" },
        { en: "dead in the end, %", zh: "最后死去，%" },
        { en: "training error, %", zh: "训练错误率，%" },
        { en: "test accuracy, %", zh: "测试正确率，%" },
      ],
      rows,
      digits: 2,
    });
    return figures;
  },
});
