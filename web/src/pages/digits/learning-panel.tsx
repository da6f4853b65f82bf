// How well it does, and how it got there.
import { computed } from "@preact/signals";
import { LineChart } from "../../charts/line-chart.tsx";
import { t } from "../../i18n/index.ts";
import { columns } from "./learning-log.ts";
import { loss, percent } from "./numbers.ts";
import { config, frame } from "./trainer.ts";

const losses = computed(() => columns.value.slice(0, 3));
const accuracies = computed(() => [columns.value[0], ...columns.value.slice(3)]);

export function LearningPanel() {
  const { train, test } = frame.value ?? {};
  const reach = config.value.epochs;
  const colours = [{ colour: "--positive" }, { colour: "--negative", dash: [5, 4] }] as const;
  return (
    <section class="card learning-panel" aria-labelledby="learning-title">
      <h2 id="learning-title">{t("digits.learning")}</h2>
      <dl class="digits-scores">
        <div class="large">
          <dt>{t("digits.testAccuracy")}</dt>
          <dd data-testid="test-accuracy">{percent(test?.accuracy)}</dd>
        </div>
        <div>
          <dt>{t("digits.trainAccuracy")}</dt>
          <dd data-testid="train-accuracy">{percent(train?.accuracy)}</dd>
        </div>
        <div>
          <dt>{t("digits.testLoss")}</dt>
          <dd data-testid="test-loss">{loss(test?.loss)}</dd>
        </div>
        <div>
          <dt>{t("digits.trainLoss")}</dt>
          <dd data-testid="train-loss">{loss(train?.loss)}</dd>
        </div>
      </dl>
      <LineChart
        data={accuracies}
        xLabel={t("run.epoch")}
        label={t("digits.accuracyCurve", { train: percent(train?.accuracy), test: percent(test?.accuracy) })}
        testid="accuracy-chart"
        {...{ height: 140, reach }}
        lines={[
          { label: t("digits.trainAccuracy"), ...colours[0] },
          { label: t("digits.testAccuracy"), ...colours[1] },
        ]}
      />
      <LineChart
        data={losses}
        xLabel={t("run.epoch")}
        label={t("digits.lossCurve", { train: loss(train?.loss), test: loss(test?.loss) })}
        testid="loss-chart"
        {...{ height: 120, reach }}
        lines={[
          { label: t("digits.trainLoss"), ...colours[0] },
          { label: t("digits.testLoss"), ...colours[1] },
        ]}
      />
    </section>
  );
}
