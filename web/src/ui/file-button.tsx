// A button that asks for a file.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Button } from "./button.tsx";

export interface FileButtonProps {
  readonly children: ComponentChildren;
  readonly testid: string;
  /** "image/*", ".safetensors" */
  readonly accept: string;
  onFile(file: File): void;
}

export function FileButton({ children, testid, accept, onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button testid={testid} onClick={() => input.current!.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        data-testid={`${testid}-input`}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = ""; // so that the same file can be chosen again
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
