import { type Dataset, evaluate, type Model } from "chainrule";
import convolutional from "../recipes/mnist-cnn-simple.json" with { type: "json" };
import dense from "../recipes/mnist-sigmoid-128.json" with { type: "json" };
import {
  type Cell,
  chart,
  choice,
  compare,
  confusionChart,
  defineExperiment,
  fullRanges,
  last,
  mistakesChart,
  parameters,
  progress,
  ranges,
  recipeRange,
  type Series,
  whole,
  withFields,
} from "./lib/index.js";

const settings = {
  data: choice({ en: "digits", zh: "数字图像" }, "mnist-10k", ["mnist-10k", "mnist"]),
  filters: whole({ en: "filters", zh: "滤波器个数" }, 30, 1, 64),
  epochs: whole({ en: "epochs", zh: "训练轮数" }, 2, 1, 20),
};

const SIDE = 28;
/** How far test images are moved, in pixels. */
const SHIFTS = [0, 1, 2, 3, 4];
/** So many test images are moved about. */
const MOVED = 500;

/** The first images, moved to the right and down by so many pixels. */
function moved({ inputs, targets, classes, shape }: Dataset, pixels: number): Dataset {
  const size = Math.min(MOVED, targets.length);
  const area = SIDE * SIDE;
  const result = inputs.slice(0, size * area).fill(0);
  for (let i = 0; i < size; i++)
    for (let y = pixels; y < SIDE; y++) {
      const from = i * area + (y - pixels) * SIDE;
      result.set(inputs.subarray(from, from + SIDE - pixels), i * area + y * SIDE + pixels);
    }
  return { inputs: result, targets: targets.slice(0, size), classes, shape, size };
}

