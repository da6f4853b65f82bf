// How it is trained: learning rate, activation, regularization, optimizer, loss, first weights.
import {
  ACTIVATIONS,
  type ActivationName,
  INITIALIZERS,
  isRegression,
  LEARNING_RATES,
  LOSSES,
  OPTIMIZERS,
  REGULARIZATION_RATES,
  REGULARIZATIONS,
} from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { NumberInput } from "../../ui/number-input.tsx";
import { Select } from "../../ui/select.tsx";
import { ACTIVATION_NAMES, INITIALIZER_NAMES, OPTIMIZER_NAMES } from "./names.ts";
import { change, config } from "./store.ts";

const numbers = (values: readonly number[], now: number) =>
  [...new Set([...values, now])].sort((a, b) => a - b).map((value) => [value, String(value)] as const);

export function OptionsBar() {
  const now = config.value;
  const same = now.layers.every(({ activation }) => activation === now.layers[0].activation);
  const activations = ACTIVATIONS.map(
    (name) => [name as ActivationName | "mixed", ACTIVATION_NAMES[name]] as const,
  );
  return (
    <section class="card options-bar" aria-label={t("options.title")}>
      <Select
        label={t("options.learningRate")}
        testid="learning-rate"
        value={now.learningRate}
        options={numbers(LEARNING_RATES, now.learningRate)}
        onChange={(learningRate) => change({ learningRate })}
      />
      <Select
        label={t("options.activation")}
        testid="activation"
        value={same ? (now.layers[0]?.activation ?? "tanh") : "mixed"}
        disabled={now.layers.length === 0}
        options={same ? activations : [["mixed", t("options.activation.mixed")], ...activations]}
        onChange={(activation) => {
          if (activation !== "mixed")
            change({ layers: config.peek().layers.map((layer) => ({ ...layer, activation })) });
        }}
      />
      <Select
        label={t("options.regularization")}
        testid="regularization"
        value={now.regularization}
        options={REGULARIZATIONS.map((name) => [name, t(`options.regularization.${name}`)])}
        onChange={(regularization) => change({ regularization })}
      />
      <Select
        label={t("options.regularizationRate")}
        testid="regularization-rate"
        value={now.regularizationRate}
        disabled={now.regularization === "none"}
        options={numbers(REGULARIZATION_RATES, now.regularizationRate)}
        onChange={(regularizationRate) => change({ regularizationRate })}
      />
      <Select
        label={t("options.optimizer")}
        testid="optimizer"
        value={now.optimizer}
        options={OPTIMIZERS.map((name) => [name, OPTIMIZER_NAMES[name]])}
        onChange={(optimizer) => change({ optimizer })}
      />
      <Select
        label={t("options.initializer")}
        testid="initializer"
        value={now.initializer}
        options={INITIALIZERS.map((name) => [name, INITIALIZER_NAMES[name]])}
        onChange={(initializer) => change({ initializer })}
      />
      <Select
        label={t("options.loss")}
        testid="loss"
        value={isRegression(now) ? "meanSquaredError" : now.loss}
        disabled={isRegression(now)}
        options={LOSSES.map((name) => [name, t(`options.loss.${name}`)])}
        onChange={(loss) => change({ loss })}
      />
      <details class="stop-rules">
        <summary data-testid="stop-rules">{t("options.stop")}</summary>
        <div class="stop-fields">
          <NumberInput
            label={t("options.stopEpochs")}
            testid="stop-epochs"
            {...{ value: now.stopEpochs, min: 0, max: 1e9 }}
            onChange={(value) => change({ stopEpochs: Math.round(value) })}
          />
          <NumberInput
            label={t("options.stopLoss")}
            testid="stop-loss"
            {...{ value: now.stopLoss, min: 0, max: 1e6 }}
            onChange={(stopLoss) => change({ stopLoss })}
          />
          <NumberInput
            label={t("options.patience")}
            testid="patience"
            {...{ value: now.patience, min: 0, max: 1e9 }}
            onChange={(value) => change({ patience: Math.round(value) })}
          />
        </div>
      </details>
    </section>
  );
}
