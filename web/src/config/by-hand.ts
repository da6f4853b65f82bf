// One point of the Playground and its network as a task to be worked by hand; or why it is none.
import {
  divideParameters,
  HAND_ACTIVATIONS,
  HAND_MOST,
  type HandActivation,
  type HandTask,
} from "./hand-task.ts";
import { classCount, inputNames, isRegression, type PlaygroundConfig } from "./playground.ts";
import { outputsOf } from "./recipe.ts";

/** What keeps a network from being worked by hand, and what there is to say about it. */
export interface HandObstacle {
  readonly obstacle: "layers" | "units" | "inputs" | "activation" | "extras" | "softmax";
  readonly values: Readonly<Record<string, string | number>>;
}

const asHand = (name: string): HandActivation | undefined => HAND_ACTIVATIONS.find((one) => one === name);

/** What the network of a config has that there is no working by hand. */
export function handObstacle(config: PlaygroundConfig): HandObstacle | undefined {
  const { layers } = config;
  if (!isRegression(config) && config.loss === "softmaxCrossEntropy")
    return { obstacle: "softmax", values: {} };
  if (layers.length + 1 > HAND_MOST.layers)
    return { obstacle: "layers", values: { n: layers.length, most: HAND_MOST.layers - 1 } };
  const inputs = inputNames(config).length;
  if (inputs > HAND_MOST.inputs) return { obstacle: "inputs", values: { n: inputs, most: HAND_MOST.inputs } };
  for (const [i, { units, activation, batchNorm, dropout }] of layers.entries()) {
    const layer = i + 1;
    if (units > HAND_MOST.units)
      return { obstacle: "units", values: { layer, n: units, most: HAND_MOST.units } };
    if (asHand(activation) === undefined) return { obstacle: "activation", values: { layer, activation } };
    if (batchNorm || dropout > 0) return { obstacle: "extras", values: { layer } };
  }
  return undefined;
}

/** The outputs as the Playground shows them: probabilities of the cross-entropy are sigmoids. */
const outputActivation = (config: PlaygroundConfig): HandActivation =>
  !isRegression(config) && config.loss === "binaryCrossEntropy" ? "sigmoid" : "linear";

/** One number for each output: the value, the class, or 1 for the class and 0 for the others. */
function targetsOf(config: PlaygroundConfig, target: number): number[] {
  const outputs = outputsOf(config);
  if (outputs === 1) return [target];
  return Array.from({ length: classCount(config) }, (_, i) => (i === target ? 1 : 0));
}

/** The point's numbers with the network's; undefined while the weights are those of another network.
 *  @param weights all parameters, end to end */
export function handTask(
  config: PlaygroundConfig,
  point: { readonly inputs: readonly number[]; readonly target: number },
  weights: ArrayLike<number>,
): HandTask | undefined {
  const layers = [
    ...config.layers.map(({ units, activation }) => ({ units, activation: asHand(activation)! })),
    { units: outputsOf(config), activation: outputActivation(config) },
  ];
  const parameters = divideParameters(layers, point.inputs.length, weights);
  if (parameters === undefined) return undefined;
  const { inputs, target } = point;
  const { learningRate } = config;
  return { layers, inputs, targets: targetsOf(config, target), parameters, learningRate };
}
