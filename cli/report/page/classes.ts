import type { ReportData } from "../report-data.js";
import { el, number, percent, section } from "./dom.js";

/** Precision, recall and F1 of each class. */
export function classTable({ perClass, macro }: ReportData): HTMLElement | undefined {
  if (perClass === undefined || macro === undefined) return undefined;
  const share = (value: number) =>
    el("td", { class: "number share", style: `--share:${value}` }, percent(value));
  const rows = perClass.map((report) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, report.class),
      share(report.precision),
      share(report.recall),
      share(report.f1),
      el("td", { class: "number" }, number(report.support)),
    ),
  );
  const mean = el(
    "tr",
    {},
    el("th", { scope: "row" }, "mean"),
    ...[macro.precision, macro.recall, macro.f1].map(share),
    el("td"),
  );
  const heads = ["class", "precision", "recall", "F1", "samples"];
  return section(
    "Class by class",
    "Precision: of those taken for this class, the share that are. Recall: of those in it, the share that was found. F1: the harmonic mean of the two.",
    el(
      "div",
      { class: "scroll" },
      el(
        "table",
        { class: "classes" },
        el("caption", { class: "hidden" }, "Precision, recall and F1 of each class"),
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            ...heads.map((name, i) => el("th", { scope: "col", class: i > 0 ? "number" : "" }, name)),
          ),
        ),
        el("tbody", {}, ...rows),
        el("tfoot", {}, mean),
      ),
    ),
  );
}
