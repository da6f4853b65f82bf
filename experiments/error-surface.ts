import { build, type Model, meanSquaredError, sgd } from "chainrule";
import {
  type Cell,
  chart,
  defineExperiment,
  number,
  type Path,
  type Point,
  progress,
  ranges,
  surfacePanel,
  whole,
} from "./lib/index.js";

const settings = {
  learningRate: number({ en: "learning rate", zh: "学习率" }, 1, 0.01, 5, { log: true }),
  steps: whole({ en: "steps from each start", zh: "每个起点走的步数" }, 3000, 10, 10_000),
};

const POINTS = 21;
const SPAN = [-5, 5] as const;

/** A net of two hidden units with the two weights in front of them free, and the two behind fixed. */
async function netOf(behind: readonly number[]): Promise<Model> {
  const layers = [
    { kind: "dense", units: 2, bias: false },
    { kind: "tanh" },
    { kind: "dense", units: 1, bias: false },
  ];
  const model = await build({ input: [1], layers }, { backend: "reference" });
  model.parameters[1].value.set(behind);
  model.freeze("2.dense");
  return model;
}

export const errorSurface = defineExperiment({
  id: "error-surface",
  topic: "descent",
  documents: ["001"],
  title: { en: "An error surface with two minima", zh: "有两个低谷的误差曲面" },
  summary: {
    en: "The error of a real net over two of its weights: one deep minimum, one that is only the lowest place nearby. Where descent ends depends on where it starts.",
    zh: "一个真实网络的误差随其中两个权重的变化：一个深谷，另一个只是附近的最低处。下降到哪里，要看从哪里出发。",
  },
  expect: {
    en: "Nine starts, two ends. Those on the right side of the ridge come to 0; the others stop at an error that no patience lowers.",
    zh: "九个起点，两个终点。在山脊这一侧的都到了 0；另一侧的停在一个误差上，再等也降不下去。",
  },
  explanation: {
    en: "The net answers v₁·tanh(w₁x) + v₂·tanh(w₂x), with v₁ = 1 and v₂ = 0.8 held fixed. The targets are its own answers for w₁ = 0.5, w₂ = 4, so one place has error 0. The roles of the two units can nearly be exchanged, which gives a second valley. It would be just as deep if v₁ were v₂; as it is, its floor is higher.\n\nGradient descent sees only the slope under its feet. In nets with thousands of weights, poor minima are rare, for there is nearly always some direction that still leads down; with two weights one can see what is meant.",
    zh: "网络的回答是 v₁·tanh(w₁x) + v₂·tanh(w₂x)，其中 v₁ = 1、v₂ = 0.8 固定不动。目标值就是它自己在 w₁ = 0.5、w₂ = 4 时的回答，所以有一处误差为 0。两个单元的角色几乎可以互换，于是有了第二个山谷：如果 v₁ 等于 v₂，两个谷就一样深；现在它的谷底要高一些。\n\n梯度下降只看得见脚下的坡。在有成千上万个权重的网络里，差的极小值很少见，因为几乎总有某个方向还能往下走；只有两个权重时，才看得清这是怎么一回事。",
  },
  formulas: [
    {
      tex: "E(w_1,w_2)=\\tfrac1n\\sum_x\\bigl(v_1\\tanh w_1x+v_2\\tanh w_2x-t_x\\bigr)^2",
      plain: "E(w1, w2) = 1/n·Σ (v1·tanh(w1·x) + v2·tanh(w2·x) − t)²",
    },
  ],
  settings,
  seeds: [0],
  seconds: 1,
  plan: ({ learningRate, steps }) => ({
    behind: [1, 0.8],
    best: [0.5, 4],
    learningRate,
    steps,
    starts: [-4, 1, 4].flatMap((w1) => [-4, 0.5, 3].map((w2) => [w1, w2])),
  }),
  expectations: ranges([
    ["lowest", "error where the best start ends", "最好的起点，最后的误差", 0, 0.0001, 5],
    ["highest", "error where the worst start ends", "最差的起点，最后的误差", 0.0007, 0.0015, 5],
    ["toBottom", "starts of nine that reach the bottom", "九个起点中到达最低点的个数", 1, 8, 0],
  ]),
  async *run({ plan }) {
    const x = Array.from({ length: POINTS }, (_, i) => -2 + (4 * i) / (POINTS - 1));
    const model = await netOf(plan.behind);
    const setWeights = (weights: readonly number[]) => model.parameters[0].value.set(weights);
    setWeights(plan.best);
    const targets = Array.from(model.forward(x));
    const errorAt = (w1: number, w2: number) => {
      setWeights([w1, w2]);
      return model.loss(x, targets, meanSquaredError());
    };
    const paths: Path[] = [];
    const rows: Cell[][] = [];
    const ends: number[] = [];
    for (const [i, start] of plan.starts.entries()) {
      setWeights(start);
      const optimizer = sgd({ learningRate: plan.learningRate });
      const points: Point[] = [[start[0], start[1]]];
      for (let step = 0; step < plan.steps; step++) {
        model.loss(x, targets, meanSquaredError());
        model.backward();
        optimizer.step(model);
        const [w1, w2] = model.parameters[0].value;
        if (step % 10 === 9) points.push([w1, w2]);
      }
      const [w1, w2] = points[points.length - 1];
      ends.push(errorAt(w1, w2));
      paths.push({ name: `(${start.join(", ")})`, points });
      rows.push([`(${start.join(", ")})`, w1, w2, ends[i]]);
      yield progress((i + 1) / plan.starts.length);
    }
    yield chart({
      id: "surface",
      kind: "heatmap",
      title: {
        en: "The error over two weights, and nine ways down",
        zh: "误差随两个权重的变化，以及九条下山的路",
      },
      scale: "sequential",
      range: [0, 1],
      x: "w1",
      y: "w2",
      panels: [surfacePanel("√E", (w1, w2) => Math.sqrt(errorAt(w1, w2)), { x: SPAN, y: SPAN, paths })],
    });
    yield chart({
      id: "ends",
      kind: "table",
      title: { en: "Where they end", zh: "终点" },
      columns: [{ en: "start", zh: "起点" }, "w1", "w2", "E"],
      rows,
    });
    return {
      lowest: Math.min(...ends),
      highest: Math.max(...ends),
      toBottom: ends.filter((error) => error < 0.0005).length,
    };
  },
});
