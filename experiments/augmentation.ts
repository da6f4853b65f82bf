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
  samples: whole({ en: "images to learn from", zh: "用来学习的图像数" }, 500, 50, 9000),
  epochs: epochsSetting(40, 300),
  degrees: number({ en: "most that images are turned", zh: "图像最多转多少度" }, 10, 0, 45),
  shift: whole({ en: "most that they are moved, in pixels", zh: "最多移动多少像素" }, 2, 0, 6),
};

export const augmentation = defineExperiment({
  id: "augmentation",
  topic: "generalising",
  documents: ["004"],
  title: { en: "More images out of the same ones", zh: "用同样的图像变出更多图像" },
  summary: {
    en: "500 digits, once as they are, and once turned, moved and bent a little anew in every epoch.",
    zh: "五百个数字：一次原样使用，一次在每一轮都重新略微转一转、挪一挪、弯一弯。",
  },
  expect: {
    en: "With augmentation the training set is never quite learnt, and the test set gains several points.",
    zh: "用了数据增强，训练集始终学不全，测试集却高出好几个百分点。",
  },
  explanation: {
    en: "A 7 that is moved by two pixels is still a 7, but to a net that sees 784 separate numbers it is another point far away. Showing it such versions tells the net what does not matter, and it never sees the same image twice, so there is nothing to learn by heart. What one may do depends on the data: a 6 that is turned too far becomes a 9.",
    zh: "把一个 7 挪两个像素，它还是 7；但网络看到的是 784 个互不相干的数，对它来说这是很远的另一个点。让它看这样的变体，就是告诉它哪些变化无关紧要；它又从来不会两次看到同一张图，也就没有什么可背。能怎么变，要看数据：6 转得太多就成了 9。",
  },
  formulas: [],
  picture: "testLoss",
  settings,
  seeds: [1, 2, 3],
  seconds: 3,
  plan: ({ samples, epochs, degrees, shift }) => ({
    variants: [
      { ...WITHOUT, augment: [] },
      {
        ...WITH,
        augment: [
          { kind: "rotate", degrees },
          { kind: "shift", x: shift, y: shift },
          { kind: "elastic", alpha: 20 },
        ],
      },
    ].map(({ id, name, augment }) => ({
      id,
      name,
      recipe: {
        data: `mnist-10k:train=${samples}`,
        model: {
          input: [784],
          layers: [dense(128, { weightInit: "he" }), { kind: "relu" }, dense(10)],
        },
        loss: "softmaxCrossEntropy",
        optimizer: { kind: "adam", learningRate: 0.001 },
        epochs,
        batchSize: 20,
        augment: augment as readonly object[],
      },
    })),
  }),
  expectations: ranges([
    ["without.train", "without: right on the training set, %", "没有：训练集正确率，%", 99.5],
    ["with.test", "with: right on the test set, %", "有：测试集正确率，%", 86],
    ["gain", "test accuracy gained, points", "测试正确率的提高，百分点", 0.5, 12],
  ]),
  run: ({ plan, seed, data }) => withAndWithout(plan.variants, { seed, data }),
});
