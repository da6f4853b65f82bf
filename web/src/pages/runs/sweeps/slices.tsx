// The result over each parameter by itself.
import { numberScale, wantsLog } from "../../../charts/number-scale.ts";
import { MARGIN, Plot } from "../../../charts/plot.tsx";
import { t } from "../../../i18n/index.ts";
import { Card } from "./card.tsx";
import { Dot } from "./dot.tsx";
import { type ReadStudy, shortName } from "./read-study.ts";
import { parameterScale } from "./scale.ts";

const [WIDTH, HEIGHT] = [300, 220];

/** @param wide across the whole page */
export function Slices({ read: { file, done }, wide }: { read: ReadStudy; wide: boolean }) {
  const values = done.map(({ objectives }) => objectives[0]);
  const y = numberScale(values, [HEIGHT - MARGIN.bottom, MARGIN.top], { log: wantsLog(values) });
  const names = file.space.map(({ name }) => name);
  return (
    <Card title={t("sweeps.slices")} wide={wide}>
      <div class="slices">
        {file.space.map((parameter) => {
          const x = parameterScale(parameter, [MARGIN.left, WIDTH - MARGIN.right], 3);
          const short = shortName(parameter.name, names);
          const there = done.flatMap((trial) => {
            const at = x.place(trial.values[parameter.name]);
            return at === undefined ? [] : [{ trial, at }];
          });
          return (
            <Plot
              key={parameter.name}
              width={WIDTH}
              height={HEIGHT}
              x={x.ticks}
              y={y.marks}
              xLabel={short}
              yLabel={file.objective[0].metric}
              label={t("sweeps.sliceLabel", { name: short, n: there.length })}
              testid={`slice-${parameter.name}`}
            >
              {there.map(({ trial, at }) => (
                <Dot key={trial.number} trial={trial} x={at} y={y(trial.objectives[0])} />
              ))}
            </Plot>
          );
        })}
      </div>
    </Card>
  );
}
