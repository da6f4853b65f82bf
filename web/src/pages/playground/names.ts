// What stays the same in every language.
import type { ActivationName, InitializerName, OptimizerName } from "../../config/playground.ts";

export const ACTIVATION_NAMES: Record<ActivationName, string> = {
  relu: "ReLU",
  tanh: "Tanh",
  sigmoid: "Sigmoid",
  linear: "Linear",
  leakyRelu: "Leaky ReLU",
  elu: "ELU",
  gelu: "GELU",
  softplus: "Softplus",
};

export const INITIALIZER_NAMES: Record<InitializerName, string> = {
  xavier: "Xavier",
  he: "He",
  lecun: "LeCun",
  uniform: "U(−½, ½)",
  normal: "N(0, 1)",
  zeros: "0",
};

export const OPTIMIZER_NAMES: Record<OptimizerName, string> = {
  sgd: "SGD",
  momentum: "Momentum",
  nesterov: "Nesterov",
  adagrad: "AdaGrad",
  rmsprop: "RMSprop",
  adam: "Adam",
  adamw: "AdamW",
};

const FEATURE_NAMES: Record<string, string> = {
  x1: "x₁",
  x2: "x₂",
  "x1^2": "x₁²",
  "x2^2": "x₂²",
  x1x2: "x₁x₂",
  sinx1: "sin x₁",
  sinx2: "sin x₂",
};

/** A feature as people write it; a formula stays as it is. */
export const featureName = (name: string): string => FEATURE_NAMES[name] ?? name;
