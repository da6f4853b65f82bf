// A modal dialog: the browser's own, which keeps the focus inside and closes by Escape.
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { Button } from "./button.tsx";
import "./ui.css";

export interface DialogProps {
  readonly title: string;
  readonly testid: string;
  readonly open: Signal<boolean>;
  readonly children: ComponentChildren;
}

export function Dialog({ title, testid, open, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = open.value;
  // at once: a key pressed before the next picture is the dialog's, too
  useLayoutEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  const close = () => {
    open.value = false;
  };
  return (
    <dialog ref={dialog} class="dialog" aria-label={title} data-testid={testid} onClose={close}>
      <div class="dialog-head">
        <h2>{title}</h2>
        <Button kind="quiet" label={t("app.close")} testid={`${testid}-close`} onClick={close}>
          ✕
        </Button>
      </div>
      {shown && children}
    </dialog>
  );
}
