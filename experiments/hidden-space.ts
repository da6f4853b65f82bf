import { type Dataset, type Model, traceStep } from "chainrule";
import {
  boundaryPanel,
  chart,
  choice,
  defineExperiment,
  dense,
  type ExperimentEvent,
  follow,
  type Group,
  groupsOf,
  last,
  number,
  type Path,
  type Point,
  planeNet,
  ranges,
  spanOf,
  whole,
} from "./lib/index.js";

const settings = {
  data: choice({ en: "points", zh: "数据点" }, "circles", ["circles", "xor", "moons"]),
  units: whole({ en: "hidden units", zh: "隐藏单元数" }, 3, 2, 8),
  epochs: whole({ en: "epochs", zh: "训练轮数" }, 150, 1, 1000),
  learningRate: number({ en: "learning rate", zh: "学习率" }, 0.03, 0.001, 1, { log: true }),
};

/** Lines of a grid across the plane, and points on each. */
const [LINES, ALONG] = [9, 41];
/** Weight decay of the hidden layer: it keeps the cuts soft, so that one sees the bend and not only where it has led. */
const SOFT = 0.005;
/** So many points are shown. */
const SHOWN = 250;

/** What the hidden units give for points, and the sum behind them, point by point. */
function insideOf(model: Model, points: readonly Point[]) {
  const x = points.flat();
  const { layers } = traceStep(model, x, new Array(points.length).fill(0), { kind: "binaryCrossEntropy" });
  const [, hidden, output] = layers;
  const [units] = hidden.output;
  return points.map((_, i) => ({
    hidden: Array.from(hidden.y.subarray(i * units, (i + 1) * units)),
    sum: output.y[i],
  }));
}

/** A grid of straight lines across the points' plane. */
function gridLines(data: Dataset): Point[][] {
  const { x, y } = spanOf(data);
  const between = ([from, to]: readonly [number, number], i: number, of: number) =>
    from + ((to - from) * i) / (of - 1);
  return Array.from({ length: LINES }, (_, k) => [
    Array.from({ length: ALONG }, (_, i): Point => [between(x, i, ALONG), between(y, k, LINES)]),
    Array.from({ length: ALONG }, (_, i): Point => [between(x, k, LINES), between(y, i, ALONG)]),
  ]).flat();
}

/** The points and a grid as two of the hidden units have them. */
function bentChart(model: Model, data: Dataset, [a, b]: readonly [number, number]): ExperimentEvent {
  const bent = (points: readonly Point[]) =>
    insideOf(model, points).map(({ hidden }): Point => [hidden[a], hidden[b]]);
  const groups: Group[] = groupsOf(data, SHOWN).map(({ name, points }) => ({ name, points: bent(points) }));
  const paths: Path[] = gridLines(data).map((line) => ({
    name: { en: "a straight line of the plane", zh: "平面上的一条直线" },
    points: bent(line),
  }));
  return chart({
    id: `bent${a + 1}${b + 1}`,
    kind: "heatmap",
    title: {
      en: `The plane as hidden units ${a + 1} and ${b + 1} have it`,
      zh: `第 ${a + 1}、${b + 1} 个隐藏单元眼中的平面`,
    },
    scale: "diverging",
    range: [-1, 1],
    x: `h${a + 1}`,
    y: `h${b + 1}`,
    panels: [
      {
        name: { en: "points, and a grid of straight lines, bent", zh: "数据点，以及被弯曲的直线网格" },
        width: 1,
        height: 1,
        x: [-1.1, 1.1],
        y: [-1.1, 1.1],
        values: [-1e-6], // the ground, and no border in it
        groups,
        paths,
      },
    ],
  });
}

