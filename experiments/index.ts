// The experiments, in the order in which one would do them.
import type { Experiment } from "./lib/index.js";
import { neuronAsLine } from "./neuron-as-line.js";
import { xorFromGates } from "./xor-from-gates.js";

export const experiments: readonly Experiment[] = [neuronAsLine, xorFromGates];

export * from "./lib/index.js";
