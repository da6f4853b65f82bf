/** The elementwise functions, by the number that the kernels know them by. */
export const Activation = {
  linear: 0,
  sigmoid: 1,
  tanh: 2,
  relu: 3,
  leakyRelu: 4,
  elu: 5,
  gelu: 6,
  softplus: 7,
  step: 8,
} as const;

export type ActivationName = keyof typeof Activation;
export type ActivationCode = (typeof Activation)[ActivationName];

/** One elementwise function with its parameter (the slope of leakyRelu, α of elu; else 0). */
export interface Elementwise {
  readonly f: ActivationCode;
  readonly alpha: number;
}
