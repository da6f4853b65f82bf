// A number one types. What is none is not taken; it is told when the field is left or Enter is pressed. While it is being
// typed in, what comes from outside does not disturb it.
import { useState } from "preact/hooks";
import "./ui.css";

export interface NumberInputProps {
  readonly label: string;
  readonly testid: string;
  readonly value: number;
  /** Digits after the point of what is shown. */
  readonly digits?: number;
  readonly min?: number;
  readonly max?: number;
  readonly note?: string;
  readonly whole?: boolean;
  /** For a screen reader, where the label alone does not say enough. */
  readonly fullLabel?: string;
  onChange(value: number): void;
}

export function NumberInput(props: NumberInputProps) {
  const { label, fullLabel, testid, value, digits, min, max, note, whole = false, onChange } = props;
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const shown = digits === undefined ? String(value) : value.toFixed(digits);
  const take = () => {
    const next = Number(typed);
    const inRange = next >= (min ?? Number.NEGATIVE_INFINITY) && next <= (max ?? Number.POSITIVE_INFINITY);
    const fits = inRange && (!whole || Number.isInteger(next));
    if (typed !== undefined && typed.trim() !== "" && typed !== shown && fits) onChange(next);
    setTyped(undefined);
  };
  return (
    <label class="field">
      <span class="field-label">
        {label}
        {note !== undefined && <output>{note}</output>}
      </span>
      <input
        type="text"
        inputMode="decimal"
        data-testid={testid}
        aria-label={fullLabel}
        value={typed ?? shown}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={take}
        onKeyDown={({ key }) => key === "Enter" && take()}
      />
    </label>
  );
}
