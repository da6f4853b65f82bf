// Builds the package into dist/: the library file by file, chainrule/node and the command line as bundles that need no
// other package at run time, the workbench as a static site. One line per step; more only when something fails. With
// "web" as argument, the workbench alone.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
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
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
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
  const output = "src/kernels/wasm/generated/worker.ts"; // the last to be written
  const sources = [
    ...filesIn("assembly"),
    ...filesIn("src/kernels/wasm/threads"),
    "scripts/build-kernels.mjs",
  ];
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

/** Kernels as they are, not deflated: to set up the streams that inflate them takes Node longer than all the rest. */
const inflatedKernels = {
  name: "inflated-kernels",
  transform(code, id) {
    if (!dirname(id).endsWith(join("wasm", "generated")) || !id.endsWith("bytes.ts")) return null;
    return code.replace(/"([^"]+)"/, (_, packed) =>
      JSON.stringify(inflateRawSync(Buffer.from(packed, "base64")).toString("base64")),
    );
  },
};

/** What Node imports: all entries in a few files, as reading a hundred takes longer than a training step. Elsewhere it is
 *  dist/src, of which bundlers take what is used. */
async function buildNode() {
  const dir = join(dist, "node");
  const input = Object.fromEntries(
    ["index", "data/index", "format/index", "tune/index", "node/index"].map((entry) => [
      entry,
      `src/${entry}.ts`,
    ]),
  );
  const made = await bundle(
    input,
    { dir, chunkFileNames: "[name]-[hash].js" },
    { plugins: [inflatedKernels] },
  );
  const wanted = new Set(made.map(({ fileName }) => join(dir, fileName)));
  for (const file of filesIn(dir)) if (!wanted.has(file)) rmSync(file);
  return `${made.length} files`;
}

async function buildCli() {
  const dir = join(dist, "cli");
  const made = await bundle(
    // worker.js is piscina's, which looks for it beside itself; it starts trial.js
    {
      main: "cli/main.ts",
      trial: "cli/tune/trial-thread.ts",
      worker: "node_modules/piscina/dist/worker.js",
      // for scripts/expectations.mjs, so that figures are held against ranges in one way only
      judge: "experiments/lib/judge.ts",
    },
    {
      dir,
      entryFileNames: "[name].js",
      chunkFileNames: "chunk-[name].js",
      banner: ({ name, moduleIds }) => {
        if (name === "main") return "#!/usr/bin/env node";
        const piscina = moduleIds.some((id) => /piscina\/dist\/index\.js$/.test(id));
        return piscina ? "const __dirname = import.meta.dirname;" : "";
      },
    },
    // optional: what the queue needs, and what would lower the priority of threads
    { external: [/^node:/, /^chainrule(\/|$)/, "bullmq", "ioredis", "@napi-rs/nice"] },
  );
  chmodSync(join(dir, "main.js"), 0o755);
  const pages = ["report.html", "experiment.html"];
  const wanted = new Set([...made.map(({ fileName }) => fileName), ...pages].map((name) => join(dir, name)));
  for (const file of filesIn(dir)) if (!wanted.has(file)) rmSync(file);
  return `${made.length} files`;
}

/** A report is one page: its style and its script, bundled, go into the HTML; the command adds the data. That of an
 *  experiment needs no script. */
async function buildReport() {
  const folder = "cli/report";
  const build = await rolldown({ input: `${folder}/page/main.ts`, platform: "browser", logLevel: "warn" });
  const { output } = await build.generate({ format: "iife", minify: true });
  await build.close();
  const parts = { STYLE: readFileSync(`${folder}/page.css`, "utf8"), SCRIPT: output[0].code };
  mkdirSync(join(dist, "cli"), { recursive: true });
  const sizes = Object.entries({ page: "report", experiment: "experiment" }).map(([template, name]) => {
    const page = readFileSync(`${folder}/${template}.html`, "utf8").replace(
      /\/\*(STYLE|SCRIPT)\*\//g,
      (_, part) => parts[part],
    );
    writeFileSync(join(dist, "cli", `${name}.html`), page);
    return `${(page.length / 1024).toFixed(0)} KiB`;
  });
  return sizes.join(", ");
}

/** Built again only when something that goes into it has changed; the page itself says what it was built from. */
async function buildWeb() {
  const hash = createHash("sha256");
  for (const file of [
    ...filesIn("web"),
    ...filesIn("experiments"),
    ...filesIn(join(dist, "src")),
    "package-lock.json",
  ].sort()) {
    if (/\.test\.tsx?$|^web.(e2e|bench)/.test(file)) continue;
    hash.update(relative(root, resolve(file))).update(readFileSync(file));
  }
  const inputs = hash.digest("hex").slice(0, 16);
  const page = join(dist, "web", "index.html");
  if (existsSync(page) && readFileSync(page, "utf8").includes(inputs)) return "up to date";
  process.env.CHAINRULE_WEB_INPUTS = inputs;
  const { build } = await import("vite");
  await build({ configFile: "web/vite.config.ts", logLevel: "warn" });
  const size = filesIn(join(dist, "web")).reduce((sum, file) => sum + statSync(file).size, 0);
  return `${(size / 1024).toFixed(0)} KiB`;
}

if (!process.argv.includes("web")) {
  await step("kernels", buildKernels);
  await step("library", buildLibrary);
  await step("node", buildNode);
  await step("cli", buildCli);
  if (existsSync("cli/report/page.html")) await step("report", buildReport);
}
await step("web", buildWeb);
