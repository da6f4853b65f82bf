import recipe from "../recipes/mnist-relu-256.json" with { type: "json" };
import {
  accuracies,
  chart,
  compare,
  defineExperiment,
  digitsSetting,
  epochsSetting,
  fullRanges,
  number,
  ranges,
  recipeRange,
  withFields,
} from "./lib/index.js";

const settings = {
  data: digitsSetting,
  epochs: epochsSetting(3, 30),
  learningRate: number({ en: "learning rate", zh: "学习率" }, 0.1, 0.001, 3, { log: true }),
};

const SIZES = [10, 20, 50, 100, 300, 1000];

export const batchSize = defineExperiment({
  id: "batch-size",
  topic: "descent",
  documents: ["003"],
  title: { en: "A sweep over the batch size", zh: "扫一遍批量大小" },
  summary: {
    en: "Batches of 10 to 1,000 digits, at the same learning rate and for the same number of epochs.",
    zh: "批量从 10 到 1000，学习率和训练轮数都不变。",
  },
  expect: {
    en: "The larger the batch, the worse: 100 is below 20. It is not the batch that is bad, there are only fewer steps.",
    zh: "批量越大，结果越差：100 不如 20。并不是大批量本身不好，只是走的步数少了。",
  },
  explanation: {
    en: "The gradient of a batch is a mean. Ten times the samples make it steadier, by a factor of √10, but the step is just as long and there are ten times fewer of them in an epoch. So at the same rate a large batch is behind. Multiply the rate along with the batch, as far as that goes, and most of the difference is gone; what a large batch gives is speed on hardware that can use it.",
    zh: "一批的梯度是平均值。样本多十倍，它稳定 √10 倍，但步子一样长，一轮里的步数却少了十倍，所以学习率不变时大批量会落后。让学习率跟着批量一起放大（在行得通的范围内），差距就基本消失了；大批量带来的，是在用得上它的硬件上的速度。",
  },
  formulas: [{ tex: "g=\\tfrac1B\\sum_{b=1}^{B}\\nabla E_b", plain: "g = 1/B·Σ ∇E_b" }],
  picture: "sweep",
  settings,
  seeds: [1, 2, 3],
  seconds: 3,
  full: { settings: { data: "mnist" }, seconds: 30 },
  plan: ({ data, epochs, learningRate }) => ({
    variants: SIZES.map((batchSize) => ({
      id: `batch${batchSize}`,
      name: String(batchSize),
      recipe: withFields(recipe, { data, epochs, batchSize, optimizer: { kind: "sgd", learningRate } }),
    })),
  }),
  expectations: [
    ...ranges([
      ["batch20.test", "batch 20: right on the test set, %", "批量 20：测试集正确率，%", 93],
      ["batch100.test", "batch 100, %", "批量 100，%", 84, 94],
      ["gain", "batch 20 ahead of batch 100, points", "批量 20 领先批量 100 的百分点", 1],
    ]),
    ...fullRanges([
      [
        "batch20.test",
        "batch 20: right on the test set, %",
        "批量 20：测试集正确率，%",
        recipeRange("mnist-relu-256", { epoch: 3, metric: "test" }),
      ],
      [
        "batch100.test",
        "batch 100, %",
        "批量 100，%",
        recipeRange("mnist-relu-256", { epoch: 3, metric: "test", set: { batchSize: 100, epochs: 3 } }),
      ],
      ["gain", "batch 20 ahead of batch 100, points", "批量 20 领先批量 100 的百分点", { min: 0 }],
    ]),
  ],
  async *run({ plan, seed, data }) {
    const compared = yield* compare(plan.variants, { seed, data, curves: ["testAccuracy", "loss"] });
    const figures = accuracies(compared);
    yield chart({
      id: "sweep",
      kind: "line",
      title: { en: "Right on the test set, by batch size", zh: "测试集正确率随批量大小的变化" },
      x: { label: { en: "batch size", zh: "批量大小" }, log: true },
      y: { label: "%" },
      series: [
        { name: { en: "test", zh: "测试" }, x: SIZES, y: SIZES.map((size) => figures[`batch${size}.test`]) },
      ],
    });
    return { ...figures, gain: figures["batch20.test"] - figures["batch100.test"] };
  },
});
