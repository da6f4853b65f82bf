// The curves of the runs that are shown, how they are seen, and their numbers where the pointer is.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Curves } from "../../charts/curves.tsx";
import { csvOf } from "../../export/csv.ts";
import { download } from "../../export/download.ts";
import { canvasPng } from "../../export/png.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { Slider } from "../../ui/slider.tsx";
import { Switch } from "../../ui/switch.tsx";
import { lines } from "./lines.ts";
import { AXES, METRICS } from "./run-log.ts";
import { complain, logOf, shownRuns } from "./store.ts";
import { ValueTable } from "./value-table.tsx";
import { changeView, view } from "./view.ts";

export function RunChart() {
  const cursor = useSignal<number | undefined>(undefined);
  const canvas = useRef<HTMLCanvasElement | undefined>(undefined);
  const { metric, axis, logX, logY, smoothing } = view.value;
  const count = shownRuns.value.length;
  return (
    <section class="card run-chart" aria-label={t(`runs.metric.${metric}`)}>
      <div class="run-controls">
        <Select
          label={t("runs.metric")}
          testid="metric"
          value={metric}
          options={METRICS.map((one) => [one, t(`runs.metric.${one}`)] as const)}
          onChange={(metric) => changeView({ metric })}
        />
        <Select
          label={t("runs.axis")}
          testid="axis"
          value={axis}
          options={AXES.map((one) => [one, t(`runs.axis.${one}`)] as const)}
          onChange={(axis) => changeView({ axis })}
        />
        <Slider
          label={t("runs.smoothing")}
          testid="smoothing"
          value={smoothing}
          min={0}
          max={0.99}
          step={0.01}
          onChange={(smoothing) => changeView({ smoothing })}
        />
        <div class="run-switches">
          <Switch
            label={t("runs.logX")}
            testid="log-x"
            checked={logX}
            onChange={(logX) => changeView({ logX })}
          />
          <Switch
            label={t("runs.logY")}
            testid="log-y"
            checked={logY}
            onChange={(logY) => changeView({ logY })}
          />
        </div>
        <div class="run-files">
          <Button testid="runs-csv" hint={t("runs.csvHint")} disabled={count === 0} onClick={saveCsv}>
            {t("runs.csv")}
          </Button>
          <Button
            testid="runs-png"
            hint={t("runs.pngHint")}
            disabled={count === 0}
            onClick={() => void savePng(canvas.current, t(`runs.metric.${metric}`))}
          >
            {t("runs.png")}
          </Button>
        </div>
      </div>
      {count === 0 ? (
        <p class="hint run-chart-empty">{t("runs.choose")}</p>
      ) : (
        <>
          <Curves
            lines={lines}
            logX={logX}
            logY={logY}
            axis={`${axis} ${metric}`}
            label={t("runs.chart", { metric: t(`runs.metric.${metric}`), n: count })}
            testid="run-curves"
            cursor={cursor}
            canvas={canvas}
          />
          <ValueTable cursor={cursor} />
        </>
      )}
    </section>
  );
}

/** A line for each epoch of each run, and what the run is called in front. */
function saveCsv(): void {
  let head: readonly string[] = [];
  const rows = shownRuns.peek().flatMap(({ id, name }) => {
    const log = logOf(id)?.rows();
    head = log?.names ?? head;
    return (log?.rows ?? []).map((row) => [name, ...row.map((value) => (Number.isNaN(value) ? "" : value))]);
  });
  download("runs.csv", csvOf(["run", ...head], rows), "text/csv");
}

async function savePng(canvas: HTMLCanvasElement | undefined, title: string): Promise<void> {
  if (canvas === undefined) return;
  const style = getComputedStyle(document.documentElement);
  const names = new Map(shownRuns.peek().map(({ id, name }) => [id, name]));
  try {
    const picture = await canvasPng(canvas, {
      background: style.getPropertyValue("--card").trim(),
      ink: style.getPropertyValue("--text").trim(),
      title,
      legend: lines.peek().map(({ id, colour }) => ({ label: names.get(id) ?? "", colour })),
    });
    download("runs.png", picture);
  } catch (error) {
    complain(error);
  }
}
