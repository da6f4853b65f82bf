import { binaryCrossEntropy, build, halfSquaredError, type Model, sgd, softmaxCrossEntropy } from "chainrule";
import {
  accuracies,
  type Cell,
  chart,
  compare,
  defineExperiment,
  dense,
  epochsSetting,
  number,
  progress,
  ranges,
  type Series,
  type Text,
  whole,
} from "./lib/index.js";

const settings = {
  start: number({ en: "the neuron’s sum at the start", zh: "神经元开始时的加权和" }, 4, 0, 8),
  learningRate: number({ en: "learning rate", zh: "学习率" }, 0.5, 0.01, 5, { log: true }),
  steps: whole({ en: "steps of the neuron", zh: "神经元走的步数" }, 150, 20, 2000),
  epochs: epochsSetting(10, 50),
};

/** A sigmoid unit under either loss. Cross-entropy takes the sum itself: the sigmoid is its own. */
const LOSSES = [
  {
    id: "squared",
    name: { en: "squared error", zh: "平方误差" },
    output: [{ kind: "sigmoid" }],
    loss: halfSquaredError(),
  },
  {
    id: "cross",
    name: { en: "cross-entropy", zh: "交叉熵" },
    output: [{ kind: "linear" }],
    loss: binaryCrossEntropy(),
  },
] as const;

const POINTS = 121;
/** An answer counts as learnt when it is this near to its target. */
const NEAR = 0.1;

const sigmoidOf = (z: number): number => 1 / (1 + Math.exp(-z));

/** The loss and its slope by the sum, where the target is 1. */
async function curveOf({ output, loss }: (typeof LOSSES)[number], sums: readonly number[]) {
  const model = await build({ input: [1], layers: [...output] }, { backend: "reference" });
  const values = sums.map((z) => ({ loss: model.loss([z], [1], loss), slope: model.backward()[0] }));
  return { losses: values.map((one) => one.loss), slopes: values.map((one) => one.slope) };
}

/** What one sigmoid neuron answers to the input 1, step by step, where it should answer 0. */
async function neuronOf(
  { output, loss }: (typeof LOSSES)[number],
  { start, learningRate, steps }: { start: number; learningRate: number; steps: number },
): Promise<number[]> {
  const model = await build(
    { input: [1], layers: [{ kind: "dense", units: 1 }, ...output] },
    { backend: "reference" },
  );
  const [weight, bias] = model.parameters;
  weight.value[0] = start / 2;
  bias.value[0] = start / 2;
  const optimizer = sgd({ learningRate });
  const answers = [sigmoidOf(start)];
  for (let step = 0; step < steps; step++) {
    model.loss([1], [0], loss);
    model.backward();
    optimizer.step(model);
    answers.push(sigmoidOf(weight.value[0] + bias.value[0]));
  }
  return answers;
}

/** Two rows of logits, and their classes. */
const ROWS = [
  [2, 1, 0.1],
  [0.5, 2.5, 0.3],
];
const LABELS = [0, 2];
const oneHot = (label: number): number[] => ROWS[0].map((_, k) => (k === label ? 1 : 0));

/** The loss of each row and of both, with the classes as numbers and as rows of 0 and 1. */
function forms(model: Model): { rows: Cell[][]; largest: number } {
  let largest = 0;
  const rows = (
    [
      [{ en: "first row", zh: "第一行" }, [0]],
      [{ en: "second row", zh: "第二行" }, [1]],
      [{ en: "both, as a batch", zh: "两行作为一批" }, [0, 1]],
    ] as const
  ).map(([name, which]): Cell[] => {
    const x = which.flatMap((i) => ROWS[i]);
    const labels = which.map((i) => LABELS[i]);
    const values = [softmaxCrossEntropy(), halfSquaredError()].flatMap((loss) => {
      const pair = [model.loss(x, labels, loss), model.loss(x, labels.flatMap(oneHot), loss)];
      largest = Math.max(largest, Math.abs(pair[0] - pair[1]));
      return pair;
    });
    return [name, ...values];
  });
  return { rows, largest };
}

