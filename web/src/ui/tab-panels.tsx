// Several views of which one is shown: the pattern of tabs, with arrows to go from one to the next.
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import "./tab-panels.css";

export interface TabPanelsProps<T extends string> {
  readonly label: string;
  readonly testid: string;
  readonly shown: Signal<T>;
  readonly tabs: readonly (readonly [name: T, text: string])[];
  readonly children: ComponentChildren;
}

export function TabPanels<T extends string>({ label, testid, shown, tabs, children }: TabPanelsProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex(([name]) => name === shown.peek());
    const next = (at + step + tabs.length) % tabs.length;
    shown.value = tabs[next][0];
    (list.current!.children[next] as HTMLElement).focus();
  };
  return (
    <div class="tab-panels">
      <div class="tab-list" role="tablist" aria-label={label} ref={list}>
        {tabs.map(([name, text]) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${testid}-tab-${name}`}
            data-testid={`${testid}-${name}`}
            aria-selected={shown.value === name}
            aria-controls={`${testid}-panel`}
            tabIndex={shown.value === name ? 0 : -1}
            onKeyDown={move}
            onClick={() => {
              shown.value = name;
            }}
          >
            {text}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${testid}-panel`}
        class="tab-panel"
        tabIndex={-1}
        aria-labelledby={`${testid}-tab-${shown.value}`}
      >
        {children}
      </div>
    </div>
  );
}
