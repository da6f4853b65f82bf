// A row of buttons of which one is on: which view is shown.
import "./ui.css";

export interface TabsProps<T extends string> {
  readonly label: string;
  readonly testid: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, text: string])[];
  onChange(value: T): void;
}

export function Tabs<T extends string>({ label, testid, value, options, onChange }: TabsProps<T>) {
  return (
    <fieldset class="tabs" aria-label={label}>
      {options.map(([option, text]) => (
        <button
          key={option}
          type="button"
          class="tab"
          aria-pressed={option === value}
          data-testid={`${testid}-${option}`}
          onClick={() => onChange(option)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
