// npm run verify:recipes [-- name …]: trains every recipe on the full MNIST with every seed, holds what comes out against
// expectations.json, and writes the table to docs/results.md. Ends with exit code 1 if a range is missed.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { version } from "chainrule";
import { expectations, figuresOf, judge } from "./expectations.mjs";

const only = process.argv.slice(2);
const chosen = expectations.filter(({ recipe }) => only.length === 0 || only.includes(recipe));
const label = { test: "test accuracy", train: "training accuracy", trainError: "training error" };
const show = (value) => value.toFixed(2);

function range({ min, max, statistic }) {
  const bounds =
    min === max
      ? `exactly ${min}`
      : [min === undefined ? "" : `≥ ${min}`, max === undefined ? "" : `≤ ${max}`].filter(Boolean).join(", ");
  return statistic === "mean" ? `mean ${bounds}` : bounds;
}

const rows = [];
let missed = 0;
for (const expectation of chosen) {
  const epochs = [...new Set(expectation.checks.map(({ epoch }) => epoch))];
  const start = performance.now();
  const perSeed = [];
  for (const seed of expectation.seeds) perSeed.push(await figuresOf(expectation, seed, epochs));
  const seconds = (performance.now() - start) / 1000 / expectation.seeds.length;
  for (const check of expectation.checks) {
    const { values, mean, holds } = judge(
      check,
      perSeed.map((figures) => figures.get(check.epoch)),
    );
    if (!holds) missed += 1;
    const spread = `${show(mean)} (${show(Math.min(...values))} to ${show(Math.max(...values))})`;
    const name = expectation.about
      ? `\`${expectation.recipe}\`, ${expectation.about}`
      : `\`${expectation.recipe}\``;
    rows.push([
      name,
      expectation.document ?? "–",
      `${label[check.metric]} after ${check.epoch === "last" ? "the last epoch" : `epoch ${check.epoch}`}, %`,
      spread,
      String(values.length),
      range(check),
      check.faithful ?? "–",
      holds ? "holds" : "**missed**",
      seconds.toFixed(1),
    ]);
    console.log(
      `${holds ? "ok  " : "MISS"} ${name}: ${label[check.metric]} at ${check.epoch}: ${spread}, wanted ${range(check)}`,
    );
  }
}

if (only.length === 0) {
  const heading = [
    "recipe",
    "document",
    "figure",
    "mean (least to largest)",
    "seeds",
    "range",
    "NumPy float64",
    "",
    "s per run",
  ];
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const table = [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n");
  const notes = chosen
    .filter(({ note }) => note)
    .map(({ recipe, note }) => `\n\`${recipe}\`: ${note}\n`)
    .join("");
  mkdirSync("docs", { recursive: true });
  writeFileSync(
    "docs/results.md",
    `# Results

What the recipes come to on the full MNIST (60,000 + 10,000), made by \`npm run verify:recipes\` on
${new Date().toISOString().slice(0, 10)} with version ${version}, ${cpus()[0].model}, Node ${process.version}.
"NumPy float64" is what the same experiment gives when it is written out in NumPy, as its source document has it.
Seconds are those of one run with one seed, all evaluations included.

${table}
${notes}`,
  );
}
console.log(missed === 0 ? "every range holds" : `${missed} ranges missed`);
process.exit(missed === 0 ? 0 : 1);
