// One trial: what it tried, what came of it after each epoch, and how to train it again.
import { signal } from "@preact/signals";
import type { Trial } from "chainrule/tune";
import { hrefOf } from "../../../app/router.ts";
import { numberScale, wantsLog } from "../../../charts/number-scale.ts";
import { MARGIN, Plot } from "../../../charts/plot.tsx";
import { encodePlayground } from "../../../config/address.ts";
import { encodeDigits } from "../../../config/digits.ts";
import { digitsOf, playgroundOf } from "../../../config/from-recipe.ts";
import { download } from "../../../export/download.ts";
import { t } from "../../../i18n/index.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { addRuns, complain } from "../store.ts";
import { changeView } from "../view.ts";
import type { ReadStudy } from "./read-study.ts";
import { chosen } from "./store.ts";
import { trialRecipe, trialRun } from "./trial-run.ts";

const number = signal(0);
const open = signal(false);
const close = (): void => {
  open.value = false;
};

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

function About({ read, trial }: { read: ReadStudy; trial: Trial }) {
  const { file } = read;
  const { state, values, objectives, failures, cost } = trial;
  const name = `trial-${trial.number}.json`;
  const recipe = trialRecipe(read, trial);
  const compare = async () => {
    try {
      const run = trialRun(read, trial, chosen.peek()!.name);
      close();
      changeView({ tab: "runs" });
      await addRuns([run]);
    } catch (error) {
      complain(error);
    }
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
      <div class="run-actions">
        <OnPage recipe={recipe} />
        <Button
          testid="trial-compare"
          hint={t("sweeps.trialCompareHint")}
          disabled={trial.reports.length === 0 && objectives === undefined}
          onClick={() => void compare()}
        >
          {t("sweeps.trialCompare")}
        </Button>
        <Button
          testid="trial-recipe"
          onClick={() => download(name, JSON.stringify(recipe, undefined, 2), "application/json")}
        >
          {t("sweeps.trialRecipe")}
        </Button>
      </div>
    </div>
  );
}

/** The page that can train the very same, where one can. */
function OnPage({ recipe }: { recipe: object }) {
  const digits = digitsOf(recipe);
  const playground = digits === undefined ? playgroundOf(recipe) : undefined;
  if (digits !== undefined)
    return (
      <a
        class="button"
        data-testid="trial-page"
        onClick={close}
        href={hrefOf("digits", encodeDigits(digits).toString())}
      >
        {t("sweeps.trialDigits")}
      </a>
    );
  if (playground === undefined) return null;
  return (
    <a
      class="button"
      data-testid="trial-page"
      onClick={close}
      href={hrefOf("playground", encodePlayground(playground))}
    >
      {t("sweeps.trialPlayground")}
    </a>
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
