import wide from "../recipes/mnist-relu-256.json" with { type: "json" };
import narrow from "../recipes/mnist-relu-small-init.json" with { type: "json" };
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
  ranges,
  recipeRange,
  withFields,
} from "./lib/index.js";

const settings = { data: digitsSetting, epochs: epochsSetting(6, 100) };

/** Epochs of the narrow net for each of the wide one: 50 for 20, as the documents have them. */
const LONGER = 2.5;

export const mnistRelu = defineExperiment({
  id: "mnist-relu",
  topic: "digits",
  documents: ["002", "003"],
  title: { en: "Digits with ReLU, narrow and wide", zh: "用 ReLU 识别数字：窄的与宽的" },
  summary: {
    en: "784-30-5-10, where everything has to pass through five units, and 784-256-10 with one wide layer; both from weights of mean 0 and spread 0.01.",
    zh: "784-30-5-10，一切都要从五个单元里通过；784-256-10，只有一个很宽的层。两者的权重都从均值 0、标准差 0.01 开始。",
  },
  expect: {
    en: "Both learn. The narrow one hesitates for some epochs, then jumps; the wide one is better from the first epoch on. On all 60,000 digits it comes to 98 % in twenty epochs, the narrow one to 95 % in fifty.",
    zh: "两个都学得会。窄的犹豫几轮之后才突然上升，宽的从第一轮起就更好。用全部 60000 个数字，宽的二十轮到 98 %，窄的五十轮到 95 %。",
  },
  explanation: {
    en: "With weights this small, every unit starts with nearly the same answer, and the gradient that reaches the first layer has passed two more matrices of small numbers: it is tiny until the weights behind have grown. One matrix less, and there is hardly a wait. Five units in the middle are enough to tell ten digits apart, for each may be on to any degree; but there is little room for anything else.\n\nA ReLU does not saturate: whatever is on passes its gradient on in full. That is why the rate of 0.1 that was slow for sigmoids is a good one here.",
    zh: "权重这么小，各个单元一开始的回答几乎相同；传到第一层的梯度又经过了两个由小数组成的矩阵，要等后面的权重长大了，它才不再微小。少一个矩阵，就几乎不用等。中间五个单元足以区分十个数字，因为每个都可以有不同程度的输出；但除此之外就没有多少余地了。\n\nReLU 不会饱和：只要打开着，梯度就全部传回。所以对 sigmoid 来说太慢的学习率 0.1，在这里正合适。",
  },
  formulas: [
    {
      tex: "y=\\max(0,x),\\quad\\frac{\\partial y}{\\partial x}=[x>0]",
      plain: "y = max(0, x), slope 1 where x > 0, else 0",
    },
  ],
  settings,
  seeds: [1, 2, 3, 4, 5],
  seconds: 3,
  full: { settings: { data: "mnist", epochs: 20 }, seconds: 65 },
  plan: ({ data, epochs }) => ({
    variants: [
      {
        id: "narrow",
        name: "784-30-5-10",
        recipe: withFields(narrow, { data, epochs: Math.round(LONGER * epochs) }),
      },
      { id: "wide", name: "784-256-10", recipe: withFields(wide, { data, epochs }) },
    ],
  }),
  expectations: [
    ...ranges([
      ["narrow.test", "784-30-5-10: right on the test set, %", "784-30-5-10：测试集正确率，%", 78, 89],
      [
        "narrow.error3",
        "its training error after 3 epochs, %: it has not begun",
        "它 3 轮之后的训练错误率，%：还没开始学",
        88,
        89,
      ],
      ["wide.test", "784-256-10, %", "784-256-10，%", 94, 96.5],
    ]),
    ...fullRanges([
      [
        "narrow.error3",
        "784-30-5-10: training error after 3 epochs, %",
        "784-30-5-10：3 轮之后的训练错误率，%",
        recipeRange("mnist-relu-small-init", { epoch: 3, metric: "trainError" }),
      ],
      [
        "narrow.test",
        "right on the test set in the end, %",
        "最后的测试集正确率，%",
        recipeRange("mnist-relu-small-init", { epoch: 50, metric: "test" }),
      ],
      [
        "wide.test3",
        "784-256-10: right on the test set after 3 epochs, %",
        "784-256-10：3 轮之后的测试集正确率，%",
        recipeRange("mnist-relu-256", { epoch: 3, metric: "test" }),
      ],
      ["wide.test", "in the end, %", "最后，%", recipeRange("mnist-relu-256", { epoch: 20, metric: "test" })],
    ]),
  ],
  async *run({ plan, seed, data }) {
    const compared = yield* compare(plan.variants, {
      seed,
      data,
      curves: ["testAccuracy", "loss"],
      evaluateTrain: true,
    });
    const [small, large] = compared.map(({ training }) => training);
    yield accuracyTable(compared, { en: "In the end", zh: "最后" });
    yield confusionChart(large.model, large.data.test!);
    yield mistakesChart(large.model, large.data.test!);
    const after = (values: readonly number[], epoch: number) => values[Math.min(epoch, values.length) - 1];
    return {
      "narrow.test": last(small.curve.testAccuracy),
      "narrow.error3": 100 - after(small.curve.trainAccuracy, 3),
      "wide.test": last(large.curve.testAccuracy),
      "wide.test3": after(large.curve.testAccuracy, 3),
    };
  },
});
