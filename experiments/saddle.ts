import { optimizerFrom } from "chainrule";
import {
  chart,
  defineExperiment,
  descend,
  number,
  type Path,
  type Point,
  progress,
  ranges,
  type Series,
  type Surface,
  surfacePanel,
  whole,
} from "./lib/index.js";

const settings = {
  offset: number({ en: "how far from the ridge it starts", zh: "起点离山脊多远" }, 0.001, 1e-6, 0.5, {
    log: true,
  }),
  steps: whole({ en: "steps", zh: "步数" }, 200, 10, 2000),
};

/** Down along x from both sides, up and then down along y: a saddle at 0, and a minimum at y = ±√2. */
const surface: Surface = {
  value: (x, y) => x * x - y * y + (y * y * y * y) / 4 + 1,
  slope: (x, y) => [2 * x, -2 * y + y * y * y],
};

const WAYS = [
  { id: "sgd", spec: { kind: "sgd", learningRate: 0.03 } },
  { id: "momentum", spec: { kind: "momentum", learningRate: 0.03 } },
  { id: "rmsprop", spec: { kind: "rmsprop", learningRate: 0.03 } },
  { id: "adam", spec: { kind: "adam", learningRate: 0.03 } },
] as const;

export const saddle = defineExperiment({
  id: "saddle",
  topic: "descent",
  documents: ["001", "004"],
  title: { en: "Caught on a saddle", zh: "困在鞍点上" },
  summary: {
    en: "A surface that is a valley one way and a ridge the other. Four optimizers start almost on the ridge.",
    zh: "一个方向是山谷、另一个方向是山脊的曲面。四种优化器几乎都从山脊上出发。",
  },
  expect: {
    en: "All slide to the saddle first. Plain descent lingers there the longest; momentum leaves earlier, and those that scale each direction leave almost at once.",
    zh: "大家都先滑到鞍点。普通的梯度下降停留得最久，动量走得早一些；按方向调整步长的，几乎马上就离开了。",
  },
  explanation: {
    en: "At a saddle the gradient is 0 as at a minimum, yet there is a way down. Near it, the distance from the ridge grows by a factor in every step, and from a thousandth to one takes many of them: to the eye, training stands still and then suddenly goes on. RMSprop and Adam divide by the size of recent gradients, so a small but steady slope makes steps of full length.\n\nLarge nets have far more saddles than minima.",
    zh: "在鞍点，梯度和极小值处一样是 0，但其实还有路可以往下走。在它附近，离山脊的距离每一步按一定比例放大，从千分之一到一，要走很多步：看上去训练停住了，然后忽然又动起来。RMSprop 和 Adam 会除以近期梯度的大小，所以斜率虽小、只要方向稳定，步子就是完整的。\n\n大的网络里，鞍点远比极小值多。",
  },
  formulas: [{ tex: "f(x,y)=x^2-y^2+\\tfrac14y^4+1", plain: "f(x, y) = x² − y² + y⁴/4 + 1" }],
  settings,
  seeds: [0],
  seconds: 1,
  plan: ({ offset, steps }) => ({ start: [1.5, offset], steps, ways: WAYS }),
  expectations: ranges([
    ["sgd.left", "step at which plain descent has left", "普通梯度下降离开的步数", 60, 180, 0],
    ["momentum.left", "step at which momentum has left", "动量离开的步数", 5, 60, 0],
    ["adam.left", "step at which Adam has left", "Adam 离开的步数", 5, 60, 0],
    [
      "adam.height",
      "Adam's height in the end: 0 is the bottom",
      "Adam 最后的高度，0 为谷底",
      -0.001,
      0.01,
      3,
    ],
  ]),
  async *run({ plan }) {
    const paths: Path[] = [];
    const series: Series[] = [];
    const figures: Record<string, number> = {};
    for (const [i, { id, spec }] of plan.ways.entries()) {
      const optimizer = optimizerFrom(spec);
      const points = await descend(surface, {
        start: plan.start as unknown as Point,
        optimizer,
        steps: plan.steps,
      });
      const heights = points.map((point) => surface.value(...point));
      const left = points.findIndex(([, y]) => Math.abs(y) > 0.7);
      figures[`${id}.left`] = left < 0 ? Number.POSITIVE_INFINITY : left;
      figures[`${id}.height`] = heights[heights.length - 1];
      paths.push({ name: id, points });
      series.push({ name: id, x: heights.map((_, step) => step), y: heights });
      yield progress((i + 1) / plan.ways.length);
    }
    yield chart({
      id: "ways",
      kind: "heatmap",
      title: { en: "From the ridge over the saddle, down", zh: "从山脊经过鞍点往下" },
      scale: "sequential",
      range: [0, 4],
      x: "x",
      y: "y",
      panels: paths.map((path) =>
        surfacePanel(path.name, surface.value, {
          x: [-2, 2],
          y: [-2, 2],
          paths: [path],
          note: `${figures[`${String(path.name)}.left`]}`,
        }),
      ),
    });
    yield chart({
      id: "heights",
      kind: "line",
      title: { en: "Height, step by step", zh: "每一步的高度" },
      x: { label: { en: "step", zh: "步" } },
      y: { label: "f(x, y)" },
      series,
    });
    return figures;
  },
});
