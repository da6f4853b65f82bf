// One run: how far it is, its charts, and what it is held against.
import { ChartView } from "../../charts/data/chart-view.tsx";
import { say } from "../../charts/data/say.ts";
import { t } from "../../i18n/index.ts";
import { FaultMessage } from "../../ui/fault-message.tsx";
import { Check } from "./check.tsx";
import type { Runner } from "./runner.ts";

export function RunView({ run, title, testid }: { run: Runner; title: string; testid: string }) {
  const status = run.status.value;
  const charts = run.charts.value;
  const fault = run.fault.value;
  const end = run.end.value;
  const seconds = run.seconds.value.toFixed(1);
  return (
    <div class="experiment-run" data-testid={testid} data-status={status}>
      <section class="card">
        <h2>{title}</h2>
        <p class="experiment-status" role="status" data-testid={`${testid}-status`}>
          {t(`exp.status.${status}`, { seconds })}
          {status === "running" && run.note.value !== undefined && <> · {say(run.note.value)}</>}
        </p>
        {status === "running" && (
          <progress
            value={run.done.value}
            max={1}
            aria-label={t("exp.progress")}
            data-testid={`${testid}-progress`}
          />
        )}
        {fault !== undefined && (
          <FaultMessage {...{ fault, frame: "exp.refused", testid: `${testid}-fault` }} />
        )}
        {status === "idle" && <p class="experiment-waiting">{t("exp.waiting")}</p>}
        {charts.map((chart) => (
          <ChartView key={chart.id} chart={chart} testid={`${testid}-chart-${chart.id}`} />
        ))}
      </section>
      {end !== undefined && <Check end={end} testid={`${testid}-check`} />}
    </div>
  );
}
