// Builds the documentation into dist/docs, a site of static files, from what `npm run build` has made: the reference out of the
// comments and the registries, then the pages, then the workbench below app/. With "dev", serves the pages as they change.
// Other arguments go to VitePress: --base /docs/ for a site below a path.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { registryPage } from "./docs/registry-page.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

const NOTE = "::: info\n这些内容由脚本从源代码生成，只有英文。\n:::\n";

/** The reference: docs/api, and below docs/zh the same pages with a word about their language. */
function writeReference() {
  for (const folder of ["docs/api", "docs/zh/api"]) rmSync(folder, { recursive: true, force: true });
  run("node_modules/typedoc/bin/typedoc", "--options", "docs/.vitepress/typedoc.json");
  writeFileSync("docs/api/registry.md", registryPage());
  for (const name of readdirSync("docs/api", { recursive: true })) {
    if (!name.endsWith(".md")) continue;
    const copy = join("docs/zh/api", name);
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(
      copy,
      readFileSync(join("docs/api", name), "utf8").replace(/^# .*\n/, (title) => `${title}\n${NOTE}`),
    );
  }
}

const args = process.argv.slice(2);
const command = args[0] === "dev" ? args.shift() : "build";
writeReference();
run("node_modules/vitepress/bin/vitepress.js", command, "docs", ...args);
if (command === "build") cpSync("dist/web", "dist/docs/app", { recursive: true });
