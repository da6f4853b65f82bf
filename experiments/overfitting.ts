import {
  accuracies,
  accuracyTable,
  compare,
  defineExperiment,
  dense,
  epochsSetting,
  ranges,
  whole,
} from "./lib/index.js";

const settings = {
  samples: whole({ en: "images to learn from", zh: "用来学习的图像数" }, 300, 50, 9000),
  epochs: epochsSetting(60, 300),
};

export const overfitting = defineExperiment({
  id: "overfitting",
  topic: "generalising",
  documents: ["004"],
  title: { en: "Learnt by heart: 300 images", zh: "背下来的：三百张图像" },
  summary: {
    en: "A net of six layers and 300 digits. It gets every one of them right, and one in five of the others wrong.",
    zh: "六层的网络，三百个数字。它全部答对；换别的数字，五个里错一个。",
  },
  expect: {
    en: "Training accuracy goes to 100 %, test accuracy stops some fifteen points below. The test loss turns and rises.",
    zh: "训练正确率到了 100 %，测试正确率停在低十几个百分点的地方。测试损失掉头往上走。",
  },
  explanation: {
    en: "The net has two hundred times as many weights as it has images, so it can store each of them. Nothing in the training loss tells it to prefer what holds for other digits as well. More images are the best remedy (--set samples=9000); weight decay, dropout, augmentation and stopping early are the others.",
    zh: "网络的权重是图像数的两百多倍，足够把每一张都存下来。训练损失里没有什么让它偏向对别的数字也成立的东西。最好的办法是更多的图像（--set samples=9000）；其他办法有权重衰减、dropout、数据增强和提前停止。",
  },
  formulas: [
    {
      tex: "\\text{gap}=a_{\\text{train}}-a_{\\text{test}}",
      plain: "gap = training accuracy − test accuracy",
    },
  ],
  picture: "testLoss",
  settings,
  seeds: [1, 2, 3],
  seconds: 2,
  plan: ({ samples, epochs }) => ({
    variants: [
      {
        id: "net",
        name: "784-100×5-10",
        recipe: {
          data: `mnist-10k:train=${samples}`,
          model: {
            input: [784],
            layers: [
              ...Array.from({ length: 5 }, () => [dense(100, { weightInit: "he" }), { kind: "relu" }]).flat(),
              dense(10),
            ],
          },
          loss: "softmaxCrossEntropy",
          optimizer: { kind: "sgd", learningRate: 0.05 },
          epochs,
          batchSize: 20,
        },
      },
    ],
  }),
  expectations: ranges([
    ["net.train", "right on the training set, %", "训练集正确率，%", 99],
    ["net.test", "right on the test set, %", "测试集正确率，%", 70, 90],
    ["net.gap", "difference", "两者之差", 9, 30],
  ]),
  async *run({ plan, seed, data }) {
    const compared = yield* compare(plan.variants, {
      seed,
      data,
      curves: ["trainAccuracy", "testAccuracy", "loss", "testLoss"],
      evaluateTrain: true,
    });
    yield accuracyTable(compared, { en: "In the end", zh: "最后" });
    return accuracies(compared);
  },
});
