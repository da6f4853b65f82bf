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

/** Whether f′(x) can be told from y = f(x) alone: y then serves as x, of which nothing but the sign is asked. */
export const tellsFromOutput = ({ f, alpha }: Elementwise): boolean =>
  f !== Activation.gelu && f !== Activation.softplus && alpha >= 0;
