import { split } from "chainrule/data";
import {
  bestSoFar,
  type Cell,
  chart,
  defineExperiment,
  dense,
  endOf,
  median,
  number,
  progress,
  ranges,
  type SearchPlan,
  search,
  type Text,
  type Tried,
  whole,
} from "./lib/index.js";

const settings = {
  rounds: whole({ en: "rounds", zh: "轮次" }, 4, 1, 8),
  trials: whole({ en: "trials in a round", zh: "每轮的试验数" }, 12, 4, 50),
  shrink: number(
    { en: "width of a range, as a share of the round before", zh: "范围缩小到上一轮的多少" },
    0.4,
    0.05,
    1,
  ),
  epochs: whole({ en: "epochs of a trial", zh: "每次试验训练的轮数" }, 10, 1, 50),
};

/** What is searched: two settings of which only the order of magnitude matters at first. */
const SPACE = {
  learningRate: { kind: "logFloat", low: 1e-4, high: 10 },
  weightDecay: { kind: "logFloat", low: 1e-6, high: 1 },
} as const;

const recipeOf = (values: { learningRate?: unknown; weightDecay?: unknown }, epochs: number) => {
  const l2 = values.weightDecay;
  return {
    data: "mnist-10k",
    model: {
      input: [784],
      layers: [dense(30, { weightInit: "he", l2 }), { kind: "relu" }, dense(10, { l2 })],
    },
    loss: "softmaxCrossEntropy",
    optimizer: { kind: "sgd", learningRate: values.learningRate },
    epochs,
    batchSize: 20,
  };
};

const NAMES: Readonly<Record<string, Text>> = {
  narrowing: { en: "narrowing", zh: "逐轮缩小" },
  random: { en: "at random throughout", zh: "始终随机" },
};

const WORST = 10; // in per cent: a guess

const pointOf = ({ values }: Tried) => [values.learningRate, values.weightDecay] as [number, number];

/** How wide the values of a round lie, and how good they are. */
function rowOf(tried: readonly Tried[], round: number): Cell[] {
  const span = (axis: 0 | 1) => {
    const values = tried.map((one) => pointOf(one)[axis]);
    return `${Math.min(...values).toExponential(1)} – ${Math.max(...values).toExponential(1)}`;
  };
  const results = tried.map(({ result }) => result);
  return [round + 1, span(0), span(1), median(results), Math.max(...results)];
}

