// The result of every trial in order, and the best so far as a line; failures stand at the top.

import { numberScale, wantsLog } from "../../../charts/number-scale.ts";
import { MARGIN, Plot, plotWidth } from "../../../charts/plot.tsx";
import { t } from "../../../i18n/index.ts";
import { Card } from "./card.tsx";
import { Dot } from "./dot.tsx";
import type { ReadStudy } from "./read-study.ts";

const HEIGHT = 260;

export function History({ read: { study, done, file } }: { read: ReadStudy }) {
  const width = plotWidth();
  const [{ metric, goal }] = file.objective;
  const values = done.map(({ objectives }) => objectives[0]);
  const last = Math.max(2, study.trials.length);
  const x = numberScale([1, last], [MARGIN.left, width - MARGIN.right]);
  const y = numberScale(values, [HEIGHT - MARGIN.bottom, MARGIN.top + 6], { log: wantsLog(values) });
  const better = goal === "maximise" ? Math.max : Math.min;
  let best = Number.NaN;
  const line = done.map(({ number, objectives: [value] }) => {
    const before = best;
    best = Number.isNaN(best) ? value : better(best, value);
    return `${Number.isNaN(before) ? "M" : `H${x(number)}L`}${x(number)} ${y(best)}`;
  });
  return (
    <Card title={t("sweeps.history")}>
      <Plot
        width={width}
        height={HEIGHT}
        x={x.marks}
        y={y.marks}
        xLabel={t("sweeps.trial")}
        yLabel={metric}
        label={t("sweeps.historyLabel", { n: done.length })}
        testid="history"
      >
        <path d={`${line.join("")}${line.length > 0 ? `H${x(last)}` : ""}`} class="best-line" />
        {done.map((trial) => (
          <Dot key={trial.number} trial={trial} x={x(trial.number)} y={y(trial.objectives[0])} />
        ))}
        {study.trials
          .filter(({ state }) => state !== "done" && state !== "running")
          .map(({ number, state }) => (
            <text key={number} x={x(number)} y={MARGIN.top + 4} text-anchor="middle" class={state}>
              {state === "failed" ? "✕" : state === "stopped" ? "■" : "–"}
            </text>
          ))}
      </Plot>
    </Card>
  );
}
