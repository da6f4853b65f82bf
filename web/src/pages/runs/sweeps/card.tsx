// A picture of a study, under its name.
import type { ComponentChildren } from "preact";

export interface CardProps {
  readonly title: string;
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

export function Card({ title, wide = false, children }: CardProps) {
  return (
    <section class={`card sweep-card ${wide ? "wide" : ""}`} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
