// From a point's numbers to the same network and point in Backprop by hand, or why that cannot be.
import { hrefOf } from "../../app/router.ts";
import { handObstacle, handTask } from "../../config/by-hand.ts";
import { showTask } from "../../config/hand-task.ts";
import type { ActivationName } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import type { Explanation } from "../../protocol/messages.ts";
import { ACTIVATION_NAMES } from "./names.ts";
import { config, frame } from "./store.ts";

export function ByHandLink({ explanation }: { explanation: Explanation }) {
  const now = config.value;
  const obstacle = handObstacle(now);
  if (obstacle !== undefined) {
    const { activation = "" } = obstacle.values;
    const name = ACTIVATION_NAMES[activation as ActivationName] ?? "";
    return (
      <p class="readout" data-testid="by-hand-not">
        {t(`byHand.${obstacle.obstacle}`, { ...obstacle.values, activation: name })}
      </p>
    );
  }
  const task = handTask(now, explanation, frame.value?.weights ?? []);
  if (task === undefined) return null;
  return (
    <p class="by-hand">
      <a class="button plain" href={hrefOf("backprop", showTask(task))} data-testid="by-hand">
        {t("byHand.open")}
      </a>
      <span class="readout">{t("byHand.note")}</span>
    </p>
  );
}
