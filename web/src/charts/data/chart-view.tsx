// A chart, whatever its kind: experiments make charts as data, and this draws them.
import type { Chart } from "../../../../experiments/index.js";
import { BarPlot } from "./bar-plot.tsx";
import { HeatPanels } from "./heat-panels.tsx";
import { HistogramPanels } from "./histogram-panels.tsx";
import { ImageGrid } from "./image-grid.tsx";
import { LinePlot } from "./line-plot.tsx";
import { say } from "./say.ts";
import { ScatterPlot } from "./scatter-plot.tsx";
import { TableView } from "./table-view.tsx";
import "./charts.css";

export function ChartView({ chart, testid }: { chart: Chart; testid: string }) {
  return (
    <section class="chart" data-testid={testid} data-kind={chart.kind}>
      <h3>{say(chart.title)}</h3>
      {chart.caption !== undefined && <p class="chart-about">{say(chart.caption)}</p>}
      <Drawn chart={chart} />
    </section>
  );
}

function Drawn({ chart }: { chart: Chart }) {
  switch (chart.kind) {
    case "line":
      return <LinePlot chart={chart} say={say} />;
    case "scatter":
      return <ScatterPlot chart={chart} say={say} />;
    case "histogram":
      return <HistogramPanels chart={chart} say={say} />;
    case "heatmap":
      return <HeatPanels chart={chart} say={say} />;
    case "bars":
      return <BarPlot chart={chart} say={say} />;
    case "images":
      return <ImageGrid chart={chart} say={say} />;
    case "table":
      return <TableView chart={chart} say={say} />;
  }
}
