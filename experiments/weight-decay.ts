import {
  defineExperiment,
  dense,
  epochsSetting,
  number,
  ranges,
  WITH,
  WITHOUT,
  whole,
  withAndWithout,
} from "./lib/index.js";

const settings = {
  samples: whole({ en: "images to learn from", zh: "用来学习的图像数" }, 300, 50, 9000),
  epochs: epochsSetting(60, 300),
  decay: number({ en: "weight decay, L2", zh: "权重衰减（L2）" }, 0.02, 0, 0.5),
};

export const weightDecay = defineExperiment({
  id: "weight-decay",
  topic: "generalising",
  documents: ["003", "004"],
  title: { en: "Weight decay, L2 and L1", zh: "权重衰减：L2 与 L1" },
  summary: {
    en: "The net that learns 300 digits by heart, with a pull of its weights towards 0: none, in proportion to each weight (L2), or the same for all (L1).",
    zh: "还是那个能背下三百个数字的网络，再给权重加上一股拉向 0 的力：不加、与权重成正比（L2）、或对所有权重一样大（L1）。",
  },
  expect: {
    en: "The test loss ends lower with either, though both sets of answers hardly change: accuracy moves by a point or two, up or down.",
    zh: "两种惩罚都让测试损失更低，答案却几乎没有变：正确率上下变动一两个百分点。",
  },
  explanation: {
    en: "The penalty makes large weights cost something. A net that learns by heart needs large ones, for its answer has to change fast between images that are alike; small weights make smooth functions. L2 pulls a weight of 2 twice as hard as one of 1, so none gets very large. L1 pulls all alike and takes the useless ones down to 0.\n\nHere the pull is added in the optimizer’s step, on weights and not on biases, and is no part of the loss that is shown.",
    zh: "惩罚让大的权重付出代价。死记硬背需要大的权重，因为相似的图像之间答案要变化得很快；权重小，函数就平滑。L2 对大小为 2 的权重拉力是大小为 1 的两倍，所以谁也大不到哪里去。L1 对所有权重的拉力一样，没有用的就被拉到 0。\n\n这里的拉力加在优化器的更新里，只加在权重上，不加在偏置上，也不计入显示的损失。",
  },
  formulas: [
    {
      tex: "w\\leftarrow w-\\eta\\bigl(\\tfrac{\\partial E}{\\partial w}+\\lambda_2w+\\lambda_1\\,\\mathrm{sign}\\,w\\bigr)",
      plain: "w ← w − η·(∂E/∂w + λ2·w + λ1·sign w)",
    },
  ],
  picture: "testLoss",
  settings,
  seeds: [1, 2, 3],
  seconds: 3,
  plan: ({ samples, epochs, decay }) => ({
    variants: [
      { ...WITHOUT, l1: 0, l2: 0 },
      { ...WITH, name: "L2", l1: 0, l2: decay },
      { id: "l1", name: "L1", l1: decay / 20, l2: 0 },
    ].map(({ id, name, l1, l2 }) => ({
      id,
      name,
      recipe: {
        data: `mnist-10k:train=${samples}`,
        model: {
          input: [784],
          layers: [
            ...Array.from({ length: 5 }, () => [
              dense(100, { weightInit: "he", l1, l2 }),
              { kind: "relu" },
            ]).flat(),
            dense(10, { l1, l2 }),
          ],
        },
        loss: "softmaxCrossEntropy",
        optimizer: { kind: "sgd", learningRate: 0.05 },
        epochs,
        batchSize: 20,
      },
    })),
  }),
  expectations: ranges([
    ["without.train", "without: right on the training set, %", "没有：训练集正确率，%", 99],
    ["with.test", "with L2: right on the test set, %", "有 L2：测试集正确率，%", 72],
    ["gain", "test accuracy gained by L2, points", "L2 带来的测试正确率，百分点", -2.5, 6],
    [
      "testLoss",
      "test loss with L2, as a share of that without",
      "有 L2 时的测试损失与没有时之比",
      0.1,
      0.95,
    ],
  ]),
  run: ({ plan, seed, data }) => withAndWithout(plan.variants, { seed, data }),
});
