// Curves over a common x that grow while one watches (uPlot). The numbers are a signal: new ones are drawn without
// drawing the page anew. Colours are names of tokens, so that they follow the theme.
import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { dark } from "../app/settings.ts";
import "./line-chart.css";

export interface Line {
  readonly label: string;
  /** A custom property: "--positive". */
  readonly colour: string;
  readonly dash?: readonly number[];
}

export interface LineChartProps {
  /** The x of every row, then the y of each line; NaN where there is none, null where the line goes on to the next. */
  readonly data: ReadonlySignal<readonly (readonly (number | null)[])[]>;
  readonly lines: readonly Line[];
  readonly xLabel: string;
  readonly label: string;
  readonly testid: string;
  readonly height?: number;
  readonly logY?: boolean;
  /** How far x goes while there is only one place of it. */
  readonly reach?: number;
}

export function LineChart({
  data,
  lines,
  xLabel,
  label,
  testid,
  height = 170,
  logY = false,
  reach = 100,
}: LineChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const isDark = dark.value;
  const names = lines.map(({ label }) => label).join();
  // the names stand for the lines, the theme for their colours
  useEffect(() => {
    const element = box.current!;
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: token("--muted"),
      grid: { stroke: token("--line"), width: 1 },
      ticks: { show: false },
      font: "11px system-ui",
    };
    const made = new uPlot(
      {
        width: element.clientWidth || 300,
        height,
        scales: {
          x: {
            time: false,
            range: ({ data: [x] }, min, max) =>
              x.length > 1 ? [min, max] : [x[0] ?? 0, (x[0] ?? 0) + reach],
          },
          y: { distr: logY ? 3 : 1 },
        },
        axes: [
          { ...axis, size: 24 },
          { ...axis, size: 44 },
        ],
        legend: { live: true },
        cursor: { drag: { x: false, y: false } },
        series: [
          { label: xLabel },
          ...lines.map(({ label, colour, dash }) => ({
            label,
            stroke: token(colour),
            width: 2,
            dash: dash && [...dash],
            points: { show: false },
            spanGaps: true,
            value: (_: uPlot, value: number | null) =>
              value === null || Number.isNaN(value) ? "–" : value.toPrecision(4),
          })),
        ],
      },
      data.peek() as uPlot.AlignedData,
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) made.setSize({ width: element.clientWidth, height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [names, xLabel, height, logY, isDark, reach]);
  useSignalEffect(() => {
    plot.current?.setData(data.value as uPlot.AlignedData);
  });
  return <div class="line-chart" ref={box} role="img" aria-label={label} data-testid={testid} />;
}
