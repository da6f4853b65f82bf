// The charts of experiments, drawn as in their reports, from what scripts/docs/charts.mjs has stored.
import { existsSync, readFileSync } from "node:fs";
import { chartMarkup } from "../../../cli/report/charts/index.js";
import type { Chart } from "../../../experiments/lib/index.js";
import type { Language } from "../pages.js";

/** The chart of an experiment as markup; nothing where none is stored. */
export function storedChart(id: string, language: Language): string {
  const file = new URL(`../charts/${id}.json`, import.meta.url);
  if (!existsSync(file)) return "";
  const drawn = chartMarkup(JSON.parse(readFileSync(file, "utf8")) as Chart, language);
  // a heading would be one of the page's
  return `<div class="chart" v-pre>${drawn.replace(/<h2>(.*?)<\/h2>/, '<p class="chart-title">$1</p>')}</div>`;
}
