// A button. `label` names one that shows only a sign; `kind` is how much it stands out.
import type { ComponentChildren } from "preact";
import "./ui.css";

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly testid: string;
  readonly kind?: "primary" | "plain" | "quiet";
  readonly label?: string;
  readonly hint?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  onClick(): void;
}

export function Button({ children, testid, kind = "plain", label, hint, pressed, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      class={`button ${kind}`}
      data-testid={testid}
      aria-label={label}
      aria-pressed={pressed}
      title={hint ?? label}
      {...rest}
    >
      {children}
    </button>
  );
}
