import { gates, type Perceptron, perceptron } from "chainrule";
import { type Cell, chart, defineExperiment, gridOf, type HeatmapPanel, progress } from "./lib/index.js";

const CORNERS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

const truth = {
  and: [0, 0, 0, 1],
  or: [0, 1, 1, 1],
  nand: [1, 1, 1, 0],
  xor: [0, 1, 1, 0],
} as const;
type Gate = keyof typeof truth;
const NAMES = Object.keys(truth) as Gate[];

const SIZE = 48;
const SPAN = [-0.5, 1.5] as const;

/** What a gate says everywhere, and its four corners. */
function panelOf(name: Gate): HeatmapPanel {
  const places = gridOf(SPAN, SPAN, SIZE);
  const gate = gates[name];
  const values = Array.from({ length: SIZE * SIZE }, (_, i) => gate([places[2 * i], places[2 * i + 1]]));
  const group = (answer: 0 | 1) => ({
    name: String(answer),
    points: CORNERS.filter((_, i) => truth[name][i] === answer),
  });
  return {
    name: name.toUpperCase(),
    width: SIZE,
    height: SIZE,
    x: SPAN,
    y: SPAN,
    values,
    groups: [group(0), group(1)],
  };
}

const mistakesOf = (gate: (x: readonly number[]) => number, wanted: readonly number[]): number =>
  CORNERS.filter((corner, i) => gate(corner) !== wanted[i]).length;

export const xorFromGates = defineExperiment({
  id: "xor-from-gates",
  topic: "neuron",
  documents: ["004"],
  title: { en: "XOR out of three gates", zh: "用三个门拼出异或" },
  summary: {
    en: "AND, OR and NAND are one perceptron each, made by choosing two weights and a bias. XOR takes three of them in two layers.",
    zh: "与、或、与非各是一个感知机，只要选好两个权重和一个偏置。异或要用三个，分成两层。",
  },
  expect: {
    en: "Each single gate cuts the plane once. XOR marks a strip between two cuts. However many weights are tried, one perceptron gets at most three of its four corners right.",
    zh: "单个门把平面切一刀，异或则是两刀之间的一条带子。无论怎样试权重，一个感知机最多只能答对异或四个角中的三个。",
  },
  explanation: {
    en: "A perceptron says 1 on one side of a straight line. The ones of AND, OR and NAND lie on one side of some line; those of XOR stand on a diagonal with the zeros on the other, and no line has one pair to its left and the other to its right. Two lines do: OR leaves out the corner 00, NAND leaves out 11, and AND keeps what is inside both. That is a network of two layers, and the second layer sees a problem that a line can solve.",
    zh: "感知机在一条直线的一侧回答 1。与、或、与非的 1 都落在某条直线的同一侧；异或的 1 在一条对角线上，0 在另一条上，没有哪条直线能让它们各居一边。两条直线就够了：或门排除 00，与非门排除 11，与门留下同时满足两者的部分。这就是一个两层网络：到了第二层，问题已经能用一条直线解决。",
  },
  formulas: [
    { tex: "y=[\\,w_1x_1+w_2x_2+b>0\\,]", plain: "y = 1 where w1·x1 + w2·x2 + b > 0, else 0" },
    {
      tex: "\\mathrm{xor}(x)=\\mathrm{and}(\\mathrm{nand}(x),\\mathrm{or}(x))",
      plain: "xor(x) = and(nand(x), or(x))",
    },
  ],
  settings: {},
  seeds: [0],
  seconds: 1,
  plan: () => ({
    gates: Object.fromEntries(
      (["and", "or", "nand"] as const).map((name) => [
        name,
        { weights: gates[name].weights, bias: gates[name].bias },
      ]),
    ),
    tried: {
      weights: [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2],
      biases: [-2.25, -1.25, -0.75, -0.25, 0.25, 0.75, 1.25, 2.25],
    },
  }),
  expectations: [
    {
      figure: "mistakes",
      label: { en: "wrong answers of the four gates", zh: "四个门答错的次数" },
      min: 0,
      max: 0,
    },
    {
      figure: "bestOnXor",
      label: {
        en: "corners of XOR that the best single perceptron has right",
        zh: "最好的单个感知机答对异或的角数",
      },
      min: 3,
      max: 3,
    },
  ],
  async *run({ plan }) {
    yield chart({
      id: "planes",
      kind: "heatmap",
      title: { en: "Where each gate says 1", zh: "各个门在哪里回答 1" },
      scale: "diverging",
      range: [0, 1],
      x: "x1",
      y: "x2",
      panels: NAMES.map(panelOf),
    });
    const columns = ["x1", "x2", ...NAMES.map((name) => name.toUpperCase())];
    yield chart({
      id: "truth",
      kind: "table",
      title: { en: "Truth tables", zh: "真值表" },
      columns,
      rows: CORNERS.map((corner) => [...corner, ...NAMES.map((name) => gates[name](corner))]),
    });
    const rows: Cell[][] = (["and", "or", "nand"] as const).map((name) => {
      const gate: Perceptron = gates[name];
      return [name.toUpperCase(), ...gate.weights, gate.bias];
    });
    yield chart({
      id: "weights",
      kind: "table",
      title: { en: "One perceptron each", zh: "各用一个感知机" },
      columns: ["", "w1", "w2", "b"],
      rows,
    });
    yield progress(0.5);
    let bestOnXor = 0;
    const { weights, biases } = plan.tried;
    for (const w1 of weights)
      for (const w2 of weights)
        for (const b of biases)
          bestOnXor = Math.max(bestOnXor, 4 - mistakesOf(perceptron([w1, w2], b), truth.xor));
    const mistakes = NAMES.reduce((sum, name) => sum + mistakesOf(gates[name], truth[name]), 0);
    return { mistakes, bestOnXor };
  },
});
