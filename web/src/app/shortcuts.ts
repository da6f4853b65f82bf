// Keys that a page answers to. A key is left alone where it already means something: in a field, on a button (Space), or
// in a dialog.

export type Shortcuts = Readonly<Record<string, () => void>>;

/** Where any key belongs to the element itself. */
const FIELDS = "input, select, textarea, [contenteditable], dialog, [role=slider], [role=tab]";

/** Listens until the function that it returns is called. Names are those of KeyboardEvent.key; a letter in lower case. */
export function listen(shortcuts: Shortcuts): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target as Element;
    if (target.closest?.(FIELDS)) return;
    if (event.key === " " && target.closest?.("button, a, summary")) return;
    const action = shortcuts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}