export const losses = defineExperiment({
  id: "losses",
  topic: "gradients",
  documents: ["001", "002", "004"],
  title: { en: "Squared error or cross-entropy", zh: "平方误差还是交叉熵" },
  summary: {
    en: "Two ways to say how wrong an answer is: their curves, their slopes, and how fast a sigmoid neuron that is confidently wrong learns from each.",
    zh: "衡量答错了多少的两种办法：它们的曲线、斜率，以及一个信心十足却答错了的 sigmoid 神经元，用哪一种学得快。",
  },
  expect: {
    en: "Far off on the wrong side, the squared error is flat and the neuron hardly moves; cross-entropy is steepest exactly there. On digits, from weights that are too large, the same net is ahead with it, mostly by far.",
    zh: "错得最厉害的地方，平方误差的曲线是平的，神经元几乎不动；交叉熵恰恰在那里最陡。用在数字上，初始权重偏大时，同一个网络用交叉熵领先，而且往往领先很多。",
  },
  explanation: {
    en: "Behind a sigmoid, the slope of the squared error is (p − t)·p(1 − p). The last factor is the sigmoid’s own slope, and it vanishes on both sides: also where p is near 1 and should be 0. Cross-entropy has a slope of its own of (p − t)/p(1 − p), so that the two factors cancel and p − t is left: the more wrong, the faster.\n\nA squared error behind a linear output has no such trouble; it is the pair that matters. For classes, labels may be given as numbers or as rows with a single 1; a loss over a batch is the mean of its rows.",
    zh: "接在 sigmoid 后面，平方误差的斜率是 (p − t)·p(1 − p)。后一个因子是 sigmoid 自己的斜率，两端都趋于 0，包括 p 接近 1 而本该是 0 的地方。交叉熵对 p 的斜率是 (p − t)/p(1 − p)，两个因子恰好约掉，只剩 p − t：错得越多，学得越快。\n\n线性输出后面用平方误差就没有这个问题，要紧的是两者的搭配。分类时，标签可以写成数字，也可以写成只有一个 1 的行；一批的损失是各行的平均。",
  },
  formulas: [
    {
      tex: "E=\\tfrac12(p-t)^2:\\quad\\frac{\\partial E}{\\partial z}=(p-t)\\,p(1-p)",
      plain: "E = ½(p − t)²: ∂E/∂z = (p − t)·p·(1 − p)",
    },
    {
      tex: "E=-t\\ln p-(1-t)\\ln(1-p):\\quad\\frac{\\partial E}{\\partial z}=p-t",
      plain: "E = −t·ln p − (1 − t)·ln(1 − p): ∂E/∂z = p − t",
    },
  ],
  settings,
  seeds: [1, 2, 3, 4, 5],
  seconds: 1,
  plan: ({ start, learningRate, steps, epochs }) => ({
    from: -6,
    to: 6,
    neuron: { start, learningRate, steps },
    race: LOSSES.map(({ id, name, output, loss }) => ({
      id,
      name,
      recipe: {
        data: "mnist-10k:train=2000",
        model: {
          input: [784],
          layers: [
            dense(30, { weightInit: { kind: "normal", std: 1 } }),
            { kind: "sigmoid" },
            dense(10, { weightInit: { kind: "normal", std: 1 } }),
            ...output,
          ],
        },
        loss,
        optimizer: { kind: "sgd", learningRate: 0.5 },
        epochs,
        batchSize: 20,
      },
    })),
  }),
  expectations: ranges([
    [
      "squared.slope",
      "slope of the squared error where the sum is −6",
      "加权和为 −6 处平方误差的斜率",
      -0.002461,
      -0.00246,
      6,
    ],
    ["cross.slope", "slope of cross-entropy there", "同一处交叉熵的斜率", -0.99753, -0.99752, 6],
    ["forms", "difference between labels and one-hot rows", "标签与独热两种写法的差别", 0, 0, 0],
    [
      "cross.steps",
      "steps until the neuron’s answer is below 0.1, cross-entropy",
      "神经元的回答降到 0.1 以下要走的步数，交叉熵",
      15,
      15,
      0,
    ],
    ["squared.steps", "the same, squared error", "同上，平方误差", 141, 141, 0],
    [
      "cross.test",
      "digits with cross-entropy: right on the test set, %",
      "数字，用交叉熵：测试集正确率，%",
      56,
      70,
    ],
    ["ahead", "ahead of the squared error, points", "领先平方误差的百分点", 0],
  ]),
  async *run({ plan, seed, data }) {
    const { from, to, neuron } = plan;
    const sums = Array.from({ length: POINTS }, (_, i) => from + ((to - from) * i) / (POINTS - 1));
    const figures: Record<string, number> = {};
    const [values, slopes, answers]: Series[][] = [[], [], []];
    for (const one of LOSSES) {
      const { id, name } = one;
      const curve = await curveOf(one, sums);
      values.push({ name, x: sums, y: curve.losses });
      slopes.push({ name, x: sums, y: curve.slopes });
      const y = await neuronOf(one, neuron);
      answers.push({ name, x: y.map((_, step) => step), y });
      const learnt = y.findIndex((answer) => answer < NEAR);
      figures[`${id}.slope`] = curve.slopes[0];
      figures[`${id}.steps`] = learnt < 0 ? neuron.steps + 1 : learnt;
    }
    const sum = { label: { en: "sum z, of the target 1", zh: "加权和 z，目标值为 1" } };
    const lines = (id: string, title: Text, y: Text, series: readonly Series[], x: { label: Text } = sum) =>
      chart({ id, kind: "line", title, x, y: { label: y }, series });
    yield lines("curves", { en: "The loss", zh: "损失" }, { en: "loss", zh: "损失" }, values);
    yield lines("slopes", { en: "Its slope", zh: "损失的斜率" }, { en: "∂E/∂z", zh: "∂E/∂z" }, slopes);
    yield lines(
      "neuron",
      { en: "One neuron that should answer 0", zh: "一个应该回答 0 的神经元" },
      { en: "its answer", zh: "它的回答" },
      answers,
      { label: { en: "step", zh: "步" } },
    );
    const model = await build({ input: [3], layers: [{ kind: "linear" }] }, { backend: "reference" });
    const { rows, largest } = forms(model);
    yield chart({
      id: "forms",
      kind: "table",
      title: { en: "One row or a batch, labels or one-hot", zh: "一行或一批，标签或独热" },
      columns: [
        "",
        { en: "cross-entropy, labels", zh: "交叉熵，标签" },
        { en: "cross-entropy, one-hot", zh: "交叉熵，独热" },
        { en: "½ squared error, labels", zh: "½ 平方误差，标签" },
        { en: "½ squared error, one-hot", zh: "½ 平方误差，独热" },
      ],
      rows,
    });
    yield progress(0.1);
    const ends = accuracies(
      yield* compare(plan.race, { seed, data, curves: ["testAccuracy"], from: 0.1, to: 1 }),
    );
    return {
      ...figures,
      forms: largest,
      "squared.test": ends["squared.test"],
      "cross.test": ends["cross.test"],
      ahead: ends["cross.test"] - ends["squared.test"],
    };
  },
});
