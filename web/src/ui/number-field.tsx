// A whole or other number that is typed, with its label above; what is out of range is not taken.
import "./ui.css";

export interface NumberFieldProps {
  readonly label: string;
  readonly testid: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number | "any";
  /** For a screen reader, where the label alone does not say enough. */
  readonly fullLabel?: string;
  onChange(value: number): void;
}

export function NumberField({
  label,
  fullLabel,
  testid,
  value,
  min,
  max,
  step = 1,
  onChange,
}: NumberFieldProps) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <input
        type="number"
        inputMode="decimal"
        data-testid={testid}
        aria-label={fullLabel}
        {...{ value, min, max, step }}
        onChange={({ currentTarget }) => {
          const next = currentTarget.valueAsNumber;
          if (currentTarget.validity.valid && Number.isFinite(next)) onChange(next);
          else currentTarget.value = String(value);
        }}
      />
    </label>
  );
}
