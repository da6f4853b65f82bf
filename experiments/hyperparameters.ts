import { split } from "chainrule/data";
import {
  type Cell,
  chart,
  defineExperiment,
  dense,
  endOf,
  epochsSetting,
  progress,
  type RecipeJson,
  ranges,
  type Text,
  whole,
} from "./lib/index.js";

const settings = {
  samples: whole({ en: "images", zh: "图像数" }, 1500, 200, 9000),
  epochs: epochsSetting(8, 50),
};

/** What every net has, but for the one setting that is changed. */
const USUAL = { rate: 0.1, batch: 20, units: 50, layers: 1, spread: 0.05, decay: 0 };
type Choices = typeof USUAL & { readonly epochs: number };

interface Hyperparameter {
  readonly id: keyof Choices;
  readonly name: Text;
  readonly values: readonly number[];
  readonly does: Text;
}

const HYPERPARAMETERS: readonly Hyperparameter[] = [
  {
    id: "rate",
    name: { en: "learning rate", zh: "学习率" },
    values: [0.001, 0.01, 0.03, 0.1, 0.3, 1, 3],
    does: {
      en: "how far a step goes: too small and nothing is learnt in time, too large and the loss jumps about",
      zh: "一步走多远：太小，来不及学；太大，损失乱跳",
    },
  },
  {
    id: "batch",
    name: { en: "batch size", zh: "批量大小" },
    values: [5, 10, 20, 50, 100, 300],
    does: {
      en: "how many images a step looks at: larger is steadier, with fewer steps in an epoch",
      zh: "一步看多少张图像：越大越稳，但一轮里的步数越少",
    },
  },
  {
    id: "epochs",
    name: { en: "epochs", zh: "训练轮数" },
    values: [1, 2, 4, 8, 16],
    does: {
      en: "how often each image is seen: too few and it is not done, too many and it learns by heart",
      zh: "每张图像看几遍：太少学不完，太多就背下来了",
    },
  },
  {
    id: "units",
    name: { en: "hidden units", zh: "隐藏单元数" },
    values: [2, 5, 10, 20, 50, 150],
    does: { en: "how much the net can hold at all", zh: "网络装得下多少东西" },
  },
  {
    id: "layers",
    name: { en: "hidden layers", zh: "隐藏层数" },
    values: [1, 2, 3, 4, 5],
    does: {
      en: "how often it may combine what it has found; each one makes the start more delicate",
      zh: "能把找到的东西再组合几次；每多一层，开头就更难走好",
    },
  },
  {
    id: "spread",
    name: { en: "initial spread", zh: "初始标准差" },
    values: [0.001, 0.01, 0.05, 0.1, 0.3, 1],
    does: {
      en: "how far apart the weights start, and so the units: too small and they learn the same, too large and they answer wildly",
      zh: "权重的初值有多分散，也就是各单元一开始差多少：太小都学成一样，太大则胡乱回答",
    },
  },
  {
    id: "decay",
    name: { en: "weight decay", zh: "权重衰减" },
    values: [0.0001, 0.001, 0.01, 0.1, 1],
    does: {
      en: "how hard weights are pulled to 0: a little against learning by heart, much against learning",
      zh: "把权重拉向 0 的力：小则不易死记，大则什么也学不到",
    },
  },
];

const recipeOf = ({ rate, batch, units, layers, spread, decay, epochs }: Choices): RecipeJson => {
  const own = { weightInit: { kind: "normal", std: spread }, l2: decay };
  return {
    data: "mnist-10k",
    model: {
      input: [784],
      layers: [
        ...Array.from({ length: layers }, () => [dense(units, own), { kind: "relu" }]).flat(),
        dense(10, own),
      ],
    },
    loss: "softmaxCrossEntropy",
    optimizer: { kind: "sgd", learningRate: rate },
    epochs,
    batchSize: batch,
  };
};

