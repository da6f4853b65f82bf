// Two objectives against each other; the front is what no other trial is better than in both.
import { numberScale, wantsLog } from "../../../charts/number-scale.ts";
import { MARGIN, Plot, plotWidth } from "../../../charts/plot.tsx";
import { t } from "../../../i18n/index.ts";
import { Card } from "./card.tsx";
import { Dot } from "./dot.tsx";
import type { ReadStudy } from "./read-study.ts";

const HEIGHT = 320;

export function Pareto({ read: { file, done, study } }: { read: ReadStudy }) {
  const width = plotWidth();
  const front = new Set(study.front.map(({ number }) => number));
  const [first, second] = file.objective;
  const column = (i: number) => done.map(({ objectives }) => objectives[i]);
  const x = numberScale(column(1), [MARGIN.left, width - MARGIN.right], { log: wantsLog(column(1)) });
  const y = numberScale(column(0), [HEIGHT - MARGIN.bottom, MARGIN.top], { log: wantsLog(column(0)) });
  // strength says who is of the front, not who is good in one thing
  const points = done.map((trial) => ({ ...trial, standing: front.has(trial.number) ? 1 : 0.2 }));
  const line = points
    .filter(({ number }) => front.has(number))
    .sort((a, b) => a.objectives[1] - b.objectives[1])
    .map(({ objectives: [b, a] }) => `${x(a)} ${y(b)}`);
  return (
    <Card title={t("sweeps.pareto")}>
      <Plot
        width={width}
        height={HEIGHT}
        x={x.marks}
        y={y.marks}
        xLabel={second.metric}
        yLabel={first.metric}
        label={t("sweeps.paretoLabel", { x: second.metric, y: first.metric, n: front.size })}
        testid="pareto"
      >
        {line.length > 1 && <path d={`M${line.join("L")}`} class="front-line" />}
        {points.map((trial) => (
          <Dot key={trial.number} trial={trial} x={x(trial.objectives[1])} y={y(trial.objectives[0])} />
        ))}
      </Plot>
    </Card>
  );
}
