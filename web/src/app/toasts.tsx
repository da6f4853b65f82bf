// Short messages at the edge of the page, with perhaps one thing to do about them.
import { signal } from "@preact/signals";
import { t } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import { Original } from "../ui/fault-message.tsx";
import "./toasts.css";

export interface Toast {
  readonly text: string;
  /** What there is to read besides, in English. */
  readonly original?: string;
  readonly action?: { readonly label: string; run(): void };
}

const toast = signal<Toast | undefined>(undefined);

/** Shows a message in place of the one before; it stays until it is closed or hidden. */
export const showToast = (next: Toast): void => {
  toast.value = next;
};
export const hideToast = (): void => {
  toast.value = undefined;
};

export function Toasts() {
  const shown = toast.value;
  return (
    <div class="toasts" role="status" aria-live="polite" data-testid="toasts">
      {shown && (
        <div class="toast">
          <div>
            <p>{shown.text}</p>
            <Original original={shown.original} />
          </div>
          {shown.action && (
            <Button
              testid="toast-action"
              onClick={() => {
                hideToast();
                shown.action!.run();
              }}
            >
              {shown.action.label}
            </Button>
          )}
          <Button kind="quiet" label={t("app.close")} testid="toast-close" onClick={hideToast}>
            ✕
          </Button>
        </div>
      )}
    </div>
  );
}
