import type { Model } from "chainrule";

export const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
};

export const deviation = (values: ArrayLike<number>): number => {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) ** 2;
  return Math.sqrt(sum / values.length);
};

/** How many numbers a model learns. */
export const parameters = (model: Model): number =>
  model.parameters.reduce((sum, { value }) => sum + value.length, 0);
