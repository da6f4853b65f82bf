// How long each experiment takes in Chromium, at its default size: `node bench/web-experiments.mjs [id …] [--json]`, after
// npm run build. Absolutes belong to the machine, which should have nothing else to do.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

const { values: options, positionals } = parseArgs({
  options: { json: { type: "boolean" } },
  allowPositionals: true,
});

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
// what measures is TypeScript, beside the workbench that it measures
const { module } = await runnerImport(path("../web/bench/experiments.ts"), {
  configFile: path("../vitest.config.ts"),
  logLevel: "warn",
});
const seconds = (value) => `${value.toFixed(2)} s`.padStart(10);
const show = (times) =>
  `${times.id.padEnd(32)}${seconds(times.picture)}${seconds(times.end)}  ${
    module.isMet(times) ? "" : `NO: ${times.status}`
  }`.trimEnd();

if (!options.json) {
  const { picture, end } = module.LIMITS;
  console.log(`${"".padEnd(32)}   picture       end  (at most ${picture} s and ${end} s)`);
}
const all = await module.measureExperiments(positionals, (times) => {
  if (!options.json) console.log(show(times));
});
if (options.json) console.log(JSON.stringify(all, null, 2));
if (!all.every(module.isMet)) process.exitCode = 1;
