import { readFileSync } from "node:fs";
import { version } from "chainrule";
import { writeAtomically } from "chainrule/node";
import {
  documents,
  type Experiment,
  type Language,
  pick,
  type Text,
  topics,
} from "../../experiments/index.js";
import { figure } from "../draw/charts/figures.js";
import { chartMarkup, formulaMarkup } from "../report/charts/index.js";
import { element, escaped, markup } from "../report/charts/markup.js";
import { rangeText } from "./range.js";
import type { TimedOutcome } from "./text.js";

const words = {
  expect: { en: "What to look for", zh: "看什么" },
  why: { en: "Why", zh: "为什么" },
  check: { en: "The check", zh: "检验" },
  changed: {
    en: "Settings have been changed, so nothing is checked.",
    zh: "设置改过了，所以不作检验。",
  },
  stopped: {
    en: "Stopped half-way; this is what it had shown by then.",
    zh: "中途停下；这里是停下之前的结果。",
  },
  settings: { en: "Settings", zh: "设置" },
  figure: { en: "figure", zh: "量" },
  value: { en: "value", zh: "值" },
  range: { en: "must be", zh: "应为" },
  printed: { en: "document", zh: "文档" },
  holds: { en: "holds", zh: "符合" },
  missed: { en: "missed", zh: "不符" },
} as const satisfies Record<string, Text>;

/** Writes one page with the charts, the check and the explanation, in both languages; it needs nothing beside itself.
 *  Errors    E_IO */
export function writeExperimentReport(path: string, experiment: Experiment, outcome: TimedOutcome): void {
  const template = readFileSync(new URL("./experiment.html", import.meta.url), "utf8");
  const page = (["en", "zh"] as const).map((language) => pageOf(experiment, outcome, language)).join("\n");
  const made = template
    .replace("<!--TITLE-->", () => escaped(experiment.title.en))
    .replace("<!--PAGE-->", () => page);
  writeAtomically(path, Buffer.from(made));
}

function pageOf(experiment: Experiment, outcome: TimedOutcome, language: Language): string {
  const say = (text: Text) => pick(text, language);
  const { title, summary, expect, explanation, formulas, topic } = experiment;
  const origin = experiment.documents.map((id) => `${id} ${say(documents[id])}`).join("; ");
  const charts = outcome.charts.map((chart) => chartMarkup(chart, language));
  return element(
    "article",
    { lang: language === "zh" ? "zh-CN" : "en", class: language },
    markup("h1", {}, say(title)),
    markup("p", { class: "about" }, `${say(topics[topic])} · ${origin}`),
    markup("p", {}, say(summary)),
    outcome.status === "stopped" ? markup("p", { class: "bad" }, say(words.stopped)) : "",
    element("section", {}, markup("h2", {}, say(words.expect)), markup("p", {}, say(expect))),
    ...charts,
    checkOf(outcome, language),
    element(
      "section",
      {},
      markup("h2", {}, say(words.why)),
      ...say(explanation)
        .split("\n\n")
        .map((paragraph) => markup("p", {}, paragraph)),
      ...formulas.map((formula) => element("p", { class: "formula" }, formulaMarkup(formula, true))),
    ),
    settingsOf(experiment, outcome, language),
  );
}

function checkOf({ expectations, figures, size }: TimedOutcome, language: Language): string {
  if (figures === undefined) return "";
  const say = (text: Text) => pick(text, language);
  const heads = [words.figure, words.value, words.range, words.printed, { en: "", zh: "" }];
  const rows = expectations.map((one) =>
    element(
      "tr",
      {},
      markup("td", {}, say(one.label)),
      markup("td", { class: "number" }, figure(one.value, one.digits)),
      markup("td", {}, rangeText(one)),
      markup("td", {}, one.printed ?? ""),
      markup(
        "td",
        { class: one.holds ? "good" : "bad" },
        `${one.holds ? "✓" : "✗"} ${say(one.holds ? words.holds : words.missed)}`,
      ),
    ),
  );
  const body =
    size === "changed"
      ? markup("p", {}, say(words.changed))
      : element(
          "div",
          { class: "scroll" },
          element(
            "table",
            {},
            element(
              "thead",
              {},
              element("tr", {}, ...heads.map((head) => markup("th", { scope: "col" }, say(head)))),
            ),
            element("tbody", {}, ...rows),
          ),
        );
  return element("section", {}, markup("h2", {}, say(words.check)), body);
}

function settingsOf({ id, settings }: Experiment, outcome: TimedOutcome, language: Language): string {
  const set = Object.entries(outcome.settings)
    .filter(([name, value]) => value !== settings[name].default)
    .map(([name, value]) => ` --set ${name}=${value}`)
    .join("");
  const rows = Object.entries(settings).map(([name, setting]) =>
    element(
      "tr",
      {},
      markup("td", {}, pick(setting.label, language)),
      markup("td", {}, name),
      markup("td", { class: "number" }, String(outcome.settings[name])),
    ),
  );
  return element(
    "section",
    {},
    markup("h2", {}, pick(words.settings, language)),
    rows.length === 0 ? "" : element("table", {}, element("tbody", {}, ...rows)),
    markup("p", { class: "about" }, `chainrule experiment run ${id} --seed ${outcome.seed}${set}`),
    markup("p", { class: "about" }, `Chainrule ${version}, ${outcome.seconds.toFixed(1)} s`),
  );
}
