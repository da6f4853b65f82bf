// A frame with two axes, in SVG, for charts of some hundred marks: what is inside draws itself in its pixels.
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import "./plot.css";

export interface Tick {
  /** In pixels, from the left or from the top. */
  readonly at: number;
  readonly text: string;
}

export interface PlotProps {
  readonly width: number;
  readonly height: number;
  readonly x: readonly Tick[];
  readonly y: readonly Tick[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** What it shows, in words. */
  readonly label: string;
  readonly testid: string;
  readonly children: ComponentChildren;
}

const narrow = matchMedia("(max-width: 720px)");
const isNarrow = signal(narrow.matches);
narrow.addEventListener("change", () => {
  isNarrow.value = narrow.matches;
});

/** How wide a chart is drawn that takes half of a page, or all of a phone's: so that its letters can be read there, too. */
export const plotWidth = (): number => (isNarrow.value ? 330 : 560);

/** The room of the axes, in pixels. */
export const MARGIN = { left: 56, right: 12, top: 10, bottom: 40 } as const;

export function Plot({ width, height, x, y, xLabel, yLabel, label, testid, children }: PlotProps) {
  const bottom = height - MARGIN.bottom;
  return (
    <svg class="plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} data-testid={testid}>
      <g>
        {x.map(({ at, text }) => (
          <g key={text}>
            <line x1={at} x2={at} y1={MARGIN.top} y2={bottom} class="plot-grid" />
            <text x={at} y={bottom + 15} text-anchor="middle">
              {text}
            </text>
          </g>
        ))}
        {y.map(({ at, text }) => (
          <g key={text}>
            <line x1={MARGIN.left} x2={width - MARGIN.right} y1={at} y2={at} class="plot-grid" />
            <text x={MARGIN.left - 6} y={at + 4} text-anchor="end">
              {text}
            </text>
          </g>
        ))}
        <text
          x={(MARGIN.left + width - MARGIN.right) / 2}
          y={height - 6}
          text-anchor="middle"
          class="plot-name"
        >
          {xLabel}
        </text>
        <text
          transform={`translate(11 ${(MARGIN.top + bottom) / 2}) rotate(-90)`}
          text-anchor="middle"
          class="plot-name"
        >
          {yLabel}
        </text>
      </g>
      {children}
    </svg>
  );
}
