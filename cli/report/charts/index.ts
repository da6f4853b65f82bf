import temml from "temml";
import {
  type Cell,
  type Chart,
  type Formula,
  type Language,
  pick,
  type TableChart,
} from "../../../experiments/index.js";
import { figure } from "../../draw/charts/figures.js";
import { element, escaped, markup } from "./markup.js";
import { heatmapSvg, imagesSvg } from "./pixels.js";
import { barSvg, histogramSvg, lineSvg, type Say, scatterSvg } from "./plots.js";

/** A formula as MathML, which browsers draw by themselves. */
export const formulaMarkup = ({ tex, plain }: Formula, display = false): string =>
  temml
    .renderToString(tex, { displayMode: display, annotate: false, throwOnError: true })
    .replace("<math", `<math aria-label="${escaped(plain)}"`);

/** A chart as markup. */
export function chartMarkup(chart: Chart, language: Language): string {
  const say: Say = (label) => pick(label, language);
  const name = say(chart.title);
  return element(
    "section",
    {},
    markup("h2", {}, name),
    chart.caption === undefined ? "" : markup("p", { class: "about" }, say(chart.caption)),
    drawn(chart, name, say),
  );
}

function drawn(chart: Chart, name: string, say: Say): string {
  switch (chart.kind) {
    case "line":
      return lineSvg(chart, name, say);
    case "scatter":
      return scatterSvg(chart, name, say);
    case "histogram":
      return histogramSvg(chart, say);
    case "heatmap":
      return heatmapSvg(chart, say);
    case "bars":
      return barSvg(chart, name, say);
    case "images":
      return imagesSvg(chart, say);
    case "table":
      return tableMarkup(chart, say);
  }
}

function tableMarkup({ columns, rows, digits }: TableChart, say: Say): string {
  const cell = (value: Cell) => {
    if (typeof value === "number") return markup("td", { class: "number" }, figure(value, digits));
    if (typeof value === "object" && "tex" in value) return element("td", {}, formulaMarkup(value));
    return markup("td", {}, say(value));
  };
  return element(
    "div",
    { class: "scroll" },
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element("tr", {}, ...columns.map((column) => markup("th", { scope: "col" }, say(column)))),
      ),
      element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map(cell)))),
    ),
  );
}
