// What the Digits page needs of any model: 28 × 28 pixels in, ten answers out.
import { ChainruleError, type Model, summarise } from "chainrule";
import type { LayerLine } from "../protocol/digits.ts";

const PIXELS = 784;
const CLASSES = 10;

/** Errors    E_SHAPE a model for something else */
export function requireDigitsModel({ network, output, spec }: Model, where: string): void {
  if (network.inputSize === PIXELS && network.outputSize === CLASSES && output === "softmax") return;
  throw new ChainruleError("E_SHAPE", {
    where,
    expected: "a network that reads 28 × 28 pixels and gives the probabilities of ten digits",
    got: `one from [${spec.input.join(", ")}] to ${network.outputSize}${output === "softmax" ? "" : ` (${output})`}`,
    remedy: "Choose a model that was trained on MNIST.",
  });
}

export const describeModel = ({ network }: Model): { layers: LayerLine[]; parameters: number } => {
  const lines = summarise(network.plan);
  return {
    layers: lines.map(({ kind, output, parameters }) => ({ kind, output, parameters })),
    parameters: lines.reduce((sum, { parameters }) => sum + parameters, 0),
  };
};
