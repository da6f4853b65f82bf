// The next operation as a question: what does it come to?
import { signal } from "@preact/signals";
import { useMemo, useState } from "preact/hooks";
import { FormulaView } from "../../charts/data/formula.tsx";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { advance } from "./store.ts";
import type { Operation } from "./work.ts";

const TOLERANCE = 1e-3;
/** Of numbers as small as that, 0 would be right, too: they must be right to a tenth as well. */
const SMALL = 0.01;

export function isRight(answer: number, value: number): boolean {
  const off = Math.abs(answer - value);
  return off <= TOLERANCE && (Math.abs(value) >= SMALL || off <= Math.abs(value) / 10);
}

/** How many were right at the first try, of those that were asked. */
const score = signal({ right: 0, asked: 0 });

export function Quiz({ operation }: { operation: Operation }) {
  const [what, letters, numbers, value] = operation.step;
  const typed = useMemo(() => signal(""), []);
  const [wrong, setWrong] = useState(0);
  const check = () => {
    const answer = Number(typed.value.trim().replace(",", "."));
    if (typed.value.trim() === "" || Number.isNaN(answer)) return;
    if (!isRight(answer, value)) return setWrong(wrong + 1);
    const { right, asked } = score.value;
    score.value = { right: right + (wrong === 0 ? 1 : 0), asked: asked + 1 };
    advance(1);
  };
  const giveUp = () => {
    score.value = { ...score.value, asked: score.value.asked + 1 };
    advance(1);
  };
  return (
    <div class="hand-quiz" data-testid="quiz-question">
      <p class="hand-formula">
        <FormulaView formula={what} /> = <FormulaView formula={letters} />
      </p>
      <p class="hand-formula">= {numbers} = ?</p>
      <div class="hand-buttons">
        <label class="field">
          <span class="field-label">{t("hand.answer")}</span>
          <input
            type="text"
            inputMode="decimal"
            data-testid="quiz-answer"
            value={typed.value}
            aria-invalid={wrong > 0}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
            }}
            onKeyDown={({ key }) => key === "Enter" && check()}
          />
        </label>
        <Button testid="quiz-check" kind="primary" onClick={check}>
          {t("hand.check")}
        </Button>
        <Button testid="quiz-show" onClick={giveUp}>
          {t("hand.show")}
        </Button>
      </div>
      <p role="status" data-testid="quiz-verdict">
        {wrong > 0 ? t("hand.wrong", { n: wrong }) : t("hand.score", score.value)}
      </p>
    </div>
  );
}
