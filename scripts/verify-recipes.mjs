// npm run verify:recipes [-- name …]: trains every recipe, or those that are named, with every seed, holds what comes
// out against expectations.json, and writes the table to docs/results.md, recipe by recipe: what has been measured stands there
// though the rest be cut short. Ends with exit code 1 if a range is missed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { version } from "chainrule";
import { expectations, figuresOf, judge } from "./expectations.mjs";

const OUTPUT = fileURLToPath(new URL("../docs/results.md", import.meta.url));
const only = process.argv.slice(2);
const chosen = expectations.filter(({ recipe }) => only.length === 0 || only.includes(recipe));
const label = { test: "test accuracy", train: "training accuracy", trainError: "training error" };
const show = (value) => value.toFixed(2);

function range({ min, max }) {
  if (min === max) return `exactly ${min}`;
  return [min === undefined ? "" : `≥ ${min}`, max === undefined ? "" : `≤ ${max}`]
    .filter(Boolean)
    .join(", ");
}

const today = new Date().toISOString().slice(0, 10);
const nameOf = ({ recipe, about }) => (about ? `\`${recipe}\`, ${about}` : `\`${recipe}\``);
const figureOf = ({ metric, epoch, statistic }) =>
  `${statistic === "mean" ? "mean " : ""}${label[metric]} after ${epoch === "last" ? "the last epoch" : `epoch ${epoch}`}, %`;
const line = (cells) => `| ${cells.join(" | ")} |`;

/** The rows that stand in the table already, by recipe and figure: a run of some recipes leaves the others as they are. */
function readRows() {
  if (!existsSync(OUTPUT)) return new Map();
  const rows = readFileSync(OUTPUT, "utf8")
    .split("\n")
    .filter((text) => text.startsWith("| `"));
  return new Map(
    rows.map((text) => [
      text
        .split(" | ")
        .filter((_, i) => i === 0 || i === 2)
        .join(" | "),
      text,
    ]),
  );
}

const rows = readRows();
const keyOf = (expectation, check) => `| ${nameOf(expectation)} | ${figureOf(check)}`;
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
  "measured",
];

/** Writes the table as far as it is known. */
function writeTable() {
  const present = expectations.flatMap((expectation) =>
    expectation.checks.flatMap((check) => rows.get(keyOf(expectation, check)) ?? []),
  );
  const table = [line(heading), line(heading.map(() => "---")), ...present].join("\n");
  const notes = expectations
    .filter(({ note }) => note)
    .map(({ recipe, note }) => `\n\`${recipe}\`: ${note}\n`)
    .join("");
  writeFileSync(
    OUTPUT,
    `# Results

What the recipes come to on the full MNIST (60,000 + 10,000) or the data they name, made by \`npm run verify:recipes\` with
version ${version} on ${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}.
"NumPy float64" is what the same experiment gives when it is written out in NumPy, as its source document has it.
Seconds are those of one run with one seed, all evaluations included.

${table}
${notes}`,
  );
}

mkdirSync(dirname(OUTPUT), { recursive: true });
let missed = 0;
for (const expectation of chosen) {
  const epochs = [...new Set(expectation.checks.map(({ epoch }) => epoch))];
  const start = performance.now();
  const perSeed = [];
  for (const seed of expectation.seeds) {
    perSeed.push(await figuresOf(expectation, seed, epochs));
    console.log(
      `     ${nameOf(expectation)}, seed ${seed}: ${JSON.stringify(Object.fromEntries(perSeed.at(-1)))}`,
    );
  }
  const seconds = (performance.now() - start) / 1000 / expectation.seeds.length;
  for (const check of expectation.checks) {
    const { values, mean, holds } = judge(
      check,
      perSeed.map((figures) => figures.get(check.epoch)),
    );
    if (!holds) missed += 1;
    const spread = `${show(mean)} (${show(Math.min(...values))} to ${show(Math.max(...values))})`;
    const cells = [
      nameOf(expectation),
      expectation.document ?? "–",
      figureOf(check),
      spread,
      String(values.length),
      range(check),
      check.faithful ?? "–",
      holds ? "holds" : "**missed**",
      seconds.toFixed(1),
      today,
    ];
    rows.set(keyOf(expectation, check), line(cells));
    console.log(
      `${holds ? "ok  " : "MISS"} ${nameOf(expectation)}: ${figureOf(check)} ${spread}, wanted ${range(check)}`,
    );
  }
  writeTable();
}
console.log(missed === 0 ? "every range holds" : `${missed} ranges missed`);
process.exit(missed === 0 ? 0 : 1);
