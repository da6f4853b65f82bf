// Going on by one operation: the buttons, and the operation that was done last, or in the quiz the one that comes next.
import { FormulaView } from "../../charts/data/formula.tsx";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/switch.tsx";
import { Quiz } from "./quiz.tsx";
import {
  advance,
  advanceIn,
  done,
  iteration,
  latest,
  next,
  operations,
  quiz,
  restart,
  startOf,
  takeSteps,
  takeUpdate,
  work,
} from "./store.ts";
import type { Operation, Phase } from "./work.ts";

const PHASES = ["forward", "backward", "update"] as const satisfies readonly Phase[];

export const ten = (value: number): string => value.toFixed(10);

export function StepPanel() {
  const all = operations.value.length;
  const finished = all > 0 && done.value === all;
  return (
    <section class="card hand-steps" aria-label={t("hand.steps")}>
      <div class="hand-buttons">
        {PHASES.map((phase) => (
          <Button
            key={phase}
            testid={`next-${phase}`}
            kind={next.value?.phase === phase ? "primary" : "plain"}
            disabled={quiz.value || next.value === undefined || done.value > lastOf(phase)}
            hint={t(`hand.${phase}Hint`)}
            onClick={() => advanceIn(phase)}
          >
            {t(`hand.${phase}`)}
          </Button>
        ))}
      </div>
      <div class="hand-buttons">
        <Button
          testid="hand-back"
          label={t("hand.back")}
          disabled={done.value === 0}
          onClick={() => advance(-1)}
        >
          ←
        </Button>
        <Button testid="hand-all" disabled={finished || quiz.value} onClick={() => advance(all)}>
          {t("hand.all")}
        </Button>
        <Button testid="hand-restart" disabled={done.value === 0} onClick={restart}>
          {t("hand.restart")}
        </Button>
        <Switch
          label={t("hand.quiz")}
          testid="quiz"
          checked={quiz.value}
          onChange={(checked) => {
            quiz.value = checked;
          }}
        />
      </div>
      <p class="hand-count" data-testid="hand-count">
        {t("hand.count", { done: done.value, all })} · {t("hand.iteration", { n: iteration.value })} ·{" "}
        {t("hand.error", { E: work.value ? ten(work.value.loss) : "…" })}
      </p>
      <div class="hand-now" aria-live="polite" data-testid="hand-now">
        {latest.value === undefined ? <p>{t("hand.begin")}</p> : <OperationView operation={latest.value} />}
      </div>
      {quiz.value && next.value !== undefined && <Quiz key={done.value} operation={next.value} />}
      <div class="hand-buttons">
        <Button
          testid="take-update"
          kind={finished ? "primary" : "plain"}
          disabled={!finished}
          onClick={takeUpdate}
        >
          {t("hand.takeUpdate")}
        </Button>
        {[10, 100, 1000, 10_000].map((n) => (
          <Button
            key={n}
            testid={`take-${n}`}
            hint={t("hand.takeStepsHint", { n })}
            onClick={() => void takeSteps(n)}
          >
            {t("hand.takeSteps", { n: n.toLocaleString("en") })}
          </Button>
        ))}
      </div>
    </section>
  );
}

/** The place after which a phase has nothing left to do. */
function lastOf(phase: Phase): number {
  const following = PHASES[PHASES.indexOf(phase) + 1];
  return (following === undefined ? operations.value.length : startOf(following)) - 1;
}

export function OperationView({ operation }: { operation: Operation }) {
  const [what, letters, numbers, value] = operation.step;
  const { numerical } = operation;
  return (
    <>
      <p class="hand-formula">
        <FormulaView formula={what} /> = <FormulaView formula={letters} />
      </p>
      <p class="hand-formula">= {numbers}</p>
      <p class="hand-formula">
        = <b data-testid="hand-value">{ten(value)}</b>
      </p>
      {numerical !== undefined && (
        <p class="hand-numerical">
          {t("hand.numerical")} <span data-testid="hand-numerical">{ten(numerical)}</span>
        </p>
      )}
    </>
  );
}
