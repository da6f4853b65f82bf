// The lessons of the Playground: the questions that one asks of a small network first. Each has tasks that check
// themselves on what is on the page at that moment; their texts are in i18n, under lesson.<id> and lesson.<id>.<task>.
import { DEFAULTS, type HiddenLayer, hidden, type PlaygroundConfig } from "../../../config/playground.ts";
import type { Scores } from "../../../protocol/messages.ts";

/** What a check may look at. */
export interface Moment {
  readonly config: PlaygroundConfig;
  readonly epoch: number;
  readonly train: Scores;
  readonly test: Scores;
}

export interface Task {
  readonly id: string;
  /** Brings the Playground to where the task begins. */
  readonly setup: Partial<PlaygroundConfig>;
  /** Whether a moment shows what the task is about. */
  check(moment: Moment): boolean;
}

export interface Lesson {
  readonly id: "q1" | "q2" | "q3" | "q4";
  readonly tasks: readonly Task[];
}

const all = (layers: readonly HiddenLayer[], activation: string): boolean =>
  layers.every((layer) => layer.activation === activation);
const right = ({ accuracy = 0 }: Scores, share: number): boolean => accuracy >= share;
const isSame = (config: PlaygroundConfig, wanted: Partial<PlaygroundConfig>): boolean =>
  (Object.keys(wanted) as (keyof PlaygroundConfig)[]).every(
    (name) => JSON.stringify(config[name]) === JSON.stringify(wanted[name]),
  );

/** From the defaults, so that whatever was changed before does not count. */
const begin = (changes: Partial<PlaygroundConfig>): PlaygroundConfig => ({ ...DEFAULTS, ...changes });

/** How long one has to wait before "it does not learn" is an answer. */
const LONG = 100;
const CHANCE = 0.7;

const two = (activation: HiddenLayer["activation"]) => [hidden(4, activation), hidden(2, activation)];
const three = (activation: HiddenLayer["activation"]) => [
  hidden(6, activation),
  hidden(6, activation),
  hidden(6, activation),
];

export const LESSONS: readonly Lesson[] = [
  {
    id: "q1",
    tasks: [
      {
        id: "lines",
        setup: begin({ data: "gaussians", noise: 20, layers: two("linear") }),
        check: ({ config, test }) =>
          config.data === "gaussians" && all(config.layers, "linear") && right(test, 0.95),
      },
      {
        id: "stuck",
        setup: begin({ data: "circles", layers: two("linear") }),
        check: ({ config, epoch, test }) =>
          isSame(config, { data: "circles", features: ["x1", "x2"] }) &&
          all(config.layers, "linear") &&
          epoch >= LONG &&
          !right(test, CHANCE),
      },
      {
        id: "curves",
        setup: begin({ data: "circles", layers: two("sigmoid"), learningRate: 1 }),
        check: ({ config, test }) =>
          isSame(config, { data: "circles", features: ["x1", "x2"] }) &&
          config.layers.length > 0 &&
          all(config.layers, "sigmoid") &&
          right(test, 0.95),
      },
    ],
  },
  {
    id: "q2",
    tasks: [
      {
        id: "plain",
        setup: begin({ data: "circles", layers: [] }),
        check: ({ config, epoch, test }) =>
          isSame(config, { data: "circles", features: ["x1", "x2"] }) &&
          all(config.layers, "linear") &&
          epoch >= LONG &&
          !right(test, CHANCE),
      },
      {
        id: "squares",
        setup: begin({ data: "circles", layers: [], features: ["x1^2", "x2^2"] }),
        check: ({ config, test, train }) =>
          isSame(config, { data: "circles", features: ["x1^2", "x2^2"], expressions: [] }) &&
          all(config.layers, "linear") &&
          right(test, 0.99) &&
          right(train, 0.99),
      },
    ],
  },
  {
    id: "q3",
    tasks: [
      {
        id: "sigmoid",
        setup: begin({ data: "circles", layers: three("sigmoid") }),
        check: ({ config, epoch, test }) =>
          isSame(config, { data: "circles", learningRate: DEFAULTS.learningRate }) &&
          config.layers.length >= 3 &&
          all(config.layers, "sigmoid") &&
          epoch >= LONG &&
          !right(test, 0.9),
      },
      {
        id: "relu",
        setup: begin({ data: "circles", layers: three("relu") }),
        check: ({ config, epoch, test }) =>
          isSame(config, { data: "circles", learningRate: DEFAULTS.learningRate }) &&
          config.layers.length >= 3 &&
          all(config.layers, "relu") &&
          epoch <= LONG &&
          right(test, 0.95),
      },
    ],
  },
  {
    id: "q4",
    tasks: [
      {
        id: "plain",
        setup: begin({ data: "spiral", layers: two("tanh") }),
        check: ({ config, epoch, test }) =>
          isSame(config, { data: "spiral", features: ["x1", "x2"] }) && epoch >= LONG && !right(test, 0.95),
      },
      {
        id: "features",
        setup: begin({
          data: "spiral",
          features: ["x1", "x2", "x1x2", "sinx1", "sinx2"],
          layers: [hidden(8), hidden(6)],
          learningRate: 0.1,
        }),
        check: ({ config, epoch, test }) =>
          config.data === "spiral" && all(config.layers, "tanh") && epoch <= 1500 && right(test, 0.95),
      },
    ],
  },
];

export const lessonOf = (id: string): Lesson | undefined => LESSONS.find((lesson) => lesson.id === id);
