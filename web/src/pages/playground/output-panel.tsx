// What the network answers over the plane, how well that fits, and how it got there.
import { computed, signal } from "@preact/signals";
import { dark } from "../../app/settings.ts";
import { HeatMap, type PointSet } from "../../charts/heat-map.tsx";
import { LineChart } from "../../charts/line-chart.tsx";
import { paintClasses, paintSigned } from "../../charts/pixels.ts";
import { t } from "../../i18n/index.ts";
import { Switch } from "../../ui/switch.tsx";
import { RESOLUTION, VIEW } from "../../worker/plane.ts";
import { columns, frame, start } from "./store.ts";

const showTest = signal(false);
const discretize = signal(false);

const picture = computed(() => {
  const now = frame.value;
  const begun = start.value;
  if (now === undefined || begun === undefined) return undefined;
  const image = new ImageData(RESOLUTION, RESOLUTION);
  const options = { dark: dark.value, steps: discretize.value };
  const classes = now.output.length / RESOLUTION ** 2;
  // a probability ½ is the boundary
  if (classes === 1) paintSigned(now.output, image, { ...options, scale: 2, shift: -1 });
  else if (classes === 2)
    paintSigned(
      Float32Array.from({ length: RESOLUTION ** 2 }, (_, i) => now.output[2 * i + 1] - now.output[2 * i]),
      image,
      options,
    );
  else paintClasses(now.output, classes, image, options);
  return image;
});

const points = computed((): readonly PointSet[] => {
  const begun = start.value;
  if (begun === undefined) return [];
  const { trainPoints, trainTargets, testPoints, testTargets } = begun;
  const train: PointSet = { points: trainPoints, labels: trainTargets, rim: "light" };
  return showTest.value ? [train, { points: testPoints, labels: testTargets, rim: "dark" }] : [train];
});

const losses = computed(() => columns.value.slice(0, 3));

const number = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(4));
const percent = (value: number | undefined) => (value === undefined ? "–" : `${(100 * value).toFixed(1)} %`);

export function OutputPanel() {
  const { train, test } = frame.value ?? {};
  return (
    <section class="card output-panel" aria-labelledby="output-title">
      <h2 id="output-title">{t("output.title")}</h2>
      <HeatMap
        {...{ picture, points, view: VIEW }}
        testid="heat-map"
        label={t("output.map", { accuracy: percent(train?.accuracy), loss: number(train?.loss) })}
      />
      <div class="output-switches">
        <Switch
          testid="show-test"
          label={t("output.showTest")}
          checked={showTest.value}
          onChange={(on) => {
            showTest.value = on;
          }}
        />
        <Switch
          testid="discretize"
          label={t("output.discretize")}
          checked={discretize.value}
          onChange={(on) => {
            discretize.value = on;
          }}
        />
      </div>
      <dl class="scores">
        <div>
          <dt>{t("output.trainLoss")}</dt>
          <dd data-testid="train-loss">{number(train?.loss)}</dd>
        </div>
        <div>
          <dt>{t("output.testLoss")}</dt>
          <dd data-testid="test-loss">{number(test?.loss)}</dd>
        </div>
        <div>
          <dt>{t("output.trainAccuracy")}</dt>
          <dd data-testid="train-accuracy">{percent(train?.accuracy)}</dd>
        </div>
        <div>
          <dt>{t("output.testAccuracy")}</dt>
          <dd data-testid="test-accuracy">{percent(test?.accuracy)}</dd>
        </div>
      </dl>
      <LineChart
        data={losses}
        xLabel={t("run.epoch")}
        label={t("output.curve")}
        testid="loss-chart"
        lines={[
          { label: t("output.trainLoss"), colour: "--positive" },
          { label: t("output.testLoss"), colour: "--negative", dash: [5, 4] },
        ]}
      />
    </section>
  );
}
