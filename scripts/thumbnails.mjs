// node scripts/thumbnails.mjs [id …]: runs experiments at their default size and draws a small picture of each for the list
// in the workbench, web/src/pages/experiments/thumbnails.json. With ids only those are drawn anew; the others stay.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const output = path("../web/src/pages/experiments/thumbnails.json");
const load = async (relative) =>
  (await runnerImport(path(relative), { configFile: path("../vitest.config.ts"), logLevel: "warn" })).module;

const { experiments, startExperiment } = await load("../experiments/index.ts");
const { loadData } = await load("../src/node/index.ts");
const { thumbnailOf } = await load("../web/src/pages/experiments/thumbnail-of.ts");

const asked = process.argv.slice(2);
const all = existsSync(output) ? JSON.parse(readFileSync(output, "utf8")) : {};
for (const experiment of experiments) {
  const { id, picture } = experiment;
  if (asked.length > 0 ? !asked.includes(id) : id in all) continue;
  const run = startExperiment(experiment, {
    data: (spec, seed) => loadData(spec, { seed }),
    now: () => performance.now(),
  });
  for await (const _ of run.events);
  const { charts } = run.outcome;
  const chart = charts.find((one) => (picture === undefined ? one.kind !== "table" : one.id === picture));
  if (chart === undefined) throw new Error(`${id} has no chart to stand for it`);
  all[id] = thumbnailOf(chart);
  console.log(id.padEnd(32), chart.id.padEnd(16), JSON.stringify(all[id]).length);
}
const lines = experiments
  .filter(({ id }) => id in all)
  .map(({ id }) => `  ${JSON.stringify(id)}: ${JSON.stringify(all[id])}`);
writeFileSync(output, `{\n${lines.join(",\n")}\n}\n`);
