import type { ReportData } from "../report-data.js";
import { el, number, percent, section, short } from "./dom.js";

/** The figure that counts, and what it stands for. */
export function headline({
  title,
  score,
  samples,
  data,
  split,
  lossName,
  created,
  macro,
}: ReportData): HTMLElement {
  const figure = (value: string, name: string, main = false) =>
    el("div", { class: main ? "figure main" : "figure" }, el("b", {}, value), el("span", {}, name));
  const figures =
    score.accuracy === undefined
      ? [figure(short(score.loss), lossName, true)]
      : [
          figure(percent(score.accuracy, 2), "right", true),
          figure(number(Math.round((1 - score.accuracy) * samples)), `wrong of ${number(samples)}`),
          figure(short(score.loss), `loss (${lossName})`),
          macro && figure(percent(macro.f1), "mean F1"),
        ];
  const part =
    split === "test"
      ? "test samples, none of which it has learnt from"
      : "samples; none were kept back to test";
  return el(
    "header",
    {},
    el("h1", {}, title),
    el(
      "p",
      { class: "about" },
      `${number(samples)} ${part}, of ${data}. ${created.slice(0, 16).replace("T", " ")} UTC.`,
    ),
    el("div", { class: "figures" }, ...figures),
  );
}

/** What the network is made of, for whoever wants to make it again. */
export function origin({ layers, parameters, model, version, weightsDigest }: ReportData): HTMLElement {
  const rows = layers.map(({ index, kind, output, parameters: own, multiplyAdds }) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, `${index} ${kind}`),
      el("td", {}, output.join("×")),
      el("td", { class: "number" }, own === 0 ? "–" : number(own)),
      el("td", { class: "number" }, multiplyAdds === 0 ? "–" : number(multiplyAdds)),
    ),
  );
  const heads = ["layer", "output", "parameters", "multiply-adds"];
  return section(
    "The network",
    `${number(parameters)} parameters, in ${model}. Made by Chainrule ${version}; SHA-256 of the weights ${weightsDigest.slice(0, 16)}….`,
    el(
      "div",
      { class: "scroll" },
      el(
        "table",
        {},
        el("caption", { class: "hidden" }, "Layers of the network"),
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            ...heads.map((name, i) => el("th", { scope: "col", class: i > 1 ? "number" : "" }, name)),
          ),
        ),
        el("tbody", {}, ...rows),
      ),
    ),
  );
}
