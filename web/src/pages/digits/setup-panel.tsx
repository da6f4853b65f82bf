// Which network, which digits, and how it is trained.
import { DIGITS_AUGMENTS, DIGITS_DATA, DIGITS_INITIALIZERS, DIGITS_SCHEDULES } from "../../config/digits.ts";
import { applyPreset, DIGITS_PRESETS, type DigitsPreset, presetOf } from "../../config/digits-presets.ts";
import { OPTIMIZERS } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { NumberInput } from "../../ui/number-input.tsx";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import { LayersEditor } from "./layers-editor.tsx";
import { count } from "./numbers.ts";
import { ownDigits } from "./own-digits.ts";
import { change, config, start, testDigits } from "./trainer.ts";

/** Where there is room for all settings beside the rest. */
const WIDE = matchMedia("(min-width: 1181px)").matches;
const PRESETS = Object.keys(DIGITS_PRESETS) as DigitsPreset[];

export function SetupPanel() {
  const now = config.value;
  const preset = presetOf(now) ?? "custom";
  const begun = start.value;
  return (
    <section class="card setup-panel" aria-labelledby="setup-title">
      <h2 id="setup-title">{t("digits.setup")}</h2>
      <Select
        label={t("digits.preset")}
        testid="preset"
        value={preset}
        options={[
          ...PRESETS.map((name) => [name as DigitsPreset | "custom", t(`digits.preset.${name}`)] as const),
          ...(preset === "custom" ? [["custom", t("digits.preset.custom")] as const] : []),
        ]}
        onChange={(name) => {
          if (name !== "custom") change(applyPreset(name, config.peek()));
        }}
      />
      <Select
        label={t("digits.data")}
        testid="data"
        value={now.data}
        options={DIGITS_DATA.map((name) => [name, t(`digits.data.${name}`)])}
        onChange={(data) => change({ data })}
      />
      {begun !== undefined && (
        <p class="hint" data-testid="data-size">
          {t("digits.trainDigits", {
            train: count(begun.trainSize),
            test: count(testDigits.value?.labels.length ?? 0),
          })}
        </p>
      )}
      {(ownDigits.value.length > 0 || now.own) && (
        <Switch
          label={t("digits.own", { n: ownDigits.value.length })}
          testid="use-own"
          checked={now.own}
          onChange={(own) => change({ own })}
        />
      )}
      {begun !== undefined && begun.ownCopies > 0 && (
        <p class="hint">{t("digits.ownCopies", { n: begun.ownCopies })}</p>
      )}
      <details class="advanced" open={WIDE} data-testid="advanced">
        <summary>{t("digits.advanced")}</summary>
        <LayersEditor />
        <Options />
      </details>
    </section>
  );
}

function Options() {
  const now = config.value;
  return (
    <div class="setup-options">
      <Select
        label={t("digits.optimizer")}
        testid="optimizer"
        value={now.optimizer}
        options={OPTIMIZERS.map((name) => [name, name])}
        onChange={(optimizer) => change({ optimizer })}
      />
      <NumberInput
        label={t("digits.learningRate")}
        testid="learning-rate"
        value={now.learningRate}
        min={1e-6}
        max={10}
        onChange={(learningRate) => change({ learningRate })}
      />
      <Select
        label={t("digits.schedule")}
        testid="schedule"
        value={now.schedule}
        options={DIGITS_SCHEDULES.map((name) => [name, t(`digits.schedule.${name}`)])}
        onChange={(schedule) => change({ schedule })}
      />
      <Select
        label={t("digits.augment")}
        testid="augment"
        value={now.augment}
        options={DIGITS_AUGMENTS.map((name) => [name, t(`digits.augment.${name}`)])}
        onChange={(augment) => change({ augment })}
      />
      <NumberInput
        label={t("digits.batchSize")}
        testid="batch-size"
        value={now.batchSize}
        min={1}
        max={4096}
        whole
        onChange={(batchSize) => change({ batchSize })}
      />
      <NumberInput
        label={t("digits.epochs")}
        testid="epochs"
        value={now.epochs}
        min={1}
        max={1000}
        whole
        onChange={(epochs) => change({ epochs })}
      />
      <Select
        label={t("digits.initializer")}
        testid="initializer"
        value={now.initializer}
        options={DIGITS_INITIALIZERS.map((name) => [
          name,
          name === "documents" ? t("digits.initializer.documents") : name,
        ])}
        onChange={(initializer) => change({ initializer })}
      />
    </div>
  );
}
