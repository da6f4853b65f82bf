// A button for what cannot be taken back: pressed once, it asks.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "./button.tsx";

export interface ConfirmButtonProps {
  readonly children: ComponentChildren;
  /** With -yes and -no for the two answers. */
  readonly testid: string;
  readonly label?: string;
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly disabled?: boolean;
  onConfirm(): void;
}

export function ConfirmButton(props: ConfirmButtonProps) {
  const { children, testid, label, question, yes, no, disabled, onConfirm } = props;
  const [asking, setAsking] = useState(false);
  if (!asking || disabled)
    return (
      <Button testid={testid} label={label} disabled={disabled} onClick={() => setAsking(true)}>
        {children}
      </Button>
    );
  return (
    <div class="confirm" role="alert">
      <p>{question}</p>
      <Button
        testid={`${testid}-yes`}
        onClick={() => {
          setAsking(false);
          onConfirm();
        }}
      >
        {yes}
      </Button>
      <Button testid={`${testid}-no`} onClick={() => setAsking(false)}>
        {no}
      </Button>
    </div>
  );
}
