// Play, step, reset, speed, and where the training stands.
import { t } from "../../i18n/index.ts";
import { SPEEDS } from "../../protocol/messages.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { RunTools } from "./run-tools.tsx";
import { frame, newWeights, play, playing, reset, setSpeed, speed, step } from "./store.ts";

export function RunBar() {
  const now = frame.value;
  return (
    <section class="run-bar card" aria-label={t("run.title")}>
      <Button kind="primary" testid="play" onClick={play}>
        <span aria-hidden="true">{playing.value ? "❚❚" : "▶"}</span>
        {playing.value ? t("run.pause") : t("run.play")}
      </Button>
      <Button testid="step" hint={t("run.stepHint")} onClick={step}>
        {t("run.step")}
      </Button>
      <Button testid="reset" hint={t("run.resetHint")} onClick={reset}>
        {t("run.reset")}
      </Button>
      <Button testid="new-weights" hint={t("run.newWeightsHint")} onClick={newWeights}>
        {t("run.newWeights")}
      </Button>
      <div class="run-epoch">
        <span class="run-epoch-label">{t("run.epoch")}</span>
        <output data-testid="epoch">{(now?.epoch ?? 0).toLocaleString("en")}</output>
        <span class="run-rate" data-testid="epochs-per-second">
          {now && now.epochsPerSecond > 0
            ? t("run.epochsPerSecond", { n: Math.round(now.epochsPerSecond).toLocaleString("en") })
            : ""}
        </span>
      </div>
      <div class="run-speed">
        <Select
          label={t("run.speed")}
          testid="speed"
          value={speed.value}
          options={SPEEDS.map((name) => [name, t(`run.speed.${name}`)])}
          onChange={setSpeed}
        />
      </div>
      <RunTools />
    </section>
  );
}
