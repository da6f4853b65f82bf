// What lines and points stand for.
import { colourAt, shapeAt } from "./palette.ts";

export function Legend({ names, shapes = false }: { names: readonly string[]; shapes?: boolean }) {
  if (names.length < 2 && !shapes) return null;
  return (
    <ul class="chart-legend">
      {names.map((name, i) => (
        <li key={i}>
          <svg class="swatch" viewBox="-6 -6 12 12" aria-hidden="true">
            <path class={`mark ${colourAt(i)}`} d={shapes ? shapeAt(i) : "M-6-1.5H6V1.5H-6Z"} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
