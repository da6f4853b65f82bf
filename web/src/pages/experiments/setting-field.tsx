// One setting of an experiment: a choice, or a number that is typed. What is out of range stays as it was typed, and the
// page says why it is refused.
import { figure, type Setting } from "../../../../experiments/index.js";
import { say } from "../../charts/data/say.ts";
import { t } from "../../i18n/index.ts";
import { Select } from "../../ui/select.tsx";

interface SettingFieldProps {
  readonly setting: Setting;
  readonly value: number | string;
  readonly testid: string;
  readonly invalid: boolean;
  onChange(text: string): void;
}

export function SettingField({ setting, value, testid, invalid, onChange }: SettingFieldProps) {
  const label = say(setting.label);
  if (setting.kind === "choice") {
    return (
      <Select
        label={label}
        testid={testid}
        value={String(value)}
        options={setting.choices.map((choice) => [choice, choice])}
        onChange={onChange}
      />
    );
  }
  return (
    <label class="field">
      <span class="field-label">
        {label}
        <small>{t("exp.range", { least: figure(setting.min), most: figure(setting.max) })}</small>
      </span>
      <input
        type="text"
        inputMode="decimal"
        data-testid={testid}
        value={String(value)}
        aria-invalid={invalid}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  );
}
