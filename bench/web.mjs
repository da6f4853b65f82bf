// npm run bench:web: what the workbench is held to, measured in Chromium. Absolutes belong to the machine, which should
// have nothing else to do.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";
import { chainrule } from "./chainrule.mjs";
import { description } from "./machine.mjs";
import { figuresMarkdown, figuresText } from "./web/table.mjs";

const help = `npm run bench:web -- [options]     every figure of the workbench; some four minutes

  --json           one JSON document on stdout
  --page           also writes the table into docs/workbench.md`;

const { values: options } = parseArgs({
  options: { json: { type: "boolean" }, page: { type: "boolean" }, help: { type: "boolean" } },
});
if (options.help) {
  console.log(help);
  process.exit();
}

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
// what measures is TypeScript, which the tests share
const { module } = await runnerImport(path("../web/bench/index.ts"), { configFile: false, logLevel: "warn" });
const figures = await module.measureWorkbench((what) => process.stderr.write(`${what} …\n`));
const results = {
  version: chainrule.version,
  date: new Date().toISOString().slice(0, 10),
  machine: description(),
  figures: figures.map((figure) => ({ ...figure, met: module.isMet(figure) })),
};
if (options.json) console.log(JSON.stringify(results, null, 2));
else console.log(figuresText(results.figures));

if (options.page) {
  const page = path("../docs/workbench.md");
  const text = readFileSync(page, "utf8");
  const [begin, end] = ["<!-- figures -->\n", "\n<!-- end of figures -->"].map((mark) => text.indexOf(mark));
  if (begin < 0 || end < begin) throw new Error(`${page} has lost the marks between which the figures go`);
  const head = text.slice(0, text.indexOf("\n", begin) + 1);
  writeFileSync(page, `${head}\n${figuresMarkdown(results)}\n${text.slice(end)}`);
}
if (results.figures.some(({ met }) => met === false)) process.exitCode = 1;
