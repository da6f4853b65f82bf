import { build, traceStep } from "chainrule";
import {
  type Chart,
  type Curve,
  chart,
  defineExperiment,
  epochsSetting,
  filterChart,
  filtersOf,
  follow,
  last,
  pixelsOf,
  ranges,
  seriesOf,
  whole,
} from "./lib/index.js";

const settings = {
  filters: whole({ en: "filters", zh: "滤波器个数" }, 12, 1, 30),
  kernel: whole({ en: "their side", zh: "滤波器边长" }, 5, 3, 9),
  samples: whole({ en: "images to learn from", zh: "用来学习的图像数" }, 3000, 100, 9000),
  epochs: epochsSetting(3, 20),
};

export const cnnFilters = defineExperiment({
  id: "cnn-filters",
  topic: "images",
  documents: ["004"],
  title: { en: "What the first filters look for", zh: "第一层滤波器在找什么" },
  summary: {
    en: "A convolution, a pool and two dense layers learn digits. Its filters as pictures, before and after, and what they make of one digit.",
    zh: "一个卷积层、一个池化层和两个全连接层学认数字。把滤波器画成图：训练之前、之后，以及它们对一个数字的反应。",
  },
  expect: {
    en: "Noise before. Afterwards many have a bright and a dark side: edges of one direction, and blobs. Each lights up where the digit has what it looks for.",
    zh: "训练之前是噪声。之后，许多滤波器有亮的一边和暗的一边：某个方向的边缘，还有斑点。数字上哪里有它要找的东西，哪里就亮起来。",
  },
  explanation: {
    en: "A filter is one small set of weights that is used at every place, so what is learnt in one corner holds in all of them, and there are few weights to learn: 12 filters of 5 × 5 are 312 numbers. Strokes are what tells digits apart, and edges in several directions are what strokes are made of.",
    zh: "一个滤波器是一小组权重，在每个位置上重复使用，所以在一个角落学到的，处处都能用，要学的权重也很少：12 个 5×5 的滤波器只有 312 个数。区分数字靠的是笔画，而各个方向的边缘正是笔画的组成部分。",
  },
  formulas: [
    {
      tex: "y_{f,i,j}=b_f+\\sum_{c,u,v}W_{f,c,u,v}\\,x_{c,i+u,j+v}",
      plain: "y[f,i,j] = b[f] + Σ W[f,c,u,v]·x[c,i+u,j+v]",
    },
  ],
  picture: "after",
  settings,
  seeds: [0, 1, 2],
  seconds: 2,
  plan: ({ filters, kernel, samples, epochs }) => ({
    recipe: {
      data: `mnist-10k:train=${samples}`,
      model: {
        input: [1, 28, 28],
        layers: [
          { kind: "conv2d", filters, kernel, weightInit: "he" },
          { kind: "relu" },
          { kind: "maxPool2d", size: 2 },
          { kind: "flatten" },
          { kind: "dense", units: 50, weightInit: "he" },
          { kind: "relu" },
          { kind: "dense", units: 10 },
        ],
      },
      loss: "softmaxCrossEntropy",
      optimizer: { kind: "adam", learningRate: 0.001 },
      epochs,
      batchSize: 50,
    },
  }),
  expectations: ranges([
    ["test", "right on the test set, %", "测试集正确率，%", 87],
    ["moved", "how far the filters have moved, as a share of their size", "滤波器的变动与其大小之比", 0.05],
  ]),
  async *run({ plan, seed, data }) {
    const untrained = await build(plan.recipe.model, { seed, threads: 1 });
    const before = filtersOf(untrained);
    yield filterChart("before", { en: "Filters before training", zh: "训练之前的滤波器" }, untrained);
    const live = (curve: Curve): Chart => ({
      id: "accuracy",
      kind: "line",
      title: { en: "Right on the test set", zh: "测试集正确率" },
      x: { label: { en: "epoch", zh: "轮" } },
      y: { label: "%" },
      series: [seriesOf({ en: "test", zh: "测试" }, curve, "testAccuracy")],
    });
    const { model, curve, data: digits } = yield* follow(plan.recipe, { seed, data, live });
    const value = filtersOf(model);
    yield filterChart("after", { en: "Filters after training", zh: "训练之后的滤波器" }, model);
    const image = pixelsOf(digits.test!, 0);
    const { layers } = traceStep(model, image, [digits.test!.targets[0]], { kind: "softmaxCrossEntropy" });
    const [, activated] = layers;
    const [filters, height, width] = activated.output;
    const most = Math.max(1e-9, ...activated.y);
    yield chart({
      id: "seen",
      kind: "images",
      scale: "grey",
      title: { en: "One digit, as each filter sees it", zh: "一个数字，在各个滤波器看来" },
      items: [
        { caption: { en: "digit", zh: "数字" }, width: 28, height: 28, values: image },
        ...Array.from({ length: filters }, (_, f) => ({
          caption: String(f + 1),
          width,
          height,
          values: Array.from(
            activated.y.subarray(f * width * height, (f + 1) * width * height),
            (one) => one / most,
          ),
        })),
      ],
    });
    const norm = (values: readonly number[]) => Math.sqrt(values.reduce((sum, one) => sum + one * one, 0));
    return {
      test: last(curve.testAccuracy),
      moved: norm(before.map((one, i) => value[i] - one)) / norm(before),
    };
  },
});
