// Which points, how many, how noisy, and how they are divided.
import { DATA_KINDS } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Slider } from "../../ui/slider.tsx";
import { change, config, regenerate } from "./store.ts";

export function DataPanel() {
  const { data, noise, samples, classes, trainShare, batchSize } = config.value;
  return (
    <section class="card panel" aria-labelledby="data-title">
      <h2 id="data-title">{t("data.title")}</h2>
      <div class="data-kinds">
        {DATA_KINDS.map((kind) => (
          <Button
            key={kind}
            testid={`data-${kind}`}
            pressed={kind === data}
            onClick={() =>
              change({ data: kind, loss: kind === "blobs" ? "softmaxCrossEntropy" : config.peek().loss })
            }
          >
            {t(`data.${kind}`)}
          </Button>
        ))}
      </div>
      {data === "blobs" && (
        <Slider
          label={t("data.classes")}
          testid="classes"
          {...{ value: classes, min: 2, max: 5, step: 1 }}
          onChange={(value) => change({ classes: value })}
        />
      )}
      <Slider
        label={t("data.noise")}
        testid="noise"
        {...{ value: noise, min: 0, max: 50, step: 5 }}
        onChange={(value) => change({ noise: value })}
      />
      <Slider
        label={t("data.trainShare")}
        testid="train-share"
        {...{ value: trainShare, min: 10, max: 90, step: 10, unit: " %" }}
        onChange={(value) => change({ trainShare: value })}
      />
      <Slider
        label={t("data.batchSize")}
        testid="batch-size"
        {...{ value: batchSize, min: 1, max: Math.max(30, batchSize), step: 1 }}
        onChange={(value) => change({ batchSize: value })}
      />
      <Slider
        label={t("data.samples")}
        testid="samples"
        {...{ value: samples, min: 50, max: 2000, step: 50 }}
        onChange={(value) => change({ samples: value })}
      />
      <Button testid="regenerate" onClick={regenerate}>
        {t("data.regenerate")}
      </Button>
    </section>
  );
}
