// What is worked by hand: a network of dense layers, its numbers, one sample, and a learning rate; and its way into the
// address and back. "net=2sigmoid,2sigmoid&x=.1,.2&t=.01,.99&w=…&lr=0.5"
import { dense, linear, relu, sigmoid, tanh } from "chainrule";
import { backpropByHand } from "../../../../experiments/backprop-by-hand.js";
import { defaultsOf } from "../../../../experiments/index.js";

export const ACTIVATIONS = ["sigmoid", "tanh", "relu", "linear"] as const;
export type Activation = (typeof ACTIVATIONS)[number];

export interface Task {
  readonly layers: readonly { readonly units: number; readonly activation: Activation }[];
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  /** W and b of each layer, in turn; W has a row per input. */
  readonly parameters: readonly (readonly number[])[];
  readonly learningRate: number;
}

/** Of more, no picture could be read. */
export const MOST_UNITS = 8;

export type Reading = "shared" | "stated";

interface Plan {
  readonly weights: readonly (readonly number[])[];
  readonly biases: Readonly<Record<Reading, readonly (readonly number[])[]>>;
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  readonly learningRate: number;
}

/** The document's example, with either reading of its biases. */
export function example(reading: Reading): Task {
  const { weights, biases, inputs, targets, learningRate } = backpropByHand.plan(
    defaultsOf(backpropByHand.settings),
    0,
  ) as Plan;
  return {
    layers: weights.map(() => ({ units: 2, activation: "sigmoid" })),
    inputs,
    targets,
    parameters: weights.flatMap((values, l) => [values, biases[reading][l]]),
    learningRate,
  };
}

/** The layers of a model's spec. */
export const specOf = ({ layers }: Task) =>
  layers.flatMap(({ units, activation }) => [dense(units), SPECS[activation]()]);

const SPECS = { sigmoid, tanh, relu, linear };

/** How many numbers each parameter has. */
const sizesOf = (layers: Task["layers"], inputs: number): number[] =>
  layers.flatMap(({ units }, l) => [units * (l === 0 ? inputs : layers[l - 1].units), units]);

const list = (values: readonly number[]): string =>
  values.map((value) => String(Number(value.toPrecision(12)))).join(",");

export function showTask({ layers, inputs, targets, parameters, learningRate }: Task): string {
  return new URLSearchParams({
    net: layers.map(({ units, activation }) => units + activation).join(","),
    x: list(inputs),
    t: list(targets),
    w: list(parameters.flat()),
    lr: String(learningRate),
  }).toString();
}

/** What an address says, if that is a network with all its numbers. */
export function readTask(query: URLSearchParams): Task | undefined {
  const numbers = (name: string) =>
    (query.get(name) ?? "").split(",").map((text) => (text === "" ? Number.NaN : Number(text)));
  const layers = (query.get("net") ?? "").split(",").map((text) => {
    const [, units, kind] = /^([1-8])(\w+)$/.exec(text) ?? [];
    return { units: Number(units), activation: ACTIVATIONS.find((one) => one === kind) };
  });
  const [inputs, targets, all, learningRate] = [
    numbers("x"),
    numbers("t"),
    numbers("w"),
    Number(query.get("lr") || Number.NaN),
  ];
  if (
    layers.length > 4 ||
    !layers.every((layer): layer is Task["layers"][number] => layer.activation !== undefined)
  )
    return undefined;
  const sizes = sizesOf(layers, inputs.length);
  const fits =
    all.length === sizes.reduce((sum, size) => sum + size, 0) &&
    targets.length === layers[layers.length - 1].units;
  if (
    !fits ||
    inputs.length > MOST_UNITS ||
    ![...inputs, ...targets, ...all, learningRate].every(Number.isFinite)
  )
    return undefined;
  let at = 0;
  const parameters = sizes.map((size) => all.slice(at, (at += size)));
  return { layers, inputs, targets, parameters, learningRate };
}
