// A choice of one among a few, with its label above.
import "./ui.css";

export interface SelectProps<T extends string | number> {
  readonly label: string;
  readonly testid: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly disabled?: boolean;
  onChange(value: T): void;
}

export function Select<T extends string | number>(props: SelectProps<T>) {
  const { label, testid, value, options, disabled, onChange } = props;
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <select
        data-testid={testid}
        value={String(value)}
        disabled={disabled}
        onChange={({ currentTarget }) => onChange(options[currentTarget.selectedIndex][0])}
      >
        {options.map(([option, text]) => (
          <option key={option} value={String(option)} selected={option === value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
