// What was taken for what, and how each digit fares.
import { signal } from "@preact/signals";
import { ConfusionMatrix } from "../../charts/confusion-matrix.tsx";
import { t } from "../../i18n/index.ts";
import type { TestResult } from "../../protocol/digits.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DIGIT_NAMES } from "./numbers.ts";
import { TestImages } from "./test-images.tsx";
import { result, testDigits } from "./trainer.ts";

const MOST = 120;
const cell = signal<{ actual: number; predicted: number }>({ actual: 0, predicted: 0 });
const cellOpen = signal(false);

export function MistakesView() {
  const now = result.value;
  if (now === undefined) return <p class="hint">{t("digits.notYet")}</p>;
  return (
    <div class="mistakes">
      <section aria-labelledby="confusion-title">
        <h3 id="confusion-title">{t("digits.confusion")}</h3>
        <p class="hint">{t("digits.confusionHint")}</p>
        <ConfusionMatrix
          counts={now.confusion}
          classes={DIGIT_NAMES}
          caption={t("digits.confusion")}
          testid="confusion"
          cellLabel={(actual, predicted, n) => t("digits.cellTitle", { actual, predicted, n })}
          onOpen={(actual, predicted) => {
            cell.value = { actual, predicted };
            cellOpen.value = true;
          }}
        />
      </section>
      <ClassTable now={now} />
      <CellDialog now={now} />
    </div>
  );
}

function CellDialog({ now }: { now: TestResult }) {
  const { actual, predicted } = cell.value;
  const labels = testDigits.value?.labels ?? new Uint8Array();
  const indices = [...labels.keys()]
    .filter((i) => labels[i] === actual && now.answers[i] === predicted)
    .sort((a, b) => now.confidences[b] - now.confidences[a]);
  return (
    <Dialog
      title={t("digits.cellTitle", { actual, predicted, n: indices.length })}
      open={cellOpen}
      testid="cell-dialog"
    >
      <TestImages indices={indices.slice(0, MOST)} result={now} />
    </Dialog>
  );
}

const figure = (value: number) => value.toFixed(3);

function ClassTable({ now: { perClass, macro } }: { now: TestResult }) {
  return (
    <section aria-labelledby="classes-title">
      <h3 id="classes-title">{t("digits.perClass")}</h3>
      <table class="class-table" data-testid="class-table">
        <thead>
          <tr>
            <th scope="col">{t("digits.class")}</th>
            <th scope="col">{t("digits.precision")}</th>
            <th scope="col">{t("digits.recall")}</th>
            <th scope="col">{t("digits.f1")}</th>
            <th scope="col">{t("digits.support")}</th>
          </tr>
        </thead>
        <tbody>
          {perClass.map((line) => (
            <tr key={line.class}>
              <th scope="row">{line.class}</th>
              <td>{figure(line.precision)}</td>
              <td>{figure(line.recall)}</td>
              <td>{figure(line.f1)}</td>
              <td>{line.support}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("digits.mean")}</th>
            <td>{figure(macro.precision)}</td>
            <td>{figure(macro.recall)}</td>
            <td>{figure(macro.f1)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
