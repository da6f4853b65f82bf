// The names of all that a frame has a picture of: inputs, hidden neurons, outputs, in that order.
import { inputNames } from "../../config/playground.ts";
import { outputsOf } from "../../config/recipe.ts";
import { t } from "../../i18n/index.ts";
import { featureName } from "./names.ts";
import { config } from "./store.ts";

/** By column: the inputs, each hidden layer, the outputs. */
export function namesByColumn(): string[][] {
  const now = config.value;
  const count = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
  return [
    inputNames(now).map(featureName),
    ...now.layers.map(({ units }, i) =>
      count(units).map((neuron) => t("neuron.hidden", { layer: i + 1, neuron })),
    ),
    count(outputsOf(now)).map((neuron) => t("neuron.output", { neuron })),
  ];
}
