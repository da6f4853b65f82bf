// The trials that are under way now, how they stand, and a way to stop them.
import type { Trial } from "chainrule/tune";
import { t } from "../../../i18n/index.ts";
import { Button } from "../../../ui/button.tsx";
import { ConfirmButton } from "../../../ui/confirm-button.tsx";
import { fixed } from "../numbers.ts";
import { Card } from "./card.tsx";
import { type ReadStudy, shortName } from "./read-study.ts";
import { textOf } from "./scale.ts";
import { chosen, isStopping, stop } from "./store.ts";
import { openTrial } from "./trial-dialog.tsx";

export function LiveTrials({ read: { study, file } }: { read: ReadStudy }) {
  const running = study.trials.filter(({ state }) => state === "running");
  const names = file.space.map(({ name }) => name);
  const { id } = chosen.value!;
  return (
    <Card title={t("sweeps.running")} wide>
      {running.length === 0 && <p class="hint">{t("sweeps.noneRunning")}</p>}
      <ul class="live-trials">
        {running.map((trial) => (
          <li key={trial.number} data-testid="live-trial">
            <Button
              kind="quiet"
              testid={`live-${trial.number}`}
              label={t("sweeps.openTrial", { number: trial.number })}
              onClick={() => openTrial(trial.number)}
            >
              {trial.number}
            </Button>
            <div class="live-about">
              <p>{standing(trial, file.objective[0].metric)}</p>
              <p class="muted">
                {Object.entries(trial.values)
                  .map(([name, value]) => `${shortName(name, names)} ${textOf(value)}`)
                  .join(" · ")}
              </p>
            </div>
            <Stop id={id} what={trial.number} />
          </li>
        ))}
      </ul>
      <Stop id={id} what="study" />
    </Card>
  );
}

/** How a trial stood last. */
function standing({ reports, failures }: Trial, metric: string): string {
  const last = reports.at(-1);
  const parts = [
    last === undefined
      ? t("sweeps.noReport")
      : t("sweeps.standing", { epoch: last.step, metric, value: fixed(last.values[0]) }),
  ];
  if (failures.length > 0) parts.push(t("sweeps.begunAgain", { n: failures.length }));
  return parts.join(" ");
}

/** Asks once, and from then on says that it has been asked for. */
function Stop({ id, what }: { id: string; what: number | "study" }) {
  const asked = isStopping(id, what);
  const text = what === "study" ? t("sweeps.stopStudy") : t("sweeps.stop");
  return (
    <ConfirmButton
      testid={`stop-${what}`}
      label={asked || what === "study" ? undefined : t("sweeps.stopTrial", { number: what })}
      question={what === "study" ? t("sweeps.stopStudyAsk") : t("sweeps.stopTrialAsk", { number: what })}
      yes={t("sweeps.stopYes")}
      no={t("sweeps.stopNo")}
      disabled={asked}
      onConfirm={() => void stop(id, what)}
    >
      {asked ? t("sweeps.stopping") : text}
    </ConfirmButton>
  );
}
