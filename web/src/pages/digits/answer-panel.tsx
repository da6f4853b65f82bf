// What the network says to the digit at hand, what it sees of it.
import { Bars } from "../../charts/bars.tsx";
import { Tile } from "../../charts/tile.tsx";
import { t } from "../../i18n/index.ts";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import { truth } from "./drawing.ts";
import { DIGIT_NAMES, percent } from "./numbers.ts";
import { answer, answerTime, how, inverted } from "./reading.ts";

const EMPTY = new Uint8Array(784);

export function AnswerPanel() {
  const now = answer.value;
  const probabilities = now?.probabilities;
  const most = probabilities === undefined ? 0 : Math.max(...probabilities);
  const label = probabilities?.indexOf(most);
  return (
    <section class="card answer-panel" aria-labelledby="answer-title">
      <h2 id="answer-title">{t("digits.answer")}</h2>
      <p class="answer" aria-live="polite" data-time={answerTime.value}>
        <output class="answer-digit" data-testid="answer">
          {label ?? "–"}
        </output>
        <span>
          {label === undefined ? t("digits.blank") : percent(most)}
          {truth.value !== undefined && (
            <span class="muted" data-testid="truth">
              {t("digits.truth", { label: truth.value })}
            </span>
          )}
        </span>
      </p>
      <Bars names={DIGIT_NAMES} shares={probabilities} label={t("digits.bars")} testid="bars" />
      <div class="sees">
        <div class="sees-picture">
          <Tile
            values={now?.seen ?? EMPTY}
            {...{ width: 28, height: 28, full: 255 }}
            label={t("digits.seesLabel")}
            testid="seen"
          />
        </div>
        <div class="sees-how">
          <Select
            label={t("digits.sees")}
            testid="how"
            value={how.value}
            options={[
              ["mnist", t("digits.sees.mnist")],
              ["raw", t("digits.sees.raw")],
            ]}
            onChange={(next) => {
              how.value = next;
            }}
          />
          <Switch
            label={t("digits.invert")}
            testid="invert"
            checked={inverted.value}
            onChange={(on) => {
              inverted.value = on;
            }}
          />
        </div>
      </div>
    </section>
  );
}