export const cnnMnist = defineExperiment({
  id: "cnn-mnist",
  topic: "images",
  documents: ["004"],
  title: { en: "A convolutional net beside a dense one", zh: "卷积网络与全连接网络" },
  summary: {
    en: "Thirty filters of 5 × 5, a max pool and two dense layers, beside the same without filters and beside 784-128-10; then the same test images, moved by a few pixels.",
    zh: "三十个 5×5 的滤波器、一个最大池化和两个全连接层，旁边是去掉滤波器的同一网络，以及 784-128-10；再把同样的测试图像挪动几个像素看看。",
  },
  expect: {
    en: "After two epochs the convolutional net is some points ahead of the same net without its filters, and far ahead of the other, whose rate is too small for so few images. Of images moved by two pixels it still reads two in five, the dense nets one in four at most.",
    zh: "两轮之后，卷积网络比去掉滤波器的同一网络高出几个百分点，比另一个高得多（图像这样少，那个的学习率太小）。图像挪动两个像素，它还能认对五分之二，全连接网络最多四分之一。",
  },
  explanation: {
    en: "To the dense net a pixel and its neighbour are two inputs like any other two. The convolution knows what is beside what: each filter looks at 5 × 5 pixels, and the same filter at every place. The pool keeps the largest of four answers, so that a stroke may lie a pixel further without anything changing behind it. Neither is proof against a larger move: the dense layers behind the pool still have a weight for every place.\n\nThis one has more weights in all, most of them in the first dense layer behind the pool, not in its filters: those are 780 numbers.",
    zh: "对全连接网络来说，一个像素和它的邻居，跟任何两个输入没有区别。卷积知道谁挨着谁：每个滤波器只看 5×5 个像素，而且同一个滤波器用在每个位置。池化保留四个回答中最大的一个，笔画挪动一个像素，后面什么也不变。挪得再多就不行了：池化后面的全连接层，仍然是每个位置各有一个权重。\n\n这个卷积网络的权重总数更多，不过大多在池化后面的第一个全连接层里；滤波器本身只有 780 个数。",
  },
  formulas: [
    {
      tex: "\\text{filters: }30\\cdot(5\\cdot5+1)=780",
      plain: "numbers in the filters: 30·(5·5 + 1) = 780",
    },
    {
      tex: "28-5+1=24,\\quad24/2=12",
      plain: "side after the convolution 28 − 5 + 1 = 24, after the pool 12",
    },
  ],
  picture: "moved",
  settings,
  seeds: [1, 2, 3, 4, 5],
  seconds: 8,
  full: { settings: { data: "mnist", epochs: 5 }, seconds: 80 },
  plan: ({ data, filters, epochs }) => {
    const [first, ...rest] = convolutional.model.layers;
    const layers = [{ ...first, filters }, ...rest];
    const behind = layers.slice(layers.findIndex(({ kind }) => kind === "flatten") + 1);
    return {
      variants: [
        { id: "dense", name: "784-128-10", recipe: withFields(dense, { data, epochs }) },
        {
          id: "without",
          name: { en: "784-100-10, as the filters’ net", zh: "784-100-10，其余同卷积网络" },
          recipe: withFields(convolutional, { data, epochs, model: { input: [784], layers: behind } }),
        },
        {
          id: "cnn",
          name: { en: `${filters} filters`, zh: `${filters} 个滤波器` },
          recipe: withFields(convolutional, {
            data,
            epochs,
            model: { input: convolutional.model.input, layers },
          }),
        },
      ],
      shifts: SHIFTS,
    };
  },
  expectations: [
    ...ranges([
      ["cnn.test", "with filters: right on the test set, %", "有滤波器：测试集正确率，%", 93],
      ["ahead", "ahead of the same net without them, points", "领先没有滤波器的同一网络的百分点", 1],
      ["cnn.moved", "with filters, images moved by two pixels, %", "有滤波器，图像挪动两个像素，%", 30, 55],
      ["dense.moved", "784-128-10, images moved by two pixels, %", "784-128-10，图像挪动两个像素，%", 8, 30],
    ]),
    ...fullRanges([
      [
        "cnn.test",
        "with filters: right on the test set, %",
        "有滤波器：测试集正确率，%",
        recipeRange("mnist-cnn-simple", { epoch: 5, metric: "test" }),
      ],
      [
        "dense.test",
        "784-128-10, %",
        "784-128-10，%",
        recipeRange("mnist-sigmoid-128", { epoch: 5, metric: "test" }),
      ],
    ]),
  ],
  async *run({ plan, seed, data }) {
    const compared = yield* compare(plan.variants, {
      seed,
      data,
      curves: ["testAccuracy", "loss"],
      to: 0.95,
    });
    const rows: Cell[][] = [];
    const series: Series[] = [];
    const figures: Record<string, number> = {};
    for (const { id, name, training } of compared) {
      const { model, data: digits, curve } = training;
      const right = (pixels: number) =>
        100 *
        evaluate(model as Model, moved(digits.test!, pixels), { loss: "softmaxCrossEntropy" }).accuracy!;
      const y: number[] = [];
      for (const pixels of plan.shifts) {
        y.push(right(pixels));
        yield progress(0.95 + (0.05 * (series.length + y.length / plan.shifts.length)) / compared.length);
      }
      series.push({ name, x: [...plan.shifts], y });
      rows.push([name, parameters(model), last(curve.testAccuracy), y[2]]);
      figures[`${id}.test`] = last(curve.testAccuracy);
      figures[`${id}.moved`] = y[2];
    }
    yield chart({
      id: "moved",
      kind: "line",
      title: { en: "Right on test images that were moved", zh: "测试图像挪动之后的正确率" },
      x: { label: { en: "pixels to the right and down", zh: "向右和向下挪动的像素数" } },
      y: { label: "%" },
      series,
    });
    yield chart({
      id: "nets",
      kind: "table",
      title: { en: "In the end", zh: "最后" },
      columns: [
        "",
        { en: "numbers to learn", zh: "要学的数" },
        { en: "test, %", zh: "测试集，%" },
        { en: "moved by two pixels, %", zh: "挪动两个像素，%" },
      ],
      rows,
    });
    const { model, data: digits } = compared[2].training;
    yield confusionChart(model, digits.test!);
    yield mistakesChart(model, digits.test!);
    return { ...figures, ahead: figures["cnn.test"] - figures["without.test"] };
  },
});
