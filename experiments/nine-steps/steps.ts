// The nine steps from data to a recogniser, each as what it shows.
import { type Dataset, evaluate, type Model, planModel, summarise } from "chainrule";
import type { TrainTest } from "chainrule/data";
import {
  answersOf,
  type Cell,
  type Chart,
  type Curve,
  chart,
  confusionChart,
  drawnDigit,
  type ExperimentEvent,
  mistakesChart,
  penDigits,
  pixelsOf,
  type RecipeJson,
  seriesOf,
} from "../lib/index.js";

const SIDE = 28;
export const LOSS = "softmaxCrossEntropy";

const digit = (caption: string, values: number[]) => ({ caption, width: SIDE, height: SIDE, values });

/** Step 1: what there is to learn from. */
export function* prepared({ train, test }: TrainTest): Generator<ExperimentEvent> {
  yield chart({
    id: "1-samples",
    kind: "images",
    scale: "grey",
    title: { en: "1. Prepare the data: some of the images", zh: "1. 准备数据：其中一些图像" },
    items: Array.from({ length: 12 }, (_, i) => digit(String(train.targets[i]), pixelsOf(train, i))),
  });
  const classes = train.classes ?? [];
  const counted = ({ targets }: Dataset) => classes.map((_, k) => targets.filter((t) => t === k).length);
  yield chart({
    id: "1-classes",
    kind: "bars",
    title: { en: "1. How many there are of each", zh: "1. 每个数字各有多少" },
    y: { label: { en: "images", zh: "图像数" } },
    categories: classes,
    series: [
      { name: { en: "training", zh: "训练集" }, values: counted(train) },
      { name: { en: "test", zh: "测试集" }, values: counted(test!) },
    ],
  });
}

/** Steps 2 to 4: the net, the loss, the optimizer. */
export function* designed(
  plan: RecipeJson & { readonly optimizer: { readonly learningRate: number } },
  firstLoss: number,
): Generator<ExperimentEvent> {
  yield chart({
    id: "2-network",
    kind: "table",
    title: { en: "2. Build the network", zh: "2. 搭建网络" },
    columns: [
      { en: "layer", zh: "层" },
      { en: "outputs", zh: "输出" },
      { en: "numbers to learn", zh: "要学的数" },
    ],
    rows: summarise(planModel(plan.model)).map(({ kind, output, parameters }): Cell[] => [
      kind,
      output.join(" × "),
      parameters,
    ]),
  });
  yield chart({
    id: "3-choices",
    kind: "table",
    title: { en: "3 and 4. Choose the loss and the optimizer", zh: "3、4. 选择损失函数与优化器" },
    columns: [
      { en: "what", zh: "项目" },
      { en: "chosen", zh: "取值" },
    ],
    rows: [
      [
        { en: "loss", zh: "损失函数" },
        { en: "cross-entropy of the softmax", zh: "softmax 的交叉熵" },
      ],
      [
        {
          en: "loss before training; of a blind guess, ln 10 = 2.303",
          zh: "训练前的损失；瞎猜是 ln 10 = 2.303",
        },
        firstLoss,
      ],
      [
        { en: "optimizer", zh: "优化器" },
        { en: "gradient descent (SGD)", zh: "梯度下降（SGD）" },
      ],
      [{ en: "learning rate", zh: "学习率" }, plan.optimizer.learningRate],
      [{ en: "images in a batch", zh: "每批图像数" }, plan.batchSize],
      [{ en: "epochs", zh: "训练轮数" }, plan.epochs],
    ],
  });
}

/** Step 5, as it goes. */
export const trained = (curve: Curve): Chart => ({
  id: "5-training",
  kind: "line",
  title: { en: "5. Train", zh: "5. 训练" },
  x: { label: { en: "epoch", zh: "轮" } },
  y: { label: { en: "right, %", zh: "正确率，%" } },
  series: [
    seriesOf({ en: "training", zh: "训练集" }, curve, "trainAccuracy"),
    seriesOf({ en: "test", zh: "测试集" }, curve, "testAccuracy"),
  ],
});

/** Steps 6 and 7: how good it is, and where it goes wrong. */
export function* judged(model: Model, test: Dataset): Generator<ExperimentEvent, { recall: number }> {
  const { perClass = [], macro } = evaluate(model, test, { loss: LOSS });
  const percent = (values: readonly number[]) => values.map((value) => 100 * value);
  yield chart({
    id: "6-classes",
    kind: "table",
    title: { en: "6. Evaluate, digit by digit", zh: "6. 评估：逐个数字" },
    columns: [
      { en: "digit", zh: "数字" },
      { en: "precision, %", zh: "精确率，%" },
      { en: "recall, %", zh: "召回率，%" },
      "F1, %",
    ],
    rows: [
      ...perClass.map((one): Cell[] => [one.class, ...percent([one.precision, one.recall, one.f1])]),
      [{ en: "mean", zh: "平均" }, ...percent([macro!.precision, macro!.recall, macro!.f1])],
    ],
    digits: 1,
  });
  yield confusionChart(model, test);
  yield mistakesChart(model, test);
  return { recall: 100 * macro!.recall };
}

/** Step 9: digits that are in no data set. */
export function* predicted(model: Model): Generator<ExperimentEvent, number> {
  const images = penDigits.map((strokes) => drawnDigit(strokes));
  const inputs = Uint8Array.from(images.flatMap((pixels) => Array.from(pixels)));
  const samples: Dataset = {
    inputs,
    shape: [SIDE * SIDE],
    targets: Uint8Array.from(images.keys()),
    size: images.length,
  };
  const answers = answersOf(model, samples);
  const right = (i: number) => answers[i].answer === i;
  yield chart({
    id: "9-new",
    kind: "images",
    scale: "grey",
    title: { en: "9. Predict new samples, drawn for this page", zh: "9. 预测新样本：为本页现画的数字" },
    items: answers.map(({ answer, probability }, i) =>
      digit(`${right(i) ? "✓" : "✗"} ${answer} ${Math.round(100 * probability)} %`, pixelsOf(samples, i)),
    ),
  });
  return answers.filter((_, i) => right(i)).length;
}