export const hyperparameters = defineExperiment({
  id: "hyperparameters",
  topic: "settings",
  documents: ["003", "004"],
  title: { en: "What each setting does", zh: "每项设置起什么作用" },
  summary: {
    en: "Seven settings of one small net, each changed alone over its range while the others stay: how much does each decide?",
    zh: "一个小网络的七项设置，每次只变一个，其余不动：它们各自决定多少？",
  },
  expect: {
    en: "The learning rate and weight decay decide between nothing and nearly all, and so does the number of layers, from weights this small. Batch size and epochs matter less, and of units a few dozen are enough.",
    zh: "学习率和权重衰减，决定的是什么也学不到还是几乎全学会；初始权重这样小，层数也是如此。批量大小和轮数影响小一些；单元有几十个就够了。",
  },
  explanation: {
    en: "Weights and biases are learnt; these are not: they say what is learnt and how, and the gradient does not reach them. So one has to try. The charts show in what order: first the learning rate, over powers of ten, then what has a hill of its own.\n\nTo change one at a time shows what each does, but not what they do together: a larger batch wants a larger rate, more layers a more careful start. A search changes all at once; see “Search at random, narrow, repeat”. Images held back from training are the judge throughout.",
    zh: "权重和偏置是学来的，这些不是：它们规定学什么、怎么学，梯度够不到它们，所以只能去试。图上看得出先后：先按十倍的步子找学习率，再看那些自己有一座山的设置。\n\n一次只变一个，看得出各自的作用，却看不出合起来怎样：批量大，学习率也该大；层数多，初值就要更小心。搜索是同时变的，见“随机取样，缩小范围，再来一轮”。从头到尾都由留出的图像来评判。",
  },
  formulas: [
    {
      tex: "\\text{span}_h=\\max_v a(h=v)-\\min_v a(h=v)",
      plain: "span of a setting = best less worst accuracy over its values",
    },
  ],
  picture: "spans",
  settings,
  seeds: [1, 2, 3, 4, 5],
  seconds: 3,
  plan: ({ samples, epochs }) => ({
    data: `mnist-10k:train=${samples}`,
    heldBack: 0.4,
    usual: { ...USUAL, epochs },
    values: Object.fromEntries(HYPERPARAMETERS.map(({ id, values }) => [id, values])),
  }),
  expectations: ranges([
    ["rate.span", "learning rate: best less worst, points", "学习率：最好与最差之差，百分点", 65],
    ["layers.span", "hidden layers, from weights this small", "隐藏层数（权重这样小时）", 55],
    ["batch.span", "batch size", "批量大小", 20, 55],
    ["units.span", "hidden units", "隐藏单元数", 30, 65],
    [
      "spread.span",
      "spread of the initial weights, with one hidden layer",
      "初始权重的标准差（一个隐藏层时）",
      5,
      35,
    ],
    ["rate.best", "right on images held back, best rate, %", "最好的学习率，留出图像的正确率，%", 80],
  ]),
  async *run({ plan, seed, data }) {
    const parts = split((await data(plan.data, seed)).train, { test: plan.heldBack, seed });
    const all = HYPERPARAMETERS.reduce((sum, { values }) => sum + values.length, 0);
    const figures: Record<string, number> = {};
    const rows: Cell[][] = [];
    const spans: { name: Text; least: number; most: number }[] = [];
    let done = 0;
    for (const { id, name, values, does } of HYPERPARAMETERS) {
      const ends: number[] = [];
      for (const value of values) {
        const recipe = recipeOf({ ...plan.usual, [id]: value });
        const end = await endOf(recipe, { seed, data: parts, of: "testAccuracy" });
        ends.push(Number.isNaN(end) ? 10 : end); // what diverged is worth a guess
        done += 1;
        yield progress(done / all, name);
        yield chart({
          id,
          kind: "line",
          title: {
            en: `${name.en[0].toUpperCase()}${name.en.slice(1)}: right on images held back`,
            zh: `${name.zh}：留出图像上的正确率`,
          },
          x: { label: name, log: id !== "layers" },
          y: { label: "%", range: [0, 100] },
          series: [{ name, x: values.slice(0, ends.length), y: [...ends] }],
        });
      }
      const [least, most] = [Math.min(...ends), Math.max(...ends)];
      spans.push({ name, least, most });
      rows.push([name, does, values[ends.indexOf(most)], most, most - least]);
      figures[`${id}.span`] = most - least;
      figures[`${id}.best`] = most;
    }
    yield chart({
      id: "spans",
      kind: "bars",
      title: { en: "How much each decides", zh: "各自决定多少" },
      y: { label: "%", range: [0, 100] },
      categories: spans.map(({ name }) => name),
      series: [
        { name: { en: "best of its values", zh: "最好的取值" }, values: spans.map(({ most }) => most) },
        { name: { en: "worst of its values", zh: "最差的取值" }, values: spans.map(({ least }) => least) },
      ],
    });
    yield chart({
      id: "settings",
      kind: "table",
      title: { en: "What each does", zh: "各自的作用" },
      columns: [
        { en: "setting", zh: "设置" },
        { en: "what it does", zh: "作用" },
        { en: "best value here", zh: "这里最好的取值" },
        { en: "accuracy, %", zh: "正确率，%" },
        { en: "best less worst", zh: "最好与最差之差" },
      ],
      rows,
    });
    return figures;
  },
});
