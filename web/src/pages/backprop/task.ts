// The document's example as a task, and a task's layers as the library has them.
import { dense, linear, relu, sigmoid, tanh } from "chainrule";
import { backpropByHand } from "../../../../experiments/backprop-by-hand.js";
import { defaultsOf } from "../../../../experiments/index.js";
import type { HandTask } from "../../config/hand-task.ts";

export type Reading = "shared" | "stated";

interface Plan {
  readonly weights: readonly (readonly number[])[];
  readonly biases: Readonly<Record<Reading, readonly (readonly number[])[]>>;
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  readonly learningRate: number;
}

/** The document's example, with either reading of its biases. */
export function example(reading: Reading): HandTask {
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

const SPECS = { sigmoid, tanh, relu, linear };

/** The layers of a model's spec. */
export const specOf = ({ layers }: HandTask) =>
  layers.flatMap(({ units, activation }) => [dense(units), SPECS[activation]()]);
