// Parallel coordinates: an axis for each parameter and one for the result, and a line for each trial through its values.
import { line } from "d3-shape";
import { numberScale, wantsLog } from "../../../charts/number-scale.ts";
import { t } from "../../../i18n/index.ts";
import { Card } from "./card.tsx";
import { type ReadStudy, shortName } from "./read-study.ts";
import { parameterScale } from "./scale.ts";
import { openTrial } from "./trial-dialog.tsx";

const [WIDTH, HEIGHT, TOP, BOTTOM, SIDE] = [1120, 320, 34, 18, 70];
/** Where a parameter stands that a trial does not have: below its axis. */
const ABSENT = HEIGHT - 4;

export function ParallelCoordinates({ read: { file, done } }: { read: ReadStudy }) {
  const range = [HEIGHT - BOTTOM, TOP] as const;
  const names = file.space.map(({ name }) => name);
  const results = done.map(({ objectives }) => objectives[0]);
  const result = numberScale(results, range, { log: wantsLog(results) });
  const axes = [
    ...file.space.map((parameter) => ({
      name: shortName(parameter.name, names),
      ...parameterScale(parameter, range, 6),
    })),
    { name: file.objective[0].metric, ticks: result.marks },
  ];
  const gap = (WIDTH - 2 * SIDE) / Math.max(1, axes.length - 1);
  const path = line();
  // the best last, so that they are on top
  const lines = [...done].sort((a, b) => a.standing - b.standing);
  return (
    <Card title={t("sweeps.parallel")} wide>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section class="wide-scroll" tabIndex={0} aria-label={t("sweeps.parallel")}>
        <svg
          class="plot parallel"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={t("sweeps.parallelLabel", { n: done.length })}
          data-testid="parallel"
        >
          {lines.map((trial) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table of trials does so by keyboard
            <path
              key={trial.number}
              d={
                path([
                  ...file.space.map(({ name }, i): [number, number] => {
                    const { place } = axes[i] as ReturnType<typeof parameterScale>;
                    return [SIDE + i * gap, place(trial.values[name]) ?? ABSENT];
                  }),
                  [SIDE + file.space.length * gap, result(trial.objectives[0])],
                ]) ?? ""
              }
              class={trial.standing === 1 ? "trial-line best" : "trial-line"}
              stroke-opacity={0.08 + 0.8 * trial.standing ** 3}
              onClick={() => openTrial(trial.number)}
            >
              <title>{`${trial.number}: ${trial.objectives.join(", ")}`}</title>
            </path>
          ))}
          {axes.map(({ name, ticks }, i) => (
            <g key={name} transform={`translate(${SIDE + i * gap} 0)`}>
              <line y1={TOP} y2={HEIGHT - BOTTOM} class="parallel-axis" />
              <text y={14} text-anchor="middle" class="plot-name">
                {name}
              </text>
              {ticks.map(({ at, text }) => (
                <text key={text} x={-6} y={at + 4} text-anchor="end">
                  {text}
                </text>
              ))}
            </g>
          ))}
        </svg>
      </section>
    </Card>
  );
}
