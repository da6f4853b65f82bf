import type { ReportData } from "../report-data.js";
import { el, percent, section } from "./dom.js";
import { pictureMaker } from "./pictures.js";

/** Bars of one mistake: of many classes, those with the most. */
const MOST = 10;

/** The mistakes that the model is surest of: each with its picture and the probability of every class. */
export function mistakes(report: ReportData): HTMLElement | undefined {
  const { mistakes: wrong, classes } = report;
  if (classes === undefined) return undefined;
  if (wrong.length === 0) return section("Mistakes", "None: every sample is right.");
  const draw = pictureMaker(report);
  const cards = wrong.map((sample) => {
    const { index, truth, answer, probabilities, picture } = sample;
    const shown = classes.map((_, c) => c);
    if (shown.length > MOST) shown.sort((a, b) => probabilities[b] - probabilities[a]).splice(MOST);
    const rows = shown.map((c) =>
      el(
        "tr",
        { class: c === answer ? "answer" : c === truth ? "truth" : "" },
        el("th", { scope: "row" }, classes[c]),
        el("td", { class: "bar" }, el("i", { style: `--share:${probabilities[c]}` })),
        el("td", { class: "number" }, percent(probabilities[c], 0)),
      ),
    );
    return el(
      "li",
      {},
      draw && el("span", { class: "frame" }, draw(picture, `sample ${index}`)),
      el(
        "div",
        {},
        el(
          "p",
          {},
          "said ",
          el("b", { class: "bad" }, classes[answer]),
          ", is ",
          el("b", { class: "good" }, classes[truth]),
        ),
        el(
          "table",
          { class: "bars" },
          el("caption", { class: "hidden" }, `Probabilities of sample ${index}`),
          el("tbody", {}, ...rows),
        ),
      ),
    );
  });
  return section(
    "The surest mistakes",
    "Where the model was wrong and most certain: odd samples, wrong labels, or something it has not understood.",
    el("ul", { class: "mistakes" }, ...cards),
  );
}
