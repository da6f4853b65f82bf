// A yes or no, with its label beside it.
import type { ComponentChildren } from "preact";
import "./ui.css";

export interface SwitchProps {
  readonly label: ComponentChildren;
  readonly testid: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  onChange(checked: boolean): void;
}

export function Switch({ label, testid, checked, disabled, onChange }: SwitchProps) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        data-testid={testid}
        checked={checked}
        disabled={disabled}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
