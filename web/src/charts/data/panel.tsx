// One of several small pictures, with its name and a note.
import type { ComponentChildren } from "preact";

export function Panel(props: { name: string; note?: string; children: ComponentChildren }) {
  const { name, note, children } = props;
  return (
    <figure class="chart-panel">
      <figcaption>
        <b>{name}</b> {note !== undefined && <span>{note}</span>}
      </figcaption>
      {children}
    </figure>
  );
}
