import type { ReportData, ReportSample } from "../report-data.js";
import { el, number, percent, section } from "./dom.js";
import { pictureMaker } from "./pictures.js";

/** The confusion matrix. Each cell that has samples is a button that shows them below. */
export function matrix(report: ReportData): HTMLElement | undefined {
  const { confusion, classes, cells, image } = report;
  if (confusion === undefined || classes === undefined) return undefined;
  const panel = el("div", { class: "panel", id: "cell", "aria-live": "polite" });
  const draw = pictureMaker(report);
  const most = Math.max(1, ...confusion.flatMap((row, i) => row.filter((_, j) => i !== j)));
  let open: HTMLElement | undefined;

  const show = (button: HTMLElement, truth: number, answer: number) => {
    open?.setAttribute("aria-expanded", "false");
    open = open === button ? undefined : button;
    panel.replaceChildren();
    if (open === undefined) return;
    button.setAttribute("aria-expanded", "true");
    const count = confusion[truth][answer];
    const samples = cells[truth * classes.length + answer];
    const what =
      truth === answer ? `${classes[truth]}, rightly` : `${classes[truth]}, taken for ${classes[answer]}`;
    const some = samples.length < count ? `; the ${samples.length} surest are shown` : "";
    panel.append(
      el("h3", {}, `${what}: ${number(count)}${some}`),
      el("ul", { class: "pictures" }, ...samples.map((sample) => item(sample, draw))),
    );
  };

  const cell = (truth: number, answer: number) => {
    const count = confusion[truth][answer];
    const right = truth === answer;
    if (count === 0) return el("td", { class: "none" }, "·");
    const strength = right ? 1 : 0.25 + (0.75 * count) / most;
    const label = right
      ? `${classes[truth]}: ${count} right`
      : `${classes[truth]} taken for ${classes[answer]}: ${count}`;
    const button = el(
      "button",
      {
        type: "button",
        "aria-label": label,
        "aria-expanded": "false",
        "aria-controls": "cell",
        style: `--strength:${strength}`,
      },
      number(count),
    );
    button.addEventListener("click", () => show(button, truth, answer));
    return el("td", { class: right ? "right" : "wrong" }, button);
  };

  const rows = confusion.map((row, truth) =>
    el("tr", {}, el("th", { scope: "row" }, classes[truth]), ...row.map((_, answer) => cell(truth, answer))),
  );
  return section(
    "What is taken for what",
    `A row is what the samples are, a column what the model said. Select a cell to see its ${image ? "pictures" : "samples"}.`,
    el(
      "div",
      { class: "scroll" },
      el(
        "table",
        { class: "matrix" },
        el(
          "caption",
          { class: "hidden" },
          "Confusion matrix: rows are the true classes, columns the answers",
        ),
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("th", { scope: "col" }, "is ↓ said →"),
            ...classes.map((name) => el("th", { scope: "col" }, name)),
          ),
        ),
        el("tbody", {}, ...rows),
      ),
    ),
    panel,
  );
}

function item(sample: ReportSample, draw: ReturnType<typeof pictureMaker>): HTMLElement {
  const name = `sample ${sample.index}`;
  const text = `${percent(sample.probability)}`;
  return el(
    "li",
    { title: `${name}, ${text}` },
    draw && el("span", { class: "frame" }, draw(sample.picture, name)),
    el("small", {}, draw ? text : `${name}: ${text}`),
  );
}
