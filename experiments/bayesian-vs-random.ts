import { split } from "chainrule/data";
import {
  bestSoFar,
  type Cell,
  chart,
  defineExperiment,
  dense,
  endOf,
  gridOf,
  type HeatmapPanel,
  median,
  progress,
  ranges,
  type SearchPlan,
  type Series,
  search,
  type Text,
  type Tried,
  whole,
} from "./lib/index.js";

const settings = {
  trials: whole({ en: "trials of a search", zh: "每次搜索的试验数" }, 60, 20, 200),
  searches: whole({ en: "searches of each kind", zh: "每种办法搜索几次" }, 5, 1, 20),
  epochs: whole({ en: "epochs of a trial’s net", zh: "每次试验中网络训练的轮数" }, 20, 1, 100),
};

const SAMPLERS = [
  { id: "random", name: { en: "at random", zh: "随机搜索" }, sampler: { kind: "random" } },
  { id: "tpe", name: { en: "Bayesian (TPE)", zh: "贝叶斯优化（TPE）" }, sampler: { kind: "tpe" } },
] as const;
type SamplerId = (typeof SAMPLERS)[number]["id"];

const SPAN = [-6, 6] as const;
const SIZE = 60;

/** Four valleys, all of them down to 0.
 *  Source    Himmelblau, "Applied nonlinear programming", 1972 */
const fourValleys = (x: number, y: number): number => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2;

const PLANE = {
  x: { kind: "float", low: SPAN[0], high: SPAN[1] },
  y: { kind: "float", low: SPAN[0], high: SPAN[1] },
} as const;

/** Settings of a net on a spiral. */
const NET = {
  learningRate: { kind: "logFloat", low: 1e-4, high: 3 },
  momentum: { kind: "float", low: 0, high: 0.99 },
  units: { kind: "logInt", low: 2, high: 32 },
  batchSize: { kind: "logInt", low: 4, high: 128 },
  spread: { kind: "logFloat", low: 0.01, high: 3 },
} as const;

const FEATURES = "x1+x2+sinx1+sinx2+x1x2";

const WORST = 10; // of a loss

const recipeOf = (values: Readonly<Record<string, unknown>>, epochs: number) => {
  const { learningRate, momentum, units, batchSize, spread } = values;
  const hidden = { weightInit: { kind: "normal", std: spread } };
  return {
    data: "spiral",
    model: {
      input: [FEATURES.split("+").length],
      layers: [
        dense(units as number, hidden),
        { kind: "tanh" },
        dense(units as number, hidden),
        { kind: "tanh" },
        dense(1),
      ],
    },
    loss: "binaryCrossEntropy",
    optimizer: { kind: "momentum", learningRate, momentum },
    epochs,
    batchSize: batchSize as number,
  };
};

const lowest = (tried: readonly Tried[]): number => Math.min(...tried.map(({ result }) => result));

/** Of several searches the one that ended in the middle, neither lucky nor unlucky; and where it ended. */
function middleOf(searches: readonly (readonly Tried[])[]): [middle: readonly Tried[], best: number] {
  const sorted = [...searches].sort((a, b) => lowest(a) - lowest(b));
  const middle = sorted[(sorted.length - 1) >> 1];
  return [middle, lowest(middle)];
}

/** The surface, and where one search has looked: its first draws, and the others. */
function panelOf(name: Text, tried: readonly Tried[], note: string): HeatmapPanel {
  const places = gridOf(SPAN, SPAN, SIZE);
  const half = Math.ceil(tried.length / 2);
  const points = (part: readonly Tried[]) =>
    part.map(({ values }) => [values.x, values.y] as [number, number]);
  return {
    name,
    note,
    width: SIZE,
    height: SIZE,
    x: SPAN,
    y: SPAN,
    values: Array.from(
      { length: SIZE * SIZE },
      (_, i) => Math.round(1e4 * Math.log1p(fourValleys(places[2 * i], places[2 * i + 1]))) / 1e4,
    ),
    groups: [
      { name: { en: "first half", zh: "前一半" }, points: points(tried.slice(0, half)) },
      { name: { en: "second half", zh: "后一半" }, points: points(tried.slice(half)) },
    ],
  };
}

