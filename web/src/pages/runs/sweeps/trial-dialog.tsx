// One trial: what it tried, what came of it after each epoch, and how to train it again.
import { signal } from "@preact/signals";
import { type Trial, withValues } from "chainrule/tune";
import { numberScale, wantsLog } from "../../../charts/number-scale.ts";
import { MARGIN, Plot } from "../../../charts/plot.tsx";
import { download } from "../../../export/download.ts";
import { t } from "../../../i18n/index.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import type { ReadStudy } from "./read-study.ts";

const number = signal(0);
const open = signal(false);

export function openTrial(trial: number): void {
  number.value = trial;
  open.value = true;
}

export function TrialDialog({ read }: { read: ReadStudy }) {
  const trial = read.study.trials[number.value - 1];
  return (
    <Dialog title={t("sweeps.trialTitle", { number: number.value })} open={open} testid="trial-dialog">
      {trial && <About read={read} trial={trial} />}
    </Dialog>
  );
}

function About({ read: { file, journal }, trial }: { read: ReadStudy; trial: Trial }) {
  const { state, values, objectives, failures, cost } = trial;
  const name = `trial-${trial.number}.json`;
  const save = () => {
    const recipe = withValues(journal.head.recipe, values, "values");
    download(name, JSON.stringify(recipe, undefined, 2), "application/json");
  };
  return (
    <div class="run-dialog">
      <dl class="facts">
        <dt>{t("sweeps.state")}</dt>
        <dd>{t(`sweeps.state.${state}`)}</dd>
        {file.objective.map(({ metric }, i) => [
          <dt key={metric}>{metric}</dt>,
          <dd key={`${metric} value`}>{objectives?.[i] ?? "–"}</dd>,
        ])}
        {Object.entries(values).map(([path, value]) => [
          <dt key={path}>
            <code>{path}</code>
          </dt>,
          <dd key={`${path} value`}>{typeof value === "string" ? value : JSON.stringify(value)}</dd>,
        ])}
        {cost && [
          <dt key="seconds">{t("sweeps.seconds")}</dt>,
          <dd key="seconds value">{cost.seconds.toFixed(2)}</dd>,
        ]}
      </dl>
      {failures.map(({ reason, message }, i) => (
        <p key={i} class="failed">
          {reason}: {message}
        </p>
      ))}
      <TrialCurve trial={trial} metric={file.objective[0].metric} />
      <p class="hint">
        {t("sweeps.trialTrain")} <code>chainrule train {name}</code>
      </p>
      <Button testid="trial-recipe" onClick={save}>
        {t("sweeps.trialRecipe")}
      </Button>
    </div>
  );
}

const [WIDTH, HEIGHT] = [480, 200];

/** The first objective after each epoch, the last included once it is done. */
function TrialCurve({ trial, metric }: { trial: Trial; metric: string }) {
  const { reports, objectives, cost } = trial;
  const points = reports.map(({ step, values }) => [step, values[0]] as const);
  if (objectives !== undefined && cost !== undefined && metric !== "parameters")
    points.push([cost.epochs, objectives[0]]);
  if (points.length < 2) return null;
  const values = points.map(([, value]) => value);
  const x = numberScale([1, points.at(-1)![0]], [MARGIN.left, WIDTH - MARGIN.right], { count: 4 });
  const y = numberScale(values, [HEIGHT - MARGIN.bottom, MARGIN.top], { log: wantsLog(values), count: 4 });
  return (
    <Plot
      width={WIDTH}
      height={HEIGHT}
      x={x.marks}
      y={y.marks}
      xLabel={t("sweeps.epochs")}
      yLabel={metric}
      label={t("sweeps.trialCurve")}
      testid="trial-curve"
    >
      <path d={`M${points.map(([step, value]) => `${x(step)} ${y(value)}`).join("L")}`} class="front-line" />
    </Plot>
  );
}
