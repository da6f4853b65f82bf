// Builds the documentation into dist/docs, a site of static files that works from any host and any folder of it, out of what
// `npm run build` has made: the reference from the comments and the registries, the pages, and the workbench below app/. With
// "dev" as argument, serves the pages and follows their changes.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { registryPage, withRegistryLinks } from "./docs/registry-page.mjs";
import { BASE, relocate } from "./docs/relocate.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const site = "dist/docs";

function run(script, args, env = {}) {
  const options = { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8", env: { ...process.env, ...env } };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], options);
  if (status === 0) return;
  process.stderr.write(stdout + stderr);
  process.exit(1);
}

const vitepress = "node_modules/vitepress/bin/vitepress.js";
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** What the site is built from, in short. */
function inputs() {
  const own = filesIn("docs").filter(
    (file) => !/^docs.(zh.)?api\b|^docs.\.vitepress.(cache|\.temp)\b/.test(file),
  );
  const scripts = ["scripts/docs.mjs", ...filesIn("scripts/docs"), "package-lock.json"];
  const made = [...filesIn("dist/src"), ...filesIn("dist/cli"), "dist/web/index.html"];
  const hash = createHash("sha256");
  for (const file of [...own, ...scripts, ...made].sort()) hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

const NOTE = "::: info\n这些内容由脚本从源代码生成，只有英文。\n:::\n";

/** The reference: docs/api, and below docs/zh the same pages with a word about their language. */
function writeReference() {
  for (const folder of ["docs/api", "docs/zh/api"]) rmSync(folder, { recursive: true, force: true });
  run("node_modules/typedoc/bin/typedoc", ["--options", "docs/.vitepress/typedoc.json"]);
  rmSync("docs/api/index.md"); // docs/reference.md says what there is
  writeFileSync("docs/api/registry.md", registryPage());
  const main = "docs/api/chainrule/index.md";
  writeFileSync(main, withRegistryLinks(readFileSync(main, "utf8")));
  for (const file of filesIn("docs/api")) {
    const text = `---\noutline: 2\n---\n\n${readFileSync(file, "utf8")}`;
    writeFileSync(file, text);
    const copy = file.replace("docs", join("docs", "zh"));
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(
      copy,
      text.replace(/^# .*\n/m, (title) => `${title}\n${NOTE}`),
    );
  }
}

if (process.argv[2] === "dev") {
  writeReference();
  spawnSync(process.execPath, [vitepress, "dev", "docs", ...process.argv.slice(3)], { stdio: "inherit" });
} else {
  const start = performance.now();
  const from = inputs();
  const page = join(site, "index.html");
  const upToDate = existsSync(page) && readFileSync(page, "utf8").includes(from);
  if (!upToDate) {
    writeReference();
    run(vitepress, ["build", "docs", "--base", BASE], { CHAINRULE_DOCS_INPUTS: from });
    relocate(site);
    cpSync("dist/web", join(site, "app"), { recursive: true });
  }
  const note = upToDate
    ? "up to date"
    : `${filesIn(site).filter((file) => file.endsWith(".html")).length} pages`;
  console.log(`docs     ${(performance.now() - start).toFixed(0).padStart(6)} ms  ${note}`);
}
