// Functions of two variables as colours, with their level lines, points and trails.
import { contours } from "d3-contour";
import { useMemo } from "preact/hooks";
import { figure, type HeatmapChart, type HeatmapPanel } from "../../../../experiments/index.js";
import { dark } from "../../app/settings.ts";
import { type Rgb, signed } from "../colours.ts";
import { Legend } from "./legend.tsx";
import { colourAt } from "./palette.ts";
import { Panel } from "./panel.tsx";
import { Pixels } from "./pixels.tsx";
import type { DrawProps, Say } from "./say.ts";
import { marks } from "./scatter-plot.tsx";

const SIDE = 240;

/** From dark blue to yellow; a share from 0 to 1. */
const sequential = (share: number): Rgb => {
  const t = Math.max(0, Math.min(1, share || 0));
  return [25 + 230 * t, 25 + 205 * t, 90 + 40 * t - 76 * t * t];
};

function levelsOf(scale: HeatmapChart["scale"], [least, most]: HeatmapChart["range"]): number[] {
  if (scale === "diverging") return [(least + most) / 2];
  return Array.from({ length: 9 }, (_, i) => least + ((most - least) * (i + 1)) / 10);
}

interface HeatPanelProps {
  readonly chart: HeatmapChart;
  readonly panel: HeatmapPanel;
  readonly say: Say;
}

function HeatPanel({ chart: { scale, range }, panel, say }: HeatPanelProps) {
  const { width, height, values, x, y, groups = [], paths = [] } = panel;
  const isDark = dark.value;
  const [least, most] = range;
  const share = (value: number) => (value - least) / (most - least || 1);
  const colourOf = (value: number): Rgb =>
    scale === "diverging" ? signed(2 * share(value) - 1, isDark) : sequential(share(value));
  const px = (value: number) => ((value - x[0]) / (x[1] - x[0])) * SIDE;
  const py = (value: number) => ((y[1] - value) / (y[1] - y[0])) * SIDE;
  const levels = useMemo(
    () =>
      contours()
        .size([width, height])
        .thresholds(levelsOf(scale, range))([...values])
        .flatMap(({ coordinates }) => coordinates.flat())
        .map(
          (ring) =>
            `M${ring.map(([a, b]) => `${((a / width) * SIDE).toFixed(1)} ${((b / height) * SIDE).toFixed(1)}`).join("L")}`,
        )
        .join(""),
    [panel],
  );
  return (
    <Panel name={say(panel.name)} note={panel.note && say(panel.note)}>
      <div class="chart-plane">
        <Pixels width={width} height={height} label={say(panel.name)} values={values} colourOf={colourOf} />
        <svg viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true">
          <path class="level" d={levels} />
          {paths.map(({ points }, i) => (
            <path
              key={i}
              class={scale === "diverging" ? "line trail" : `line ${colourAt(i + 1)}`}
              d={`M${points
                .filter((point) => point.every(Number.isFinite))
                .map((point) => `${px(point[0]).toFixed(1)} ${py(point[1]).toFixed(1)}`)
                .join("L")}`}
            />
          ))}
          {groups.map(({ points }, i) => (
            <path key={i} class={`mark ${colourAt(i)}`} d={marks(points, i, px, py)} />
          ))}
        </svg>
      </div>
    </Panel>
  );
}

export function HeatPanels({ chart, say }: DrawProps<HeatmapChart>) {
  const { panels, x, y, range } = chart;
  const ends = panels[0] && `${figure(panels[0].x[0])} … ${figure(panels[0].x[1])}`;
  return (
    <>
      <div class="chart-panels">
        {panels.map((panel, i) => (
          <HeatPanel key={i} chart={chart} panel={panel} say={say} />
        ))}
      </div>
      <Legend names={panels[0]?.groups?.map(({ name }) => say(name)) ?? []} shapes />
      <p class="chart-about">
        {say(x)} → {ends}, {say(y)} ↑ · {figure(range[0])} … {figure(range[1])}
      </p>
    </>
  );
}