export const hiddenSpace = defineExperiment({
  id: "hidden-space",
  topic: "nonlinearity",
  documents: ["001"],
  title: { en: "How a hidden layer bends the plane", zh: "隐藏层怎样弯曲平面" },
  summary: {
    en: "Three hidden units give every point of the plane three new coordinates. There the disc and the ring about it can be parted by a flat cut.",
    zh: "三个隐藏单元给平面上的每个点三个新坐标；在新的空间里，圆盘和外面的圆环一刀就能切开。",
  },
  expect: {
    en: "The grid is folded like a cloth: the middle comes to lie on one side, the rim on the other. Seen from the side, one class stands above 0 and the other below. Two units are not enough (--set units=2): about one point in six stays on the wrong side.",
    zh: "网格像布一样折了起来：中间在一侧，边缘在另一侧。从侧面看，一类在 0 之上，另一类在 0 之下。只有两个单元是不够的（--set units=2）：大约六个点里有一个站错边。",
  },
  explanation: {
    en: "Each hidden unit makes one soft cut across the plane, and its output says on which side a point lies and how far. Three of them are three coordinates: the plane becomes a bent sheet in a space of three dimensions. Three cuts about the disc lift its middle out of the sheet, and the output neuron, which can only make a flat cut, now needs no more.\n\nWith two units there are but two cuts: they make a strip or a corner, and the ring is open on one side. That is what the number of hidden units is: how many dimensions there are to bend into.",
    zh: "每个隐藏单元在平面上柔和地切一刀，它的输出说明点在哪一侧、离得多远。三个单元就是三个坐标：平面成了三维空间里一张弯曲的布。围着圆盘的三刀把中间顶了起来，而输出神经元只会平平地切一刀，现在这一刀就够了。\n\n只有两个单元就只有两刀，切得出一条带或一个角，圆环总有一边敞着。隐藏单元的个数，就是可以弯进去的维数。",
  },
  formulas: [
    {
      tex: "(x_1,x_2)\\mapsto(h_1,h_2,h_3),\\quad h_j=\\tanh(w_{1j}x_1+w_{2j}x_2+b_j)",
      plain: "(x1, x2) becomes (h1, h2, h3) with h_j = tanh(w1j·x1 + w2j·x2 + b_j)",
    },
    { tex: "z=v_1h_1+v_2h_2+v_3h_3+c", plain: "the flat cut: z = v1·h1 + v2·h2 + v3·h3 + c = 0" },
  ],
  picture: "side",
  settings,
  seeds: [1, 2, 3, 4, 5],
  seconds: 1,
  plan: ({ data, units, epochs, learningRate }, seed) => {
    const common = {
      points: `${data}:n=500,seed=${seed}`,
      optimizer: { kind: "momentum", learningRate },
      epochs,
    };
    return {
      net: planeNet({ id: "hidden", ...common, hidden: [dense(units, { l2: SOFT }), { kind: "tanh" }] }),
      flat: planeNet({
        id: "flat",
        ...common,
        hidden: [],
        optimizer: { kind: "sgd", learningRate: learningRate / 10 },
      }),
    };
  },
  expectations: ranges([
    ["hidden", "right on the test points, %", "测试点正确率，%", 95],
    ["flat", "the flat cut without the hidden layer, %", "没有隐藏层，只切一刀，%", 25, 70],
  ]),
  async *run({ plan, settings: { units }, seed, data }) {
    const { recipe } = plan.net;
    const of = { seed, data };
    const { model, data: parts, curve } = yield* follow(recipe, { ...of, from: 0, to: 0.8 });
    const test = parts.test!;
    const span = spanOf(test);
    yield chart({
      id: "plane",
      kind: "heatmap",
      title: { en: "What the net says of the plane", zh: "网络对平面的判断" },
      scale: "diverging",
      range: [0, 1],
      x: "x1",
      y: "x2",
      panels: [boundaryPanel(`2-${units}-1`, model, { data: test, span })],
    });
    yield bentChart(model, test, [0, 1]);
    if (units > 2) yield bentChart(model, test, [0, 2]);
    const sides = groupsOf(test, SHOWN).map(({ name, points }) => ({
      name,
      points: insideOf(model, points).map(({ sum }, i): Point => [points[i][0], sum]),
    }));
    yield chart({
      id: "side",
      kind: "scatter",
      title: {
        en: "Seen from the side: the sum behind the hidden layer",
        zh: "从侧面看：隐藏层之后的加权和",
      },
      x: { label: "x1" },
      y: { label: "z" },
      groups: sides,
      paths: [
        {
          name: { en: "the cut, z = 0", zh: "那一刀，z = 0" },
          points: [
            [span.x[0], 0],
            [span.x[1], 0],
          ],
        },
      ],
    });
    const flat = yield* follow(plan.flat.recipe, { ...of, from: 0.8, to: 1 });
    return { hidden: last(curve.testAccuracy), flat: last(flat.curve.testAccuracy) };
  },
});
