// Writes into both READMEs and the pages of docs/ what their programs and `npm start` print now: node scripts/readme.mjs, after a
// build. test/readme.test.ts and test/docs.test.ts fail when that has become necessary.
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "chainrule-readme-"));
mkdirSync(join(folder, "node_modules"));
symlinkSync(root, join(folder, "node_modules", "chainrule"), "junction");

/** What a program prints: on stderr, then on stdout. */
function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr + stdout);
  return stderr + stdout;
}

function outputOf(program) {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
  writeFileSync(join(folder, "program.mjs"), ts.transpile(program, options));
  return run("program.mjs");
}

/** The output of `npm start`, shortened: three epochs and the last two; of the pictures of mistakes, the first row. */
function quickStart() {
  const lines = run(join(root, "scripts", "start.mjs"))
    .trimEnd()
    .split("\n");
  const epochs = lines.flatMap((line, i) => (/^epoch\b/.test(line) ? [i] : []));
  const mistakes = lines.findIndex((line) => line.startsWith("Wrong"));
  const end = lines.findIndex((line, i) => mistakes !== -1 && i > mistakes + 1 && line === "");
  return [
    ...lines.slice(0, epochs[3]),
    "…",
    ...lines.slice(epochs.at(-2), end === -1 ? undefined : end),
    ...(end === -1 ? [] : ["…"]),
    "",
  ].join("\n");
}

const start = quickStart();
const outputs = new Map();
const guides = readdirSync(join(root, "docs"), { recursive: true })
  .filter((name) => name.endsWith(".md") && !/^(zh.)?api\b/.test(name))
  .map((name) => join("docs", name));
for (const name of ["README.md", "README.zh.md", ...guides]) {
  const before = readFileSync(join(root, name), "utf8");
  const page = before
    .replace(/^(```console\n).*?^```$/ms, (_, fence) => `${fence}${start}\`\`\``)
    .replace(/^(```(?:js|ts)\n(.*?)^```\n\n```text\n).*?^```$/gms, (_, before, program) => {
      if (!outputs.has(program)) outputs.set(program, outputOf(program));
      return `${before}${outputs.get(program)}\`\`\``;
    });
  if (page !== before) writeFileSync(join(root, name), page);
}
rmSync(folder, { recursive: true });
