// Bars beside each other, category by category.
import { type BarChart, figure } from "../../../../experiments/index.js";
import { size } from "./frame.ts";
import { Legend } from "./legend.tsx";
import { colourAt } from "./palette.ts";
import type { DrawProps } from "./say.ts";

const [RIGHT, ROW, GAP] = [60, 18, 8];

export function BarPlot({ chart, say }: DrawProps<BarChart>) {
  const { width } = size.value;
  const left = Math.min(170, 0.4 * width);
  const { categories, series, y } = chart;
  const all = series.flatMap(({ values }) => values).filter(Number.isFinite);
  const [least, most] = y.range ?? [Math.min(0, ...all), Math.max(0, ...all)];
  const block = series.length * ROW + GAP;
  const place = (value: number) =>
    left + Math.max(0, Math.min(1, (value - least) / (most - least || 1))) * (width - left - RIGHT);
  const zero = place(Math.max(least, Math.min(0, most)));
  return (
    <>
      <svg
        viewBox={`0 0 ${width} ${GAP + categories.length * block}`}
        role="img"
        aria-label={say(chart.title)}
      >
        {categories.map((category, c) => (
          <g key={c} class="ground">
            <text x={left - 8} y={GAP + c * block + (series.length * ROW) / 2 + 4} text-anchor="end">
              {say(category)}
            </text>
            {series.map(({ values }, s) => {
              const top = GAP + c * block + s * ROW;
              const end = Number.isFinite(values[c]) ? place(values[c]) : zero;
              return (
                <g key={s}>
                  <rect
                    class={`mark ${colourAt(s)}`}
                    x={Math.min(zero, end)}
                    y={top + 2}
                    width={Math.abs(end - zero)}
                    height={ROW - 4}
                  />
                  <text x={Math.max(zero, end) + 5} y={top + 13}>
                    {figure(values[c])}
                  </text>
                </g>
              );
            })}
          </g>
        ))}
      </svg>
      <p class="chart-about">{say(y.label)}</p>
      <Legend names={series.map(({ name }) => say(name))} />
    </>
  );
}
