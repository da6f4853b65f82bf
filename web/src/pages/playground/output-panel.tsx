// What the network answers, in several views; how well that fits, and how it got there.
import { computed, signal } from "@preact/signals";
import { LineChart } from "../../charts/line-chart.tsx";
import { t } from "../../i18n/index.ts";
import { Switch } from "../../ui/switch.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { BoundaryView } from "./boundary-view.tsx";
import { LogTable } from "./log-table.tsx";
import { discretize, showTest } from "./pictures.ts";
import { ReliefView } from "./relief-view.tsx";
import { Scrubber } from "./scrubber.tsx";
import { columns, frame } from "./store.ts";
import { SurfaceView } from "./surface-view.tsx";
import { WarpView } from "./warp-view.tsx";

const VIEWS = ["boundary", "warp", "surface", "relief"] as const;
const view = signal<(typeof VIEWS)[number]>("boundary");
const curve = signal<"loss" | "accuracy">("loss");
const logScale = signal(false);

const curves = computed(() => {
  const [epochs, ...rest] = columns.value;
  const [train, test] = curve.value === "loss" ? rest : rest.slice(2);
  // a logarithm of 0 has no place
  const positive = (values: readonly number[]) =>
    logScale.value ? values.map((y) => Math.max(y, 1e-12)) : values;
  return [epochs, positive(train), positive(test)];
});

const number = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(4));
const percent = (value: number | undefined) => (value === undefined ? "–" : `${(100 * value).toFixed(1)} %`);

function Scores() {
  const { train, test } = frame.value ?? {};
  const scores = [
    ["train-loss", t("output.trainLoss"), number(train?.loss)],
    ["test-loss", t("output.testLoss"), number(test?.loss)],
    ["train-accuracy", t("output.trainAccuracy"), percent(train?.accuracy)],
    ["test-accuracy", t("output.testAccuracy"), percent(test?.accuracy)],
  ];
  return (
    <dl class="scores">
      {scores.map(([testid, name, value]) => (
        <div key={testid}>
          <dt>{name}</dt>
          <dd data-testid={testid}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function OutputPanel() {
  return (
    <section class="card output-panel" aria-labelledby="output-title">
      <h2 id="output-title">{t("output.title")}</h2>
      <Tabs
        label={t("view.choose")}
        testid="view"
        value={view.value}
        options={VIEWS.map((name) => [name, t(`view.${name}`)])}
        onChange={(name) => {
          view.value = name;
        }}
      />
      {view.value === "boundary" && <BoundaryView />}
      {view.value === "warp" && <WarpView />}
      {view.value === "surface" && <SurfaceView />}
      {view.value === "relief" && <ReliefView />}
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
      <Scrubber />
      <Scores />
      <div class="curve-head">
        <Tabs
          label={t("output.curve")}
          testid="curve"
          value={curve.value}
          options={[
            ["loss", t("output.loss")],
            ["accuracy", t("output.accuracy")],
          ]}
          onChange={(name) => {
            curve.value = name;
          }}
        />
        <Switch
          testid="log-scale"
          label={t("output.logScale")}
          checked={logScale.value}
          onChange={(on) => {
            logScale.value = on;
          }}
        />
      </div>
      <LineChart
        data={curves}
        logY={logScale.value}
        xLabel={t("run.epoch")}
        label={t("output.curve")}
        testid="loss-chart"
        lines={[
          { label: t("output.train"), colour: "--positive" },
          { label: t("output.test"), colour: "--negative", dash: [5, 4] },
        ]}
      />
      <LogTable />
    </section>
  );
}
