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
  samples: whole({ en: "images to learn from", zh: "用来学习的图像数" }, 1000, 50, 9000),
  epochs: epochsSetting(40, 300),
  rate: number({ en: "share that is dropped", zh: "丢弃的比例" }, 0.4, 0, 0.9),
};

export const dropout = defineExperiment({
  id: "dropout",
  topic: "generalising",
  documents: ["004"],
  title: { en: "Dropout, with and without", zh: "dropout：有与没有" },
  summary: {
    en: "A wide net and 1,000 digits: in every training step, two of five hidden units are silenced at random.",
    zh: "一个宽网络，一千个数字：训练的每一步，随机让五个隐藏单元中的两个不出声。",
  },
  expect: {
    en: "With dropout the training curve climbs more slowly and the test loss stays lower. The difference between the two sets shrinks.",
    zh: "用了 dropout，训练曲线爬得慢，测试损失更低，两者的差距缩小。",
  },
  explanation: {
    en: "A unit that may be missing cannot be relied on, so the net spreads what it knows over many units, and pairs that only make sense together die out. One may see it as training very many thin nets that share their weights and asking all of them at once: in evaluation nothing is dropped. Outputs that stay are divided by the share kept, so that their mean is the same in both.\n\nOne document draws its mask from a normal distribution, which keeps 31 % where it should keep half.",
    zh: "随时可能缺席的单元靠不住，于是网络把所学分散到许多单元上，那些只有凑在一起才有意义的组合就消失了。也可以看成在训练许许多多共享权重的瘦网络，最后一起投票：评估时什么也不丢。留下的输出要除以保留的比例，这样两种情形下的均值相同。\n\n有一份文档用正态分布来抽掩码，本应保留一半，实际只保留 31 %。",
  },
  formulas: [
    {
      tex: "y=\\frac{m\\odot x}{1-r},\\quad m\\sim\\mathrm{Bernoulli}(1-r)",
      plain: "y = m·x / (1 − r), m is 1 with probability 1 − r",
    },
  ],
  picture: "testLoss",
  settings,
  seeds: [1, 2, 3],
  seconds: 8,
  plan: ({ samples, epochs, rate }) => ({
    variants: [
      { ...WITHOUT, share: 0 },
      { ...WITH, share: rate },
    ].map(({ id, name, share }) => ({
      id,
      name,
      recipe: {
        data: `mnist-10k:train=${samples}`,
        model: {
          input: [784],
          layers: [
            dense(256, { weightInit: "he" }),
            { kind: "relu" },
            { kind: "dropout", rate: share },
            dense(256, { weightInit: "he" }),
            { kind: "relu" },
            { kind: "dropout", rate: share },
            dense(10),
          ],
        },
        loss: "softmaxCrossEntropy",
        optimizer: { kind: "adam", learningRate: 0.001 },
        epochs,
        batchSize: 20,
      },
    })),
  }),
  expectations: ranges([
    ["without.train", "without: right on the training set, %", "没有：训练集正确率，%", 99.5],
    ["with.test", "with: right on the test set, %", "有：测试集正确率，%", 88],
    ["gain", "test accuracy gained, points", "测试正确率的提高，百分点", -0.8, 4],
  ]),
  run: ({ plan, seed, data }) => withAndWithout(plan.variants, { seed, data }),
});
