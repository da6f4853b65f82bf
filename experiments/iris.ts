import { evaluate } from "chainrule";
import recipe from "../recipes/iris-sigmoid-20-20.json" with { type: "json" };
import {
  chart,
  defineExperiment,
  histogram,
  mean,
  number,
  progress,
  recipeRange,
  type Series,
  seriesOf,
  trainRecipe,
  whole,
} from "./lib/index.js";

const settings = {
  nets: whole({ en: "nets, each with another split", zh: "网络个数，每个的划分都不同" }, 20, 1, 100),
  learningRate: number(
    { en: "learning rate (of summed gradients)", zh: "学习率（梯度按批求和）" },
    0.01,
    0.0005,
    0.1,
    { log: true },
  ),
  epochs: whole({ en: "epochs", zh: "训练轮数" }, 200, 1, 500),
};

const RECIPE = "iris-sigmoid-20-20";

export const iris = defineExperiment({
  id: "iris",
  topic: "digits",
  documents: ["002"],
  title: { en: "Iris, twenty times", zh: "鸢尾花，做二十遍" },
  summary: {
    en: "A net of 4-20-20-3 sigmoid units learns three species of iris from 100 flowers and is asked about the other 50; twenty times, with another split and other weights each time.",
    zh: "一个 4-20-20-3 的 sigmoid 网络，从 100 朵花学会分辨三种鸢尾，再用另外 50 朵来考；做二十遍，每遍的划分和初始权重都不同。",
  },
  expect: {
    en: "About 96 of 100 right on average, single runs from 90 to 100. That spread is what one run alone does not tell.",
    zh: "平均大约 100 朵对 96 朵，单独一遍则从 90 到 100 不等。只做一遍，是看不出这种起伏的。",
  },
  explanation: {
    en: "With 50 test flowers one flower is 2 %, and which of them fall into the test set decides more than the weights do: two of the species overlap, and a split may have many or few from between them. So a single figure such as 96 % says little; the mean of twenty says how good the method is, and their spread how much luck a single one has.",
    zh: "测试只有 50 朵花，一朵就是 2 %，哪些花落进测试集，比初始权重更要紧：有两个品种互相重叠，划分时从重叠处抽到的可能多，也可能少。所以单独一个 96 % 说明不了多少；二十遍的平均值说明方法有多好，起伏的大小说明单独一遍有多少运气。",
  },
  formulas: [{ tex: "\\bar a=\\tfrac1{20}\\sum_{k=1}^{20}a_k", plain: "mean accuracy = 1/20·Σ a_k" }],
  settings,
  seeds: [41],
  seconds: 1,
  plan: ({ nets, learningRate, epochs }, seed) => ({
    recipe: { ...recipe, optimizer: { ...recipe.optimizer, learningRate }, epochs },
    seeds: Array.from({ length: nets }, (_, i) => seed + i),
  }),
  expectations: [
    {
      figure: "test",
      label: { en: "mean test accuracy, %", zh: "平均测试正确率，%" },
      ...recipeRange(RECIPE, { epoch: 200, metric: "test", mean: true }),
    },
    {
      figure: "worst",
      label: { en: "the worst of them, %", zh: "其中最差的一遍，%" },
      ...recipeRange(RECIPE, { epoch: 200, metric: "test" }),
    },
    {
      figure: "trainError",
      label: { en: "mean training error, %", zh: "平均训练错误率，%" },
      ...recipeRange(RECIPE, { epoch: 200, metric: "trainError", mean: true }),
    },
  ].map((one) => ({ ...one, digits: 2 })),
  async *run({ plan, data }) {
    const [test, errors]: number[][] = [[], []];
    const series: Series[] = [];
    for (const [i, seed] of plan.seeds.entries()) {
      const training = trainRecipe(plan.recipe, { seed, data });
      let step = await training.next();
      while (!step.done) {
        yield progress((i + step.value.done) / plan.seeds.length);
        step = await training.next();
      }
      const { model, data: flowers, curve } = step.value;
      test.push(100 * evaluate(model, flowers.test!, { loss: "softmaxCrossEntropy" }).accuracy!);
      errors.push(100 - 100 * evaluate(model, flowers.train, { loss: "softmaxCrossEntropy" }).accuracy!);
      if (series.length < 5) series.push(seriesOf(`seed ${seed}`, curve, "testAccuracy"));
      yield chart({
        id: "accuracies",
        kind: "histogram",
        title: { en: "Right on the test flowers", zh: "测试花的正确率" },
        x: { label: "%" },
        panels: [
          {
            name: { en: `${i + 1} nets`, zh: `${i + 1} 个网络` },
            range: [80, 102],
            counts: histogram(test, [80, 102], 11),
            note: { en: `mean ${mean(test).toFixed(1)} %`, zh: `平均 ${mean(test).toFixed(1)} %` },
          },
        ],
      });
    }
    yield chart({
      id: "curves",
      kind: "line",
      title: { en: "How five of them got there", zh: "其中五个的过程" },
      x: { label: { en: "epoch", zh: "轮" } },
      y: { label: "%" },
      series,
    });
    return { test: mean(test), worst: Math.min(...test), best: Math.max(...test), trainError: mean(errors) };
  },
});
