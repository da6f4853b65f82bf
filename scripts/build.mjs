// Builds the package into dist/: the library file by file, chainrule/node and the command line as bundles that need no
// other package at run time. One line per step; more only when something fails.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
process.chdir(root);

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

async function step(name, action) {
  const start = performance.now();
  const note = (await action()) ?? "";
  console.log(`${name.padEnd(8)} ${(performance.now() - start).toFixed(0).padStart(6)} ms  ${note}`);
}

function run(script, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
  if (status === 0) return;
  process.stderr.write(stdout + stderr);
  process.exit(1);
}

/** Compiled again only when a source is newer: the compiler takes longer than all the rest. */
function buildKernels() {
  const output = "src/kernels/wasm/generated/window-bytes.ts";
  const sources = [...filesIn("assembly"), "scripts/build-kernels.mjs"];
  const made = existsSync(output) ? statSync(output).mtimeMs : 0;
  if (sources.every((file) => statSync(file).mtimeMs < made)) return "up to date";
  run("scripts/build-kernels.mjs");
}

function buildLibrary() {
  run("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json");
  // chainrule/node is bundled; of its folder only the types are wanted. What has lost its source goes, too.
  for (const file of filesIn(join(dist, "src"))) {
    const module = relative(dist, file).replace(/(\.d\.ts|\.js)$/, "");
    const bundled = module.startsWith(join("src", "node") + sep) && file.endsWith(".js");
    if (bundled || !existsSync(join(root, `${module}.ts`))) rmSync(file);
  }
}

/** In dist/node.js the pure library stays outside, at its place in dist/src: were it copied in, there would be two
 *  classes ChainruleError, and `instanceof` would tell them apart. */
const pureLibraryOutside = {
  name: "pure-library-outside",
  resolveId(source, importer) {
    if (!source.startsWith(".") || importer === undefined) return null;
    const inside = relative(root, join(importer, "..", source));
    const pure = inside.startsWith(`src${sep}`) && !inside.startsWith(join("src", "node") + sep);
    return pure ? { id: `./${inside.replaceAll(sep, "/")}`, external: true } : null;
  },
};

async function bundle(input, output, options = {}) {
  const build = await rolldown({
    input,
    platform: "node",
    logLevel: "warn",
    external: [/^node:/, /^chainrule(\/|$)/],
    ...options,
  });
  const { output: made } = await build.write({ format: "esm", ...output });
  await build.close();
  return made;
}

async function buildNode() {
  await bundle("src/node/index.ts", { file: join(dist, "node.js") }, { plugins: [pureLibraryOutside] });
}

async function buildCli() {
  const dir = join(dist, "cli");
  const made = await bundle("cli/main.ts", {
    dir,
    entryFileNames: "main.js",
    chunkFileNames: "[name].js",
    banner: (chunk) => (chunk.isEntry ? "#!/usr/bin/env node" : ""),
  });
  chmodSync(join(dir, "main.js"), 0o755);
  const wanted = new Set([...made.map(({ fileName }) => join(dir, fileName)), join(dir, "report.html")]);
  for (const file of filesIn(dir)) if (!wanted.has(file)) rmSync(file);
  return `${made.length} files`;
}

/** The report is one page: its style and its script, bundled, go into the HTML; the command adds the data. */
async function buildReport() {
  const folder = "cli/report";
  const build = await rolldown({ input: `${folder}/page/main.ts`, platform: "browser", logLevel: "warn" });
  const { output } = await build.generate({ format: "iife", minify: true });
  await build.close();
  const parts = { STYLE: readFileSync(`${folder}/page.css`, "utf8"), SCRIPT: output[0].code };
  const page = readFileSync(`${folder}/page.html`, "utf8").replace(
    /\/\*(STYLE|SCRIPT)\*\//g,
    (_, part) => parts[part],
  );
  mkdirSync(join(dist, "cli"), { recursive: true });
  writeFileSync(join(dist, "cli", "report.html"), page);
  return `${(page.length / 1024).toFixed(0)} KiB`;
}

await step("kernels", buildKernels);
await step("library", buildLibrary);
await step("node", buildNode);
await step("cli", buildCli);
if (existsSync("cli/report/page.html")) await step("report", buildReport);
