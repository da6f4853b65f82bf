// How often values fall between two edges, one small panel beside the other on the same axis.
import { figure, type HistogramChart } from "../../../../experiments/index.js";
import { Panel } from "./panel.tsx";
import type { DrawProps } from "./say.ts";

const [WIDTH, HEIGHT, FOOT] = [260, 130, 18];

export function HistogramPanels({ chart, say }: DrawProps<HistogramChart>) {
  return (
    <>
      <div class="chart-panels">
        {chart.panels.map(({ name, note, range, counts }, i) => {
          const most = Math.max(1, ...counts);
          const bar = WIDTH / counts.length;
          return (
            <Panel key={i} name={say(name)} note={note && say(note)}>
              <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={say(name)}>
                {counts.map((count, k) => {
                  const height = (count / most) * (HEIGHT - FOOT - 4);
                  return (
                    <rect
                      key={k}
                      class="mark chart-colour-1"
                      x={k * bar}
                      y={HEIGHT - FOOT - height}
                      width={Math.max(0.5, bar - 0.5)}
                      height={height}
                    />
                  );
                })}
                <g class="ground">
                  <text x={0} y={HEIGHT - 3}>
                    {figure(range[0])}
                  </text>
                  <text x={WIDTH} y={HEIGHT - 3} text-anchor="end">
                    {figure(range[1])}
                  </text>
                </g>
              </svg>
            </Panel>
          );
        })}
      </div>
      <p class="chart-about">{say(chart.x.label)}</p>
    </>
  );
}
