// A number between two others, with its label and value above.
import "./ui.css";

export interface SliderProps {
  readonly label: string;
  readonly testid: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit?: string;
  onChange(value: number): void;
}

export function Slider({ label, testid, value, unit = "", onChange, ...range }: SliderProps) {
  return (
    <label class="field">
      <span class="field-label">
        {label}
        <output>
          {value}
          {unit}
        </output>
      </span>
      <input
        type="range"
        data-testid={testid}
        value={value}
        {...range}
        onInput={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
      />
    </label>
  );
}
