import type { TrainTest } from "chainrule/data";
import type { Chart } from "./charts.js";
import type { Range } from "./judge.js";
import type { Settings, Values } from "./settings.js";
import type { Formula, Text } from "./text.js";

/** The notes and slides that the experiments come from, by number, and what they are about. */
export const documents = {
  "000": {
    en: "A playground, then digits with sigmoid layers",
    zh: "从游乐场到用 sigmoid 层识别数字",
  },
  "001": {
    en: "One neuron, activation functions, backpropagation by hand, moons",
    zh: "单个神经元、激活函数、手算反向传播、双月",
  },
  "002": {
    en: "A general net, Iris, MNIST, and a ReLU that does not learn",
    zh: "通用网络、鸢尾花、MNIST，以及学不动的 ReLU",
  },
  "003": {
    en: "A fully connected net: L2, batch size, learning rate",
    zh: "全连接网络：L2、批量大小、学习率",
  },
  "004": { en: "From the perceptron to convolutional nets", zh: "从感知机到卷积网络" },
} as const satisfies Record<string, Text>;

export type DocumentId = keyof typeof documents;

/** What experiments are sorted by. */
export const topics = {
  neuron: { en: "Neurons and activations", zh: "神经元与激活函数" },
  nonlinearity: { en: "Why layers, why bends", zh: "为什么要多层与非线性" },
  gradients: { en: "Gradients and backpropagation", zh: "梯度与反向传播" },
  descent: { en: "Descent and optimizers", zh: "梯度下降与优化器" },
  start: { en: "How weights start", zh: "权重的初值" },
  digits: { en: "Recognising", zh: "识别" },
  generalising: { en: "Learning, not memorising", zh: "学会而不是背下" },
  images: { en: "Convolutions and images", zh: "卷积与图像" },
  settings: { en: "Finding good settings", zh: "寻找好的设置" },
} as const satisfies Record<string, Text>;

export type Topic = keyof typeof topics;

/** What an experiment has measured, by name. */
export type Figures = Readonly<Record<string, number>>;

/** A figure of an experiment as it must come out at its default settings; with `size: "full"`, at its full ones. */
export interface Expectation extends Range {
  readonly figure: string;
  readonly label: Text;
  /** What the document prints, and what the same computation gives in NumPy. */
  readonly printed?: string;
  readonly faithful?: string;
  readonly size?: "full";
  /** Digits behind the point, where it is shown. */
  readonly digits?: number;
}

export type ExperimentEvent =
  | { readonly type: "progress"; readonly done: number; readonly note?: Text }
  | { readonly type: "chart"; readonly chart: Chart };

/** What an experiment is run with. */
export interface Context<S extends Settings, P> {
  readonly settings: Values<S>;
  readonly plan: P;
  readonly seed: number;
  /** Data by their spec. Whoever runs the experiment knows where to get them. */
  data(spec: string, seed?: number): Promise<TrainTest>;
  /** Milliseconds since some moment, for experiments that time something. */
  now(): number;
}

/** One experiment: what is done, what is shown, what must come out, and why. It knows neither terminal nor page. */
export interface Experiment<S extends Settings = Settings, P = unknown> {
  readonly id: string;
  readonly topic: Topic;
  readonly documents: readonly DocumentId[];
  readonly title: Text;
  /** A sentence or two: what it shows. */
  readonly summary: Text;
  /** What to look for. */
  readonly expect: Text;
  /** Why it comes out so; paragraphs are parted by empty lines. */
  readonly explanation: Text;
  readonly formulas: readonly Formula[];
  /** The chart that stands for it where experiments are listed; the first that is no table unless said. */
  readonly picture?: string;
  readonly settings: S;
  /** All that is going to be done, as JSON: recipes, networks, data. */
  plan(settings: Values<S>, seed: number): P;
  /** Those that the ranges hold for; the first is the default. */
  readonly seeds: readonly number[];
  /** About how long it takes on one core, in seconds. */
  readonly seconds: number;
  /** The size of the document's own run, where that takes longer. */
  readonly full?: { readonly settings: Partial<Values<S>>; readonly seconds: number };
  readonly expectations: readonly Expectation[];
  /** Yields as it goes, some times a second at least; to stop it, ask no more. Ends in its figures. */
  run(context: Context<S, P>): AsyncGenerator<ExperimentEvent, Figures, void>;
}

/** An experiment whose `run` sees the types of its settings and of its plan. */
export const defineExperiment = <S extends Settings, P>(experiment: Experiment<S, P>): Experiment =>
  experiment as unknown as Experiment;

export const progress = (done: number, note?: Text): ExperimentEvent => ({
  type: "progress",
  done: Math.max(0, Math.min(1, done)),
  note,
});

/** Expectations in short: the figure, its label in both languages, the least and the most it may be. */
export const ranges = (
  rows: readonly (readonly [
    figure: string,
    en: string,
    zh: string,
    min?: number,
    max?: number,
    digits?: number,
  ])[],
): Expectation[] =>
  rows.map(([figure, en, zh, min, max, digits = 2]) => ({
    figure,
    label: { en, zh },
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    digits,
  }));