export const randomSearchNarrowing = defineExperiment({
  id: "random-search-narrowing",
  topic: "settings",
  documents: ["004"],
  title: { en: "Search at random, narrow, repeat", zh: "随机取样，缩小范围，再来一轮" },
  summary: {
    en: "The documents’ way to settings: choose ranges, draw at random, train, evaluate, narrow the ranges about the best, and again. Here for the learning rate and the weight decay of a small net.",
    zh: "文档里找设置的办法：定范围，随机取样，训练，评估，围着最好的缩小范围，再来一轮。这里找的是一个小网络的学习率和权重衰减。",
  },
  expect: {
    en: "In the first round most draws are useless: the median learns little. By the last, half of all draws are about as good as the best of the first round. The very best gains little: the good region is wide.",
    zh: "第一轮里多数取样没有用，中位数几乎什么也没学到。到最后一轮，一半的取样都与第一轮里最好的差不多。最好的那个提高不多：好的区域本来就宽。",
  },
  explanation: {
    en: "Both settings are drawn by their logarithm: between 0.001 and 0.01 there is as much to be found as between 0.1 and 1. Draws at random cover each of them more finely than a grid of the same number would, for no two draws share a value.\n\nNarrowing spends the later draws where the earlier ones were good. It is greedy: if the best of the first round was there by luck, the search may narrow on the wrong place; a wider range per round (--set shrink=0.7) is safer and slower. Every setting is judged by images held back from training, not by the test set.",
    zh: "两项设置都按对数取样：0.001 到 0.01 之间与 0.1 到 1 之间一样值得找。同样多次试验，随机取样在每项设置上都比网格密，因为没有两次取到相同的值。\n\n缩小范围，就是把后面的试验花在前面结果好的地方。它是贪心的：如果第一轮最好的那个只是运气好，范围就可能缩到错的地方；每轮少缩一些（--set shrink=0.7）更稳，也更慢。每组取值都用从训练集里留出的图像来评判，不用测试集。",
  },
  formulas: [
    {
      tex: "\\eta=10^u,\\quad u\\sim U(a,b)",
      plain: "η = 10^u with u even between a and b",
    },
    {
      tex: "b_{k+1}-a_{k+1}=s\\,(b_k-a_k)\\ \\text{about the best}",
      plain: "the next range is s times as wide, about the best so far",
    },
  ],
  settings,
  seeds: [1, 2, 3, 4, 5],
  seconds: 4,
  plan: ({ rounds, trials, shrink, epochs }) => ({
    data: "mnist-10k:train=1000",
    heldBack: 0.4,
    epochs,
    rounds,
    trials,
    searches: (
      [
        { id: "narrowing", sampler: { kind: "narrowing", perRound: trials, shrink } },
        { id: "random", sampler: { kind: "random" } },
      ] as const
    ).map(({ id, sampler }): SearchPlan & { id: string } => ({
      id,
      space: SPACE,
      goal: "maximise",
      sampler,
      trials: rounds * trials,
    })),
  }),
  expectations: ranges([
    ["gain", "median of the last round over that of the first, points", "末轮中位数比首轮高出的百分点", 15],
    ["lastMedian", "median of the last round, %", "末轮的中位数，%", 80],
    ["best", "the best of all, %", "最好的一个，%", 83],
  ]),
  async *run({ plan, seed, data }) {
    const { rounds, trials } = plan;
    const parts = split((await data(plan.data, seed)).train, { test: plan.heldBack, seed });
    const ends: Record<string, readonly Tried[]> = {};
    const roundsOf = (tried: readonly Tried[]) =>
      Array.from({ length: rounds }, (_, round) => tried.slice(round * trials, (round + 1) * trials)).filter(
        (own) => own.length > 0,
      );
    const charts = function* () {
      const narrowing = roundsOf(ends.narrowing);
      yield chart({
        id: "space",
        kind: "scatter",
        title: { en: "Where each round draws", zh: "每一轮在哪里取样" },
        x: { label: { en: "learning rate", zh: "学习率" }, log: true, range: [1e-4, 10] },
        y: { label: { en: "weight decay", zh: "权重衰减" }, log: true, range: [1e-6, 1] },
        groups: narrowing.map((own, round) => ({
          name: { en: `round ${round + 1}`, zh: `第 ${round + 1} 轮` },
          points: own.map(pointOf),
        })),
      });
      yield chart({
        id: "history",
        kind: "line",
        title: { en: "Right on the images held back", zh: "留出图像上的正确率" },
        x: { label: { en: "trial", zh: "试验" } },
        y: { label: "%", range: [0, 100] },
        series: [
          {
            name: { en: "each trial, narrowing", zh: "每次试验，逐轮缩小" },
            x: ends.narrowing.map((one) => one.number),
            y: ends.narrowing.map(({ result }) => result),
          },
          ...Object.entries(ends).map(([id, tried]) => ({
            name: { en: `best so far, ${NAMES[id].en}`, zh: `目前最好，${NAMES[id].zh}` },
            x: tried.map((one) => one.number),
            y: bestSoFar(tried, "maximise"),
            dashed: true as const,
          })),
        ],
      });
    };
    for (const [i, { id, ...own }] of plan.searches.entries()) {
      const of = (values: Parameters<typeof recipeOf>[0]) =>
        endOf(recipeOf(values, plan.epochs), { seed, data: parts, of: "testAccuracy" });
      for await (const tried of search(own, { seed, worst: WORST, of })) {
        ends[id] = tried;
        yield progress((i + tried.length / own.trials) / plan.searches.length, NAMES[id]);
        if (tried.length % 4 === 0) yield* charts();
      }
    }
    yield* charts();
    const narrowing = roundsOf(ends.narrowing);
    yield chart({
      id: "rounds",
      kind: "table",
      title: { en: "Round by round", zh: "逐轮结果" },
      columns: [
        { en: "round", zh: "轮次" },
        { en: "learning rates", zh: "学习率" },
        { en: "weight decays", zh: "权重衰减" },
        { en: "median, %", zh: "中位数，%" },
        { en: "best, %", zh: "最好，%" },
      ],
      rows: narrowing.map(rowOf),
    });
    const results = (tried: readonly Tried[]) => tried.map(({ result }) => result);
    const [first, final] = [narrowing[0], narrowing[narrowing.length - 1]].map(results);
    return {
      firstMedian: median(first),
      lastMedian: median(final),
      gain: median(final) - median(first),
      best: Math.max(...results(ends.narrowing)),
      randomBest: Math.max(...results(ends.random)),
      behindFirstBest: Math.max(...first) - median(final),
    };
  },
});
