import recipe from "../recipes/mnist-sigmoid-30-20.json" with { type: "json" };
import {
  accuracyTable,
  compare,
  confusionChart,
  defineExperiment,
  digitsSetting,
  epochsSetting,
  fullRanges,
  last,
  mistakesChart,
  number,
  ranges,
  recipeRange,
  withFields,
} from "./lib/index.js";

const settings = {
  data: digitsSetting,
  epochs: epochsSetting(15, 100),
  learningRate: number(
    { en: "learning rate (of summed gradients)", zh: "学习率（梯度按批求和）" },
    0.03,
    0.001,
    0.3,
    { log: true },
  ),
};

export const mnistSigmoid = defineExperiment({
  id: "mnist-sigmoid",
  topic: "digits",
  documents: ["002"],
  title: { en: "Digits with two small sigmoid layers", zh: "用两个小小的 sigmoid 层识别数字" },
  summary: {
    en: "784-30-20-10, batches of 20, gradients summed: fifty hidden units are enough to read nineteen of twenty digits.",
    zh: "784-30-20-10，每批 20 张，梯度求和：五十个隐藏单元就能读对二十个数字中的十九个。",
  },
  expect: {
    en: "A steep first epoch, then a slow climb. On the 9,000 digits of the small set it ends near 88 %; on all 60,000, after 50 epochs, near 95.6 %.",
    zh: "第一轮很陡，然后慢慢爬。用小数据集的 9000 个数字，最后在 88 % 上下；用全部 60000 个训练 50 轮，在 95.6 % 上下。",
  },
  explanation: {
    en: "The first layer has 23,520 of the net's weights and sums up strokes; the two behind it put them together. What it gets wrong are mostly digits that a person would look at twice, and pairs such as 4 and 9 that share their strokes.",
    zh: "第一层占了全网的 23520 个权重，负责把笔画汇总；后面两层把它们组合起来。它答错的，多半是人也要看第二眼的数字，以及 4 和 9 这样笔画相近的一对。",
  },
  formulas: [{ tex: "E=-\\sum_b\\log p_{b,t_b}", plain: "E = −Σ log p(right class)" }],
  settings,
  seeds: [1, 2, 3],
  seconds: 1,
  full: { settings: { data: "mnist", epochs: 50 }, seconds: 41 },
  plan: ({ data, epochs, learningRate }) => ({
    recipe: withFields(recipe, { data, epochs, optimizer: { kind: "sgd", learningRate } }),
  }),
  expectations: [
    ...ranges([["test", "right on the test set, %", "测试集正确率，%", 86, 91]]),
    ...fullRanges([
      [
        "test5",
        "after 5 epochs: right on the test set, %",
        "5 轮之后：测试集正确率，%",
        recipeRange("mnist-sigmoid-30-20", { epoch: 5, metric: "test" }),
      ],
      ["test", "in the end, %", "最后，%", recipeRange("mnist-sigmoid-30-20", { epoch: 50, metric: "test" })],
      [
        "trainError",
        "training error, %",
        "训练错误率，%",
        recipeRange("mnist-sigmoid-30-20", { epoch: 50, metric: "trainError" }),
      ],
    ]),
  ],
  async *run({ plan, seed, data }) {
    const variants = [{ id: "net", name: "784-30-20-10", recipe: plan.recipe }];
    const compared = yield* compare(variants, {
      seed,
      data,
      curves: ["testAccuracy", "loss"],
      evaluateTrain: true,
    });
    const { model, curve, data: digits } = compared[0].training;
    yield accuracyTable(compared, { en: "In the end", zh: "最后" });
    yield confusionChart(model, digits.test!);
    yield mistakesChart(model, digits.test!);
    return {
      test: last(curve.testAccuracy),
      test5: curve.testAccuracy[Math.min(4, curve.testAccuracy.length - 1)],
      trainError: 100 - last(curve.trainAccuracy),
    };
  },
});
