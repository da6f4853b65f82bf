// The experiments, in the order in which one would do them.
import type { Experiment } from "./lib/index.js";
import { neuronAsLine } from "./neuron-as-line.js";

export const experiments: readonly Experiment[] = [neuronAsLine];

export * from "./lib/index.js";
