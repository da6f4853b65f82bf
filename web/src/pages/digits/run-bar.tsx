// Train, pause, step, reset; where the training stands; the model as a file.

import { download } from "../../export/download.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { keep } from "./keep.ts";
import {
  config,
  configFault,
  frame,
  loadModel,
  modelFile,
  newWeights,
  play,
  playing,
  reset,
  step,
} from "./trainer.ts";

/** What pressing the large button does now. */
const playText = () => {
  if (playing.value) return t("digits.pause");
  const { epoch = 0, step: steps = 0 } = frame.value ?? {};
  return steps > 0 && epoch < config.value.epochs ? t("digits.resume") : t("digits.train");
};

export function RunBar() {
  const { epoch = 0, stepInEpoch = 0, stepsPerEpoch = 1, epochSeconds } = frame.value ?? {};
  const { epochs } = config.value;
  const idle = configFault.value !== undefined;
  return (
    <section class="digits-run card" aria-label={t("digits.learning")}>
      <Button kind="primary" testid="play" disabled={idle} onClick={play}>
        <span aria-hidden="true">{playing.value ? "❚❚" : "▶"}</span>
        {playText()}
      </Button>
      <Button testid="step" disabled={idle} onClick={step}>
        {t("digits.step")}
      </Button>
      <Button testid="reset" hint={t("run.resetHint")} onClick={reset}>
        {t("digits.reset")}
      </Button>
      <Button testid="new-weights" hint={t("run.newWeightsHint")} onClick={newWeights}>
        {t("run.newWeights")}
      </Button>
      <div class="digits-progress">
        <p>
          {t("run.epoch")} <output data-testid="epoch">{epoch}</output> {t("digits.epochOf", { n: epochs })}
          {epochSeconds !== undefined && (
            <span class="muted" data-testid="epoch-time" data-seconds={epochSeconds}>
              {t("digits.epochTime", { s: epochSeconds.toPrecision(2) })}
            </span>
          )}
        </p>
        <progress
          aria-label={t("digits.progress")}
          max={1}
          value={Math.min(1, (epoch + stepInEpoch / stepsPerEpoch) / epochs)}
        />
      </div>
      <div class="digits-files">
        <Button
          testid="save-model"
          disabled={modelFile.value === undefined}
          onClick={() => download("digits.safetensors", modelFile.peek()!)}
        >
          {t("digits.save")}
        </Button>
        <Button testid="keep-run" hint={t("keep.hint")} disabled={epoch === 0} onClick={() => void keep()}>
          {t("keep.button")}
        </Button>
        <FileButton
          testid="open-model"
          accept=".safetensors"
          onFile={async (file) => loadModel(new Uint8Array(await file.arrayBuffer()), file.name)}
        >
          {t("digits.open")}
        </FileButton>
      </div>
    </section>
  );
}
