// ```experiment: a card for one experiment. ```experiments: cards for those of a topic that the page has not had yet.
import { readFileSync } from "node:fs";
import type MarkdownIt from "markdown-it";
import type { Experiment } from "../../../experiments/lib/index.js";
import type { Language } from "../pages.js";
import { storedChart } from "./charts.js";
import { experiments } from "./experiments.js";
import { drawFence } from "./fences.js";
import { formula } from "./formulas.js";

const words = {
  en: {
    open: "Open in the workbench",
    expect: "What to look for.",
    why: "Why it comes out so",
    seconds: (n: number) => `about ${n} s`,
    more: "More on this",
  },
  zh: {
    open: "在工作台中打开",
    expect: "看什么：",
    why: "为什么会这样",
    seconds: (n: number) => `约 ${n} 秒`,
    more: "相关实验",
  },
} as const;

type Code = (text: string, language: string) => string;

const inLanguage = (text: Experiment["title"], language: Language): string =>
  typeof text === "string" ? text : text[language];

/** @param level of its heading */
function card(md: MarkdownIt, experiment: Experiment, language: Language, code: Code): string {
  const word = words[language];
  const text = (of: Experiment["title"]) => md.utils.escapeHtml(inLanguage(of, language));
  const paragraphs = inLanguage(experiment.explanation, language).split("\n\n");
  const title = text(experiment.title);
  return `<section class="experiment">
<h3 id="experiment-${experiment.id}" tabindex="-1">${title} <a class="header-anchor" href="#experiment-${experiment.id}" aria-label="${title}">&#8203;</a></h3>
<p>${text(experiment.summary)}</p>
${experiment.formulas.map(({ tex }) => `<div class="formula">${formula(tex, true)}</div>`).join("")}
${storedChart(experiment.id, language)}
<p><strong>${word.expect}</strong> ${text(experiment.expect)}</p>
<details><summary>${word.why}</summary>${paragraphs.map((one) => `<p>${md.utils.escapeHtml(one)}</p>`).join("")}</details>
${code(`npx chainrule experiment run ${experiment.id}\n`, "sh")}
<p class="experiment-links"><Workbench to="#/experiments?id=${experiment.id}">${word.open}</Workbench> · ${word.seconds(experiment.seconds)}</p>
</section>`;
}

export function cards(md: MarkdownIt): void {
  const languageOf = (page: string): Language => (page.startsWith("zh/") ? "zh" : "en");
  drawFence(md, "experiment", (id, page, code) => {
    const experiment = experiments().find((one) => one.id === id);
    if (experiment === undefined) throw new Error(`${page}: there is no experiment "${id}".`);
    return card(md, experiment, languageOf(page), code);
  });
  drawFence(md, "experiments", (topic, page, code) => {
    const ofTopic = experiments().filter((one) => one.topic === topic);
    if (ofTopic.length === 0) throw new Error(`${page}: there is no topic "${topic}".`);
    const source = readFileSync(new URL(`../../${page}`, import.meta.url), "utf8");
    const rest = ofTopic.filter(({ id }) => !source.includes(`\`\`\`experiment\n${id}\n`));
    if (rest.length === 0) return "";
    const language = languageOf(page);
    const heading = `<h2 id="more" tabindex="-1">${words[language].more} <a class="header-anchor" href="#more" aria-label="${words[language].more}">&#8203;</a></h2>`;
    return heading + rest.map((one) => card(md, one, language, code)).join("\n");
  });
}