export const bayesianVsRandom = defineExperiment({
  id: "bayesian-vs-random",
  topic: "settings",
  documents: ["004"],
  title: { en: "Search that learns from what it has tried", zh: "会从结果中学习的搜索" },
  summary: {
    en: "Bayesian optimisation beside random search: on a function of two variables, where one sees where each looks, and on five settings of a net.",
    zh: "贝叶斯优化与随机搜索：先在一个二元函数上看各自往哪里找，再让它们找一个网络的五项设置。",
  },
  expect: {
    en: "Random draws go everywhere to the end. The other kind looks about at first and then draws where it was good, so its best falls faster, on the function and for the net.",
    zh: "随机搜索从头到尾到处乱找；另一种先四处看看，之后专往结果好的地方找，最优值降得更快，对函数如此，对网络也如此。",
  },
  explanation: {
    en: "Each trial trains a net, so it pays to think before the next. The tree-structured Parzen estimator puts the trials so far into two heaps, the good ones and the rest, estimates from each how values are spread, and tries next what is likely among the good and unlikely among the rest. The first ten trials are drawn at random: it has to know something first.\n\nIt is no magic. On a function without structure it does no better than chance, and where a good value is easily hit, random search has it as soon. It pays the more, the more a trial costs.",
    zh: "每次试验都要训练一个网络，所以下一次试什么，值得先想一想。树形 Parzen 估计把已有的试验分成两堆：好的和其余的，分别估计取值的分布，接着去试在好的里常见、在其余里少见的取值。前十次是随机的：总得先知道点什么。\n\n它没有魔法。对没有规律的函数，它不比碰运气强；好的取值本来就容易碰到时，随机搜索一样快。一次试验越贵，它带来的好处越大。",
  },
  formulas: [
    {
      tex: "x^{*}=\\arg\\max_x\\frac{l(x)}{g(x)}",
      plain: "next: the x with the largest l(x)/g(x), l the density of the good trials, g of the others",
    },
    { tex: "f(x,y)=(x^2+y-11)^2+(x+y^2-7)^2", plain: "f(x, y) = (x² + y − 11)² + (x + y² − 7)²" },
  ],
  settings,
  seeds: [1, 2, 3, 4, 5],
  seconds: 10,
  plan: ({ trials, searches, epochs }, seed) => ({
    searches: SAMPLERS.map(({ id, sampler }) => ({ id, sampler, goal: "minimise" as const, trials })),
    plane: PLANE,
    net: NET,
    data: `spiral:n=300,features=${FEATURES},seed=${seed}`,
    heldBack: 0.5,
    epochs,
    seeds: Array.from({ length: searches }, (_, i) => 100 * seed + i),
  }),
  expectations: ranges([
    [
      "function.ratio",
      "lowest value found, Bayesian over random",
      "找到的最低函数值，贝叶斯与随机之比",
      0,
      0.95,
    ],
    ["net.ratio", "lowest loss of a net, Bayesian over random", "网络的最低损失，贝叶斯与随机之比", 0, 1],
  ]),
  async *run({ plan, seed, data }) {
    const nameOf = (id: SamplerId) => SAMPLERS.find((one) => one.id === id)!.name;
    const plane: Record<SamplerId, Tried[][]> = { random: [], tpe: [] };
    const net: Record<SamplerId, Tried[][]> = { random: [], tpe: [] };
    const spaces = { plane: plan.plane, net: plan.net };
    const planOf = (id: SamplerId, space: keyof typeof spaces): SearchPlan => ({
      ...plan.searches.find((one) => one.id === id)!,
      space: spaces[space],
    });
    const history = (id: string, title: Text, y: Text, of: typeof plane) =>
      chart({
        id,
        kind: "line",
        title,
        x: { label: { en: "trial", zh: "试验" } },
        y: { label: y, log: true },
        series: SAMPLERS.filter((one) => of[one.id].length > 0).map(({ id: own, name }): Series => {
          const best = of[own].map((tried) => bestSoFar(tried, "minimise"));
          const length = Math.min(...best.map((one) => one.length));
          return {
            name,
            x: Array.from({ length }, (_, i) => i + 1),
            y: Array.from({ length }, (_, i) => median(best.map((one) => one[i]))),
          };
        }),
      });

    for (const { id } of SAMPLERS)
      for (const own of plan.seeds) {
        let tried: readonly Tried[] = [];
        const of = ({ x, y }: any) => fourValleys(x, y);
        for await (tried of search(planOf(id, "plane"), { seed: own, worst: WORST, of }));
        plane[id].push([...tried]);
        yield progress(0);
      }
    yield chart({
      id: "surface",
      kind: "heatmap",
      title: {
        en: "Where each looks: the search of each kind that ends in the middle",
        zh: "各自往哪里找：两种办法各取结果居中的一次",
      },
      scale: "sequential",
      range: [0, Math.log1p(2200)],
      x: "x",
      y: "y",
      panels: SAMPLERS.map(({ id, name }) => {
        const [middle, best] = middleOf(plane[id]);
        return panelOf(name, middle, `min f = ${best.toPrecision(2)}`);
      }),
    });
    yield history(
      "function",
      { en: "The lowest value so far, median of all searches", zh: "目前最低的函数值，各次搜索的中位数" },
      { en: "f", zh: "f" },
      plane,
    );

    const parts = split((await data(plan.data, seed)).train, { test: plan.heldBack, seed });
    const of = (values: Readonly<Record<string, unknown>>) =>
      endOf(recipeOf(values, plan.epochs), { seed, data: parts, of: "testLoss" });
    const all = plan.seeds.length * SAMPLERS.length;
    let done = 0;
    for (const own of plan.seeds)
      for (const { id, name } of SAMPLERS) {
        let tried: readonly Tried[] = [];
        for await (tried of search(planOf(id, "net"), { seed: own, worst: WORST, of }))
          yield progress((done + tried.length / planOf(id, "net").trials) / all, name);
        net[id].push([...tried]);
        done += 1;
        yield history(
          "net",
          {
            en: "A net on the spiral: the lowest loss so far, median of the searches",
            zh: "螺旋上的网络：目前最低的损失，各次搜索的中位数",
          },
          { en: "loss", zh: "损失" },
          net,
        );
      }
    const ends = (of: typeof plane, id: SamplerId) => of[id].map(lowest);
    const figures = Object.fromEntries(
      SAMPLERS.flatMap(({ id }) => [
        [`function.${id}`, median(ends(plane, id))],
        [`net.${id}`, median(ends(net, id))],
      ]),
    );
    yield chart({
      id: "ends",
      kind: "table",
      title: { en: "What each has found, median of the searches", zh: "各自找到的最优值，各次搜索的中位数" },
      columns: ["", { en: "function", zh: "函数" }, { en: "loss of the net", zh: "网络的损失" }],
      rows: SAMPLERS.map(({ id }): Cell[] => [nameOf(id), figures[`function.${id}`], figures[`net.${id}`]]),
    });
    return {
      ...figures,
      "function.ratio": figures["function.tpe"] / figures["function.random"],
      "net.ratio": figures["net.tpe"] / figures["net.random"],
    };
  },
});
