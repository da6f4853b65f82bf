// Networks to begin with; each is a config, and may be changed like any other.
import { DIGITS_DEFAULTS, type DigitsConfig } from "./digits.ts";
import type { DigitsLayer } from "./digits-layers.ts";
import type { ActivationName } from "./playground.ts";

const dense = (units: number, activation: ActivationName = "relu"): DigitsLayer => ({
  kind: "dense",
  ...{ units, activation },
});
const conv = (filters: number, kernel: number): DigitsLayer => ({
  kind: "conv2d",
  ...{ filters, kernel, stride: 1, padding: 0, activation: "relu" },
});
const pool: DigitsLayer = { kind: "maxPool2d", size: 2 };

export const DIGITS_PRESETS = {
  /** 784-128-10. */
  mlp: DIGITS_DEFAULTS,
  /** 784-30-20-10, as the documents train it. */
  small: {
    ...DIGITS_DEFAULTS,
    layers: [dense(30, "sigmoid"), dense(20, "sigmoid")],
    initializer: "documents",
    optimizer: "sgd",
    learningRate: 0.6,
    schedule: "constant",
    batchSize: 20,
    epochs: 30,
  },
  /** Small enough to look at every map. */
  cnnSmall: {
    ...DIGITS_DEFAULTS,
    layers: [conv(8, 5), pool],
    learningRate: 0.004,
    epochs: 5,
  },
  /** The convolutional net of the documents. */
  cnn: {
    ...DIGITS_DEFAULTS,
    layers: [conv(30, 5), pool, dense(100)],
    learningRate: 0.001,
    batchSize: 100,
    epochs: 5,
  },
} as const satisfies Record<string, DigitsConfig>;

export type DigitsPreset = keyof typeof DIGITS_PRESETS;

/** The settings that a preset sets: not which digits there are, nor the seed. */
export function applyPreset(name: DigitsPreset, config: DigitsConfig): DigitsConfig {
  const { data, own, seed } = config;
  return { ...DIGITS_PRESETS[name], data, own, seed };
}

/** The preset that a config is, if it is one. */
export const presetOf = (config: DigitsConfig): DigitsPreset | undefined =>
  (Object.keys(DIGITS_PRESETS) as DigitsPreset[]).find(
    (name) => JSON.stringify(applyPreset(name, config)) === JSON.stringify(config),
  );
