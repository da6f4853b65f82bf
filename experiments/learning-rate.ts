import recipe from "../recipes/mnist-relu-256.json" with { type: "json" };
import {
  accuracies,
  chart,
  compare,
  defineExperiment,
  digitsSetting,
  epochsSetting,
  fullRanges,
  ranges,
  recipeRange,
  withFields,
} from "./lib/index.js";

const settings = { data: digitsSetting, epochs: epochsSetting(2, 30) };

const RATES = [0.001, 0.01, 0.03, 0.1, 0.3, 1, 3];

export const learningRate = defineExperiment({
  id: "learning-rate",
  topic: "descent",
  documents: ["003", "002", "000"],
  title: { en: "A sweep over the learning rate", zh: "扫一遍学习率" },
  summary: {
    en: "The same net, 784-256-10 with ReLU, the same digits, and learning rates from 0.001 to 3.",
    zh: "同一个 784-256-10 的 ReLU 网络，同一批数字，学习率从 0.001 到 3。",
  },
  expect: {
    en: "A hill: too small and it has hardly begun, too large and it falls apart. The top is broad, about a factor of ten.",
    zh: "像一座山：太小，几乎还没开始学；太大，就垮掉了。山顶很宽，大约有十倍的范围。",
  },
  explanation: {
    en: "Within the same number of steps a small rate goes a short way. A large one overshoots along the directions in which the loss is curved most, and from 2 over that curvature on each step makes it worse. ReLU nets then often die: one huge step puts all sums below 0.",
    zh: "步数一样，学习率小就走不远；学习率大，在损失弯得最厉害的方向上会冲过头，超过 2 除以那个曲率之后，每一步都让情况更糟。这时 ReLU 网络常常就死了：一大步就把所有加权和推到 0 以下。",
  },
  formulas: [{ tex: "\\eta<\\frac{2}{\\lambda_{\\max}}", plain: "η < 2 / largest curvature" }],
  picture: "sweep",
  settings,
  seeds: [1, 2, 3],
  seconds: 3,
  full: { settings: { data: "mnist", epochs: 3 }, seconds: 60 },
  plan: ({ data, epochs }) => ({
    variants: RATES.map((rate) => ({
      id: `rate${rate}`,
      name: String(rate),
      recipe: withFields(recipe, { data, epochs, optimizer: { kind: "sgd", learningRate: rate } }),
    })),
  }),
  expectations: [
    ...ranges([
      ["rate0.1.test", "rate 0.1: right on the test set, %", "学习率 0.1：测试集正确率，%", 89],
      ["rate0.001.test", "rate 0.001, %", "学习率 0.001，%", 20, 85],
      ["rate3.test", "rate 3, %", "学习率 3，%", 5, 85],
    ]),
    ...fullRanges([
      [
        "rate0.1.test",
        "rate 0.1: right on the test set, %",
        "学习率 0.1：测试集正确率，%",
        recipeRange("mnist-relu-256", { epoch: 3, metric: "test" }),
      ],
    ]),
  ],
  async *run({ plan, seed, data }) {
    const compared = yield* compare(plan.variants, { seed, data, curves: ["testAccuracy"] });
    const figures = accuracies(compared);
    // a net whose loss became NaN has no last accuracy: what it is worth is a guess
    const ends = RATES.map((rate) =>
      Number.isFinite(figures[`rate${rate}.test`]) ? figures[`rate${rate}.test`] : 10,
    );
    yield chart({
      id: "sweep",
      kind: "line",
      title: { en: "Right on the test set, by learning rate", zh: "测试集正确率随学习率的变化" },
      x: { label: { en: "learning rate", zh: "学习率" }, log: true },
      y: { label: "%" },
      series: [{ name: { en: "test", zh: "测试" }, x: RATES, y: ends }],
    });
    return Object.fromEntries(RATES.map((rate, i) => [`rate${rate}.test`, ends[i]]));
  },
});
