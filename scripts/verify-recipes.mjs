// npm run verify:recipes [-- name …]: trains every recipe, or those that are named, with every seed, holds what comes
// out against experiments/recipe-ranges.json, and writes the tables of docs/results.md, recipe by recipe: what has been measured stands there
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
const label = {
  test: "test accuracy",
  train: "training accuracy",
  trainError: "training error",
  gap: "training less test accuracy",
};
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
const spread = ({ values, mean }) =>
  `${show(mean)} (${show(Math.min(...values))} to ${show(Math.max(...values))})`;

/** The cells of a row from the second on: of a figure by itself, or of one with and without what the recipe shows. */
function cellsOf({ document, without }, check, verdict) {
  const seeds = String(verdict.values.length);
  if (without === undefined) {
    const { faithful } = check;
    return [document ?? "–", figureOf(check), spread(verdict), seeds, range(check), faithful ?? "–"];
  }
  const ranges = Object.entries({ with: check, without: check.without, difference: check.difference })
    .filter(([, wanted]) => wanted?.min !== undefined || wanted?.max !== undefined)
    .map(([name, wanted]) => `${name} ${range(wanted)}`);
  const spreads = [verdict, verdict.without, verdict.difference].map(spread);
  return [without.what, figureOf(check), ...spreads, seeds, ranges.join("; ")];
}

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
const END = ["", "s per run", "measured"];
const FIGURE = "mean (least to largest)";
const heading = ["recipe", "document", "figure", FIGURE, "seeds", "range", "NumPy float64", ...END];
const comparing = ["recipe", "shows", "figure", `with: ${FIGURE}`, "without", "difference", "seeds", "range"];

/** The rows that are known of some expectations, under their heading. */
function table(cells, some) {
  const present = some.flatMap((expectation) =>
    expectation.checks.flatMap((check) => rows.get(keyOf(expectation, check)) ?? []),
  );
  return [line(cells), line(cells.map(() => "---")), ...present].join("\n");
}

/** How to run a recipe without what it shows. */
function commandWithout({ recipe, without }) {
  const options = Object.entries(without.set).map(
    ([path, value]) => `--set '${path}=${JSON.stringify(value)}'`,
  );
  return `- without ${without.what}: \`chainrule train ${recipe} ${options.join(" ")}\``;
}

/** What `chainrule experiment run --all` has written into the page; it stays. */
const experimentsPart = () =>
  existsSync(OUTPUT)
    ? (/<!-- experiments -->[\s\S]*<!-- \/experiments -->\n?/.exec(readFileSync(OUTPUT, "utf8"))?.[0] ?? "")
    : "";

/** Writes the tables as far as they are known. */
function writeTables() {
  const kept = experimentsPart();
  const comparisons = expectations.filter(({ without }) => without !== undefined);
  const others = expectations.filter(({ without }) => without === undefined);
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

${table(heading, others)}
${notes}
## With and without

What one thing does: the same recipe and seeds with it, and without. The difference is in percentage points.

${table([...comparing, ...END], comparisons)}

${comparisons.map(commandWithout).join("\n")}
${kept === "" ? "" : `\n${kept}`}`,
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
  const runs = expectation.seeds.length * (expectation.without === undefined ? 1 : 2);
  const seconds = (performance.now() - start) / 1000 / runs;
  for (const check of expectation.checks) {
    const verdict = judge(
      check,
      perSeed.map((figures) => figures.get(check.epoch)),
    );
    const { holds } = verdict;
    if (!holds) missed += 1;
    const cells = [nameOf(expectation), ...cellsOf(expectation, check, verdict)];
    const outcome = holds ? "holds" : "**missed**";
    rows.set(keyOf(expectation, check), line([...cells, outcome, seconds.toFixed(1), today]));
    console.log(`${holds ? "ok  " : "MISS"} ${cells.filter((cell) => cell !== "–").join(", ")}`);
  }
  writeTables();
}
console.log(missed === 0 ? "every range holds" : `${missed} ranges missed`);
process.exit(missed === 0 ? 0 : 1);
