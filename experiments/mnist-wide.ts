import narrow from "../recipes/mnist-sigmoid-100-50.json" with { type: "json" };
import recipe from "../recipes/mnist-sigmoid-200-100.json" with { type: "json" };
import {
  accuracies,
  accuracyTable,
  compare,
  defineExperiment,
  digitsSetting,
  epochsSetting,
  fullRanges,
  ranges,
  recipeRange,
  withFields,
} from "./lib/index.js";

const settings = { data: digitsSetting, epochs: epochsSetting(9, 100) };

export const mnistWide = defineExperiment({
  id: "mnist-wide",
  topic: "digits",
  documents: ["000"],
  title: { en: "Wider layers, and weights that start too large", zh: "更宽的层，以及过大的初始权重" },
  summary: {
    en: "784-100-50-10 and 784-200-100-10 with sigmoids, all weights and biases drawn from N(0, 1), without shuffling.",
    zh: "784-100-50-10 与 784-200-100-10 的 sigmoid 网络，权重和偏置全部取自 N(0, 1)，不打乱顺序。",
  },
  expect: {
    en: "Both learn slowly for digits, and twice the width hardly helps. With weights that start at 1/√n the wide one is there in a few epochs.",
    zh: "对识别数字来说，两者都学得很慢，宽一倍也没有多大帮助。让权重从 1/√n 的大小开始，宽的那个几轮就到了。",
  },
  explanation: {
    en: "A hundred lit pixels times weights of spread 1 make sums of spread 10, and there a sigmoid is flat: most units start saturated and learn little. The document raises the width and lowers the rate in steps, 0.1, 0.03, 0.01, and gains a few tenths; the start of the weights is worth ten times that.",
    zh: "一百来个亮像素乘上标准差为 1 的权重，加权和的标准差是 10，而 sigmoid 在那里是平的：多数单元一开始就饱和，学不到什么。文档加宽网络，并把学习率分段降为 0.1、0.03、0.01，多得零点几个百分点；权重的初值，值十倍不止。",
  },
  formulas: [
    {
      tex: "\\mathrm{std}(in)\\approx\\sqrt{\\textstyle\\sum x_i^2}\\approx10",
      plain: "std of a sum ≈ √(Σ x²) ≈ 10",
    },
  ],
  settings,
  seeds: [1, 2, 3],
  seconds: 3,
  full: { settings: { data: "mnist", epochs: 90 }, seconds: 400 },
  plan: ({ data, epochs }) => {
    // the rate falls after 5/9 and 7/9 of the run, as after 50 and 70 of the document's 90 epochs
    const parts = [Math.ceil((epochs * 5) / 9), Math.max(1, Math.round((epochs * 2) / 9))];
    const rates = {
      kind: "piecewise",
      rates: [0.1, 0.03, 0.01],
      epochs: [...parts, Math.max(1, epochs - parts[0] - parts[1])],
    };
    const own = { data, epochs, optimizer: { kind: "sgd", learningRate: rates } };
    const layers = recipe.model.layers.map((layer) =>
      layer.kind === "dense" ? { kind: "dense", units: layer.units, weightInit: { kind: "lecun" } } : layer,
    );
    return {
      variants: [
        { id: "narrow", name: "784-100-50-10", recipe: withFields(narrow, own) },
        { id: "wide", name: "784-200-100-10", recipe: withFields(recipe, own) },
        {
          id: "scaled",
          name: { en: "784-200-100-10, from 1/√n, rate 0.5", zh: "784-200-100-10，初值 1/√n，学习率 0.5" },
          recipe: withFields(recipe, {
            data,
            epochs,
            optimizer: { kind: "sgd", learningRate: 0.5 },
            model: { input: [784], layers },
          }),
        },
      ],
    };
  },
  expectations: [
    ...ranges([
      ["narrow.test", "784-100-50-10: right on the test set, %", "784-100-50-10：测试集正确率，%", 50, 85],
      ["wide.test", "784-200-100-10, %", "784-200-100-10，%", 50, 88],
      ["scaled.test", "the same with scaled weights, %", "同上，初值按比例，%", 87],
    ]),
    ...fullRanges([
      [
        "wide.test",
        "784-200-100-10: right on the test set, %",
        "784-200-100-10：测试集正确率，%",
        { ...recipeRange("mnist-sigmoid-200-100", { epoch: 90, metric: "test" }), printed: "0.934" },
      ],
    ]),
  ],
  async *run({ plan, seed, data }) {
    const compared = yield* compare(plan.variants, { seed, data, curves: ["testAccuracy", "loss"] });
    yield accuracyTable(compared, { en: "In the end", zh: "最后" });
    return accuracies(compared);
  },
});
