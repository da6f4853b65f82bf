import { build, evaluate } from "chainrule";
import { split } from "chainrule/data";
import recipe from "../recipes/mnist-sigmoid-128.json" with { type: "json" };
import {
  chart,
  choice,
  defineExperiment,
  digitsSetting,
  epochsSetting,
  follow,
  fullRanges,
  last,
  number,
  progress,
  ranges,
  recipeRange,
  withFields,
} from "./lib/index.js";
import { designed, judged, LOSS, predicted, prepared, trained } from "./nine-steps/steps.js";

const settings = {
  data: digitsSetting,
  epochs: epochsSetting(15, 50),
  learningRate: number({ en: "learning rate of the first try", zh: "第一次用的学习率" }, 0.1, 0.001, 3, {
    log: true,
  }),
  activation: choice({ en: "hidden units", zh: "隐藏单元" }, "sigmoid", ["sigmoid", "tanh", "relu"]),
};

/** What is tried when it comes to tuning, for this many epochs each. */
const RATES = [0.03, 0.1, 0.3, 1, 3];
const TRIED = 3;
/** Of the training images, the share that the tries are judged by. */
const HELD_BACK = 0.2;
export const nineSteps = defineExperiment({
  id: "nine-steps",
  topic: "digits",
  documents: ["004"],
  title: { en: "A digit recogniser in nine steps", zh: "九步做出数字识别器" },
  summary: {
    en: "Prepare, build, loss, optimizer, train, evaluate, show, tune, predict: the whole way to a net that reads digits, each step with its picture.",
    zh: "准备数据、搭建网络、选损失、选优化器、训练、评估、看结果、调参、预测新样本：做出一个识字网络的全过程，每一步都有图。",
  },
  expect: {
    en: "The first try works, and its learning rate turns out to be far too careful: a rate chosen on images held back gains several points on the test set.",
    zh: "第一次就能用，不过学习率过于谨慎：用留出的图像另选一个，测试集上能多对好几个百分点。",
  },
  explanation: {
    en: "Before training, the loss of ten classes should be near ln 10; anything else tells of a mistake before an hour is lost on it. Accuracy alone hides which digits suffer, so precision and recall are looked at one by one, and the mistakes themselves as images.\n\nSettings are compared on images held back from training, never on the test set: whoever chooses by the test set has trained on it. Only the winner is trained anew on all images and tested, once. The digits of the last step were drawn with a pen of one width, fitted into 20 × 20 pixels and centred as those of the data set were; without that, even a good net fails on them.",
    zh: "十个类别，训练之前的损失应当在 ln 10 附近，如果不是，说明哪里已经错了，不必白等一个小时。单看正确率，看不出哪些数字吃亏，所以要逐个看精确率和召回率，还要看答错的图像本身。\n\n比较设置时，用的是从训练集里留出的图像，绝不是测试集：拿测试集来挑选，就等于用它训练。只有胜出的那个在全部图像上重新训练，再测一次。最后一步的数字是用同样粗细的笔画出来的，先缩放到 20 × 20 像素，再像数据集那样居中；不这样做，好的网络也会认错。",
  },
  formulas: [
    { tex: "E_0\\approx\\ln 10\\approx2.303", plain: "loss before training ≈ ln 10 ≈ 2.303" },
    {
      tex: "\\text{precision}=\\frac{TP}{TP+FP},\\quad\\text{recall}=\\frac{TP}{TP+FN}",
      plain: "precision = TP/(TP + FP), recall = TP/(TP + FN)",
    },
  ],
  settings,
  seeds: [1, 2, 3, 4, 5],
  seconds: 3,
  full: { settings: { data: "mnist", epochs: 5 }, seconds: 10 },
  plan: ({ data, epochs, learningRate, activation }) => {
    const layers = recipe.model.layers.map((layer) =>
      layer.kind === "sigmoid" ? { ...layer, kind: activation } : layer,
    );
    const own = { data, epochs, model: { input: recipe.model.input, layers } };
    return {
      recipe: withFields(recipe, { ...own, optimizer: { kind: "sgd", learningRate } }),
      tuning: { rates: RATES, epochs: Math.min(TRIED, epochs), heldBack: HELD_BACK },
    };
  },
  expectations: [
    ...ranges([
      ["firstLoss", "loss before training", "训练之前的损失", 2.29, 2.32, 3],
      ["test", "the first try: right on the test set, %", "第一次：测试集正确率，%", 88, 92],
      ["recall", "its mean recall, %", "平均召回率，%", 88, 92],
      ["gain", "gained by tuning, points", "调参多得的百分点", 2, 7],
      ["newRight", "drawn digits that are read right, of ten", "现画的十个数字中认对的", 8, 10, 0],
    ]),
    ...fullRanges([
      [
        "test",
        "the first try: right on the test set, %",
        "第一次：测试集正确率，%",
        recipeRange("mnist-sigmoid-128", { epoch: 5, metric: "test" }),
      ],
    ]),
  ],
  async *run({ plan, seed, data }) {
    const digits = await data(plan.recipe.data, seed);
    yield* prepared(digits);
    yield progress(0.02);
    const untrained = await build(plan.recipe.model, { seed, threads: 1 });
    const { loss: firstLoss } = evaluate(untrained, digits.test!, { loss: LOSS });
    yield* designed(plan.recipe, firstLoss);
    const first = yield* follow(plan.recipe, { seed, data, live: trained, from: 0.05, to: 0.4 });
    yield chart(trained(first.curve));
    const { recall } = yield* judged(first.model, digits.test!);

    const { rates, epochs, heldBack } = plan.tuning;
    const { train, test } = split(digits.train, { test: heldBack, seed });
    const tried: number[] = [];
    for (const [i, learningRate] of rates.entries()) {
      const [from, to] = [i, i + 1].map((done) => 0.4 + (0.3 * done) / rates.length);
      const own = withFields(plan.recipe, { epochs, optimizer: { kind: "sgd", learningRate } });
      const { curve } = yield* follow(own, { seed, data: async () => ({ train, test }), from, to });
      tried.push(last(curve.testAccuracy));
      yield chart({
        id: "8-tuning",
        kind: "bars",
        title: { en: "8. Tune: learning rates, on images held back", zh: "8. 调参：用留出的图像比较学习率" },
        y: { label: "%", range: [0, 100] },
        categories: rates.slice(0, tried.length).map(String),
        series: [{ name: { en: "held back", zh: "留出的图像" }, values: [...tried] }],
      });
    }
    const best = rates[tried.indexOf(Math.max(...tried))];
    const own = withFields(plan.recipe, { optimizer: { kind: "sgd", learningRate: best } });
    const tuned = yield* follow(own, { seed, data, from: 0.7, to: 1 });
    const right = yield* predicted(tuned.model);
    return {
      firstLoss,
      test: last(first.curve.testAccuracy),
      recall,
      bestRate: best,
      tuned: last(tuned.curve.testAccuracy),
      gain: last(tuned.curve.testAccuracy) - last(first.curve.testAccuracy),
      newRight: right,
    };
  },
});
