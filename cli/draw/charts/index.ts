import type { Chart } from "../../../experiments/index.js";
import { pick } from "../../../experiments/index.js";
import { out } from "../../terminal.js";
import { barLines } from "./bars.js";
import { heatmapLines } from "./heatmap.js";
import { histogramLines } from "./histogram.js";
import { imageLines } from "./images.js";
import { lineLines, scatterLines } from "./lines.js";
import { tableLines } from "./table.js";

/** A chart as lines of text, for a terminal or a pipe. */
export function drawChart(chart: Chart): string {
  const head = out.bold(pick(chart.title, "en"));
  const foot = chart.caption === undefined ? [] : [out.dim(pick(chart.caption, "en"))];
  return [head, ...linesOf(chart), ...foot].join("\n");
}

function linesOf(chart: Chart): readonly string[] {
  switch (chart.kind) {
    case "line":
      return lineLines(chart);
    case "scatter":
      return scatterLines(chart);
    case "histogram":
      return histogramLines(chart);
    case "heatmap":
      return heatmapLines(chart);
    case "bars":
      return barLines(chart);
    case "images":
      return imageLines(chart);
    case "table":
      return tableLines(chart);
  }
}
