import recipe from "../recipes/mnist-batchnorm.json" with { type: "json" };
import {
  accuracies,
  accuracyTable,
  compare,
  defineExperiment,
  digitsSetting,
  epochsSetting,
  fullRanges,
  number,
  ranges,
  recipeRange,
  WITH,
  WITHOUT,
  withFields,
} from "./lib/index.js";

const settings = {
  data: digitsSetting,
  epochs: epochsSetting(4, 30),
  learningRate: number({ en: "learning rate", zh: "学习率" }, 0.5, 0.01, 3, { log: true }),
};

const FULL = recipeRange("mnist-batchnorm", { epoch: "last", metric: "test" });

export const batchNorm = defineExperiment({
  id: "batch-norm",
  topic: "start",
  documents: ["004"],
  title: { en: "Batch normalisation, with and without", zh: "批归一化：有与没有" },
  summary: {
    en: "Five sigmoid layers in a row, the same seed: once with batch normalisation between each sum and its sigmoid, once without.",
    zh: "连续五个 sigmoid 层，同一个种子：一次在加权和与 sigmoid 之间做批归一化，一次不做。",
  },
  expect: {
    en: "With it the net learns from the first epoch on. Without it, it has not left guessing by the end.",
    zh: "有它，网络从第一轮就开始学；没有它，到最后还停在瞎猜的水平。",
  },
  explanation: {
    en: "Batch normalisation takes each unit's sums over the batch, subtracts their mean and divides by their spread, and then lets the net choose scale and shift anew by γ and β. So whatever the weights in front do, the sums stay where the sigmoid has a slope, layer after layer, and the gradient gets through. The same depth without it multiplies the gradient by less than ¼ five times.",
    zh: "批归一化对每个单元在一批里的加权和减去均值、除以标准差，再由 γ 和 β 让网络自己重新选择尺度和平移。所以不管前面的权重怎么变，加权和总停在 sigmoid 有斜率的地方，一层接一层，梯度就传得过去。没有它，同样的深度会把梯度五次乘以小于 ¼ 的数。",
  },
  formulas: [
    {
      tex: "y=\\gamma\\,\\frac{x-\\mu_B}{\\sqrt{\\sigma_B^2+\\epsilon}}+\\beta",
      plain: "y = γ·(x − mean) / √(variance + ε) + β",
    },
  ],
  settings,
  seeds: [0, 1, 2],
  seconds: 2,
  full: { settings: { data: "mnist", epochs: 3 }, seconds: 11 },
  plan: ({ data, epochs, learningRate }) => {
    const own = withFields(recipe, { data, epochs, optimizer: { kind: "sgd", learningRate } });
    const layers = recipe.model.layers.map((layer) =>
      layer.kind === "batchNorm" ? { kind: "linear" } : layer,
    );
    return {
      variants: [
        { ...WITH, recipe: own },
        {
          ...WITHOUT,
          recipe: withFields(own, { model: { input: [784], layers } }),
        },
      ],
    };
  },
  expectations: [
    ...ranges([
      ["with.test", "with: right on the test set, %", "有：测试集正确率，%", 80],
      ["without.test", "without, %", "没有，%", undefined, 30],
    ]),
    ...fullRanges([
      ["with.test", "with: right on the test set, %", "有：测试集正确率，%", FULL],
      ["without.test", "without, %", "没有，%", FULL.without!],
    ]),
  ],
  async *run({ plan, seed, data }) {
    const compared = yield* compare(plan.variants, { seed, data, curves: ["testAccuracy", "loss"] });
    yield accuracyTable(compared, { en: "In the end", zh: "最后" });
    return accuracies(compared);
  },
});
