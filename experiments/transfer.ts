import { build, loadWeights, type Model } from "chainrule";
import base from "../recipes/transfer-base.json" with { type: "json" };
import recipe from "../recipes/transfer-digits.json" with { type: "json" };
import {
  accuracies,
  accuracyTable,
  type Chart,
  type Curve,
  chart,
  defineExperiment,
  epochsSetting,
  filterChart,
  follow,
  last,
  mean,
  ranges,
  seriesOf,
  type Training,
  whole,
  withFields,
} from "./lib/index.js";

const settings = {
  first: whole({ en: "images of the digits 0 to 4", zh: "数字 0 到 4 的图像数" }, 4500, 200, 4500),
  samples: whole({ en: "images of the digits 5 to 9", zh: "数字 5 到 9 的图像数" }, 25, 5, 500),
  nets: whole({ en: "draws of these images", zh: "抽取图像的次数" }, 5, 1, 20),
  epochs: epochsSetting(4, 20),
  practice: whole({ en: "epochs on the digits 5 to 9", zh: "在数字 5 到 9 上训练的轮数" }, 30, 1, 100),
};

export const transfer = defineExperiment({
  id: "transfer",
  topic: "generalising",
  documents: ["004"],
  title: { en: "Transfer: filters that others have learnt", zh: "迁移：用别人学好的滤波器" },
  summary: {
    en: "A small convolutional net learns the digits 0 to 4. Its filters are kept, and only the layers behind them learn 5 to 9, from five examples of each.",
    zh: "一个小卷积网络学会数字 0 到 4。保留它的滤波器，只让后面的层去学 5 到 9，每个数字只有五个例子。",
  },
  expect: {
    en: "Better than the same net from nothing, by some points in the mean. Single draws differ by more than that, in either direction.",
    zh: "平均比从零开始的同一个网络高出几个百分点；单独一次抽样的起伏比这还大，两个方向都有可能。",
  },
  explanation: {
    en: "The strokes of a 3 are much like those of an 8. Filters learnt from thousands of images carry over, and frozen they cannot be spoilt by twenty-five. What is left to learn, which strokes make which digit, needs fewer examples. Give more of them (--set samples=500), and the lead goes.",
    zh: "3 的笔画与 8 的很像。从几千张图像学来的滤波器可以照搬，冻结之后也不会被二十五张图像带偏。剩下要学的，是哪些笔画组成哪个数字，这用不着那么多例子。例子给多了（--set samples=500），优势就没有了。",
  },
  formulas: [],
  picture: "draws",
  settings,
  seeds: [0],
  seconds: 12,
  plan: ({ first, samples, nets, epochs, practice }, seed) => {
    const { start: _start, freeze: _freeze, ...alone } = recipe;
    return {
      base: withFields(base, { data: `mnist-10k:classes=0-4,train=${first}`, epochs }),
      recipe: withFields(alone, { data: `mnist-10k:classes=5-9,train=${samples}`, epochs: practice }),
      layers: recipe.start.layers,
      freeze: recipe.freeze,
      seeds: Array.from({ length: nets }, (_, i) => seed + i),
    };
  },
  expectations: ranges([
    ["base", "the first net, on the digits 0 to 4, %", "先学的网络在数字 0 到 4 上，%", 93],
    ["with", "with its filters: mean of the draws, %", "用它的滤波器：各次平均，%", 74],
    ["gain", "gained over a start from nothing, points", "比从零开始高出的百分点", 0.5, 20],
  ]),
  async *run({ plan, seed, data }) {
    const title = {
      en: "The filters of the first net, before and after it has learnt",
      zh: "先学的网络的滤波器，学之前与学之后",
    };
    yield filterChart("filters", title, await build(plan.base.model, { seed, threads: 1 }));
    const live = (curve: Curve): Chart => ({
      id: "first",
      kind: "line",
      title: { en: "The first net, on the digits 0 to 4", zh: "先学的网络，数字 0 到 4" },
      x: { label: { en: "epoch", zh: "轮" } },
      y: { label: "%" },
      series: [
        seriesOf({ en: "training", zh: "训练集" }, curve, "trainAccuracy", true),
        seriesOf({ en: "test", zh: "测试集" }, curve, "testAccuracy"),
      ],
    });
    const first = yield* follow(plan.base, { seed, data, live, from: 0, to: 0.5 });
    yield filterChart(
      "filters",
      { en: "The filters that are handed on", zh: "交给下一个网络的滤波器" },
      first.model,
    );
    const results: { id: "with" | "without"; training: Training }[] = [];
    const runs = plan.seeds.flatMap((own) => (["with", "without"] as const).map((id) => ({ own, id })));
    for (const [i, { own, id }] of runs.entries()) {
      const prepare = (model: Model) => {
        if (id === "without") return;
        loadWeights(model, first.model, { layers: plan.layers });
        model.freeze(plan.freeze);
      };
      const [from, to] = [i, i + 1].map((done) => 0.5 + (0.5 * done) / runs.length);
      results.push({ id, training: yield* follow(plan.recipe, { seed: own, data, prepare, from, to }) });
      const ends = (which: "with" | "without") =>
        results.filter((one) => one.id === which).map(({ training }) => last(training.curve.testAccuracy));
      if (id === "without")
        yield chart({
          id: "draws",
          kind: "bars",
          title: {
            en: "Right on the test images of 5 to 9, draw by draw",
            zh: "数字 5 到 9 测试图像的正确率，逐次抽样",
          },
          y: { label: "%", range: [0, 100] },
          categories: ends("without").map((_, k) => `${k + 1}`),
          series: [
            { name: { en: "with its filters", zh: "用它的滤波器" }, values: ends("with") },
            { name: { en: "from nothing", zh: "从零开始" }, values: ends("without") },
          ],
        });
    }
    const compared = results.map(({ id, training }, i) => ({
      id: `${id}.${i}`,
      name:
        id === "with"
          ? { en: "with its filters", zh: "用它的滤波器" }
          : { en: "from nothing", zh: "从零开始" },
      recipe: plan.recipe,
      training,
    }));
    yield accuracyTable(compared, { en: "Each draw", zh: "每次抽样" });
    const tests = accuracies(compared);
    const meanOf = (id: string) =>
      mean(
        Object.entries(tests).flatMap(([name, value]) =>
          name.startsWith(`${id}.`) && name.endsWith(".test") ? [value] : [],
        ),
      );
    return {
      base: last(first.curve.testAccuracy),
      with: meanOf("with"),
      without: meanOf("without"),
      gain: meanOf("with") - meanOf("without"),
    };
  },
});
