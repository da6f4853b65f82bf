// Which points, how many, how noisy, and how they are divided.
import { CLASS_DATA, type DataKind, isDrawn, isRegression, VALUE_DATA } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Slider } from "../../ui/slider.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { CurveFields } from "./curve-fields.tsx";
import { OwnFields } from "./own-fields.tsx";
import { takeCurrentPoints } from "./own-points.ts";
import { change, config, regenerate } from "./store.ts";

/** Takes up other data, with as many points as usual and what goes with them. */
function choose(data: DataKind): void {
  if (data === "own") {
    takeCurrentPoints();
    return;
  }
  const { noise, loss, samples } = config.peek();
  const values = isRegression({ data });
  change({
    data,
    samples:
      values === isRegression(config.peek()) ? samples : values ? (data === "curve" ? 200 : 1200) : 500,
    noise: data === "blobs" && noise === 0 ? 20 : noise,
    loss: data === "blobs" ? "softmaxCrossEntropy" : loss,
  });
}

export function DataPanel() {
  const { data, noise, samples, classes, trainShare, batchSize } = config.value;
  const values = isRegression(config.value);
  const drawn = isDrawn(config.value);
  return (
    <section class="card panel" aria-labelledby="data-title">
      <h2 id="data-title">{t("data.title")}</h2>
      <Tabs
        label={t("data.problem")}
        testid="problem"
        value={values ? "values" : "classes"}
        options={[
          ["classes", t("data.classification")],
          ["values", t("data.regression")],
        ]}
        onChange={(problem) => choose(problem === "values" ? "plane" : "circles")}
      />
      <div class="data-kinds">
        {(values ? VALUE_DATA : CLASS_DATA).map((kind: DataKind) => (
          <Button key={kind} testid={`data-${kind}`} pressed={kind === data} onClick={() => choose(kind)}>
            {t(`data.${kind}`)}
          </Button>
        ))}
      </div>
      {data === "own" && <OwnFields />}
      {data === "curve" && <CurveFields />}
      {data === "blobs" && (
        <Slider
          label={t("data.classes")}
          testid="classes"
          {...{ value: classes, min: 2, max: 5, step: 1 }}
          onChange={(value) => change({ classes: value })}
        />
      )}
      {!drawn && (
        <Slider
          label={t("data.noise")}
          testid="noise"
          {...{ value: noise, min: 0, max: data === "moons" ? 100 : 50, step: 5 }}
          onChange={(value) => change({ noise: value })}
        />
      )}
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
      {!drawn && (
        <Slider
          label={t("data.samples")}
          testid="samples"
          {...{ value: samples, min: 50, max: 2000, step: 50 }}
          onChange={(value) => change({ samples: value })}
        />
      )}
      <Button testid="regenerate" onClick={regenerate}>
        {t(drawn ? "data.divide" : "data.regenerate")}
      </Button>
    </section>
  );
}
