import { rateAt } from "chainrule";
import {
  accuracies,
  accuracyTable,
  chart,
  compare,
  defineExperiment,
  dense,
  digitsSetting,
  epochsSetting,
  number,
  ranges,
} from "./lib/index.js";

const settings = {
  data: digitsSetting,
  epochs: epochsSetting(10, 100),
  learningRate: number({ en: "learning rate at the start", zh: "初始学习率" }, 0.5, 0.01, 3, { log: true }),
};

export const lrSchedule = defineExperiment({
  id: "lr-schedule",
  topic: "descent",
  documents: ["000"],
  title: { en: "A learning rate that changes", zh: "会变的学习率" },
  summary: {
    en: "The same net with a constant rate, one that falls by 5 % in every epoch, one in steps, half a cosine wave, and one cycle up and down.",
    zh: "同一个网络：学习率保持不变、每轮降 5 %、分段下降、半个余弦波，以及先升后降的一个周期。",
  },
  expect: {
    en: "All do about as well here in the end; those that end near 0 have the smoothest finish and the lowest training loss for it.",
    zh: "在这里最后都差不多；最后降到 0 附近的，收尾最平稳，训练损失也降得最低。",
  },
  explanation: {
    en: "Early on, long steps cover ground. Later the noise of the batches throws the weights about by an amount that grows with the step, and shorter steps let them settle. A rate that ends at 0 gets this for nothing. A start that is lower still, as in one cycle, allows a higher top, since the first steps from random weights are the wildest.",
    zh: "开始时步子大，走得快。后来各批之间的噪声会把权重甩来甩去，幅度随步长增大；步子变小，它们才能安定下来。最后降到 0 的学习率自然就有这个好处。像单周期那样从更低处起步，则可以让峰值更高，因为从随机权重出发的最初几步最不稳。",
  },
  formulas: [
    { tex: "\\eta_e=\\eta_0\\cdot0.95^{e}", plain: "η_e = η_0·0.95^e" },
    {
      tex: "\\eta_s=\\tfrac12\\eta_0\\bigl(1+\\cos\\tfrac{\\pi s}{S}\\bigr)",
      plain: "η_s = ½·η_0·(1 + cos(π·s/S))",
    },
  ],
  settings,
  seeds: [1, 2, 3],
  seconds: 2,
  plan: ({ data, epochs, learningRate: initial }) => ({
    variants: (
      [
        ["constant", { kind: "constant", rate: initial }],
        ["exponential", { kind: "exponential", initial, gamma: 0.95 }],
        ["step", { kind: "step", initial, gamma: 0.3, every: Math.max(1, Math.round(epochs / 3)) }],
        ["cosine", { kind: "cosine", initial }],
        ["oneCycle", { kind: "oneCycle", maxLr: initial * 1.5 }],
      ] as const
    ).map(([id, rate]) => ({
      id,
      name: id,
      rate,
      recipe: {
        data,
        model: { input: [784], layers: [dense(64, { weightInit: "he" }), { kind: "relu" }, dense(10)] },
        loss: "softmaxCrossEntropy",
        optimizer: { kind: "sgd", learningRate: rate },
        epochs,
        batchSize: 50,
      },
    })),
  }),
  expectations: ranges([
    ["constant.test", "constant: right on the test set, %", "不变：测试集正确率，%", 92],
    ["cosine.test", "cosine, %", "余弦，%", 93],
    ["oneCycle.test", "one cycle, %", "单周期，%", 93],
  ]),
  async *run({ plan, seed, data }) {
    yield chart({
      id: "rates",
      kind: "line",
      title: { en: "The learning rates", zh: "各种学习率" },
      x: { label: { en: "share of the run, %", zh: "训练进度，%" } },
      y: { label: "η" },
      series: plan.variants.map(({ name, rate, recipe: { epochs } }) => {
        const x = Array.from({ length: 101 }, (_, i) => i);
        const y = x.map((i) =>
          rateAt(rate, { step: i, steps: 101, epoch: Math.min(epochs - 1, Math.floor((i * epochs) / 100)) }),
        );
        return { name, x, y };
      }),
    });
    const compared = yield* compare(plan.variants, { seed, data, curves: ["testAccuracy", "loss"] });
    yield accuracyTable(compared, { en: "In the end", zh: "最后" });
    return accuracies(compared);
  },
});
