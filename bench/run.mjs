// npm run bench: how long a training step and a prediction take, ours and others', in turns, in one run. What counts is
// the ratio; the absolutes belong to the machine.
import { parseArgs } from "node:util";
import { chainrule } from "./chainrule.mjs";
import { cores, description } from "./machine.mjs";
import { comparePrediction, compareTraining } from "./measure.mjs";
import { peers } from "./peers/process.mjs";
import { paces } from "./rounds.mjs";
import { comparisonText, limitsText } from "./table.mjs";
import { inferences, predicting, workloads } from "./workloads.mjs";

const help = `npm run bench -- [W1 … W7] [I1 I2] [options]     by default W1 to W5

  --quick          shorter, and less exact
  --peers LIST     only these, of ${peers
    .slice(1)
    .map(({ id }) => id)
    .join(",")}
  --json           one JSON document on stdout
  --page           everything, and docs/performance.md with its charts; some ten minutes. With W1 …: only
                   those anew, all else as it stands there`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean" },
    peers: { type: "string" },
    json: { type: "boolean" },
    page: { type: "boolean" },
    help: { type: "boolean" },
  },
});
const known = [...workloads, ...inferences].map(({ name }) => name);
const wantedPeers = options.peers?.split(",") ?? peers.map(({ id }) => id);
const unknown = [
  ...positionals.filter((name) => !known.includes(name)),
  ...wantedPeers.filter((wanted) => peers.every(({ id }) => id !== wanted)),
];
if (options.help || unknown.length > 0) {
  console.log(unknown.length > 0 ? `Not known: ${unknown.join(", ")}\n\n${help}` : help);
  process.exit(unknown.length > 0 ? 2 : 0);
}
const page = options.page && (await import("./page/page.mjs")); // says at once, not at the end, if it cannot draw
const everything = options.page && positionals.length === 0;
const names = positionals.length > 0 ? positionals : options.page ? known : known.slice(0, 5);
const pace = options.quick ? paces.quick : paces.full;
const here = peers.filter(({ id }, i) => i === 0 || wantedPeers.includes(id));
const [ours] = here;

const tell = (what) => process.stderr.write(`${what} …\n`);
const print = (text) => (options.json ? process.stderr : process.stdout).write(`${text}\n`);

/** On one core each; then those that can use more on all. */
async function compareOn(compare) {
  const comparisons = [await compare(here, 1)];
  if (cores > 1) {
    const able = here.filter(({ javascript }) => !javascript);
    comparisons.push(await compare(able, cores));
  }
  for (const comparison of comparisons) print(comparisonText(comparison));
  return comparisons;
}

const results = {
  version: chainrule.version,
  date: new Date().toISOString().slice(0, 10),
  machine: description(),
  rounds: pace.rounds,
  training: [],
  prediction: [],
};
for (const workload of workloads.filter(({ name }) => names.includes(name))) {
  tell(`${workload.name}  ${workload.title}`);
  const compare = (peers, threads) => compareTraining(workload, peers, threads, pace);
  results.training.push(...(await compareOn(compare)));
}
for (const inference of inferences.filter(({ name }) => names.includes(name))) {
  for (const workload of workloads.filter(({ name }) => predicting.includes(name))) {
    tell(`${inference.name} of ${workload.name}`);
    const compare = (peers, threads) => comparePrediction(inference, workload, peers, threads, pace);
    results.prediction.push(...(await compareOn(compare)));
  }
}
if (everything) {
  const { measureScaling } = await import("./scaling.mjs");
  const { measureLimits } = await import("./limits.mjs");
  results.scaling = await measureScaling(ours, pace, tell);
  results.limits = await measureLimits(pace, tell);
  print(limitsText(results.limits));
  await page.writePage(results);
} else if (options.page) {
  const { renewedFigures } = await import("./page/renew.mjs");
  await page.writePage(renewedFigures(results));
}
if (options.json) console.log(JSON.stringify(results, null, 2));

const { training, prediction } = results;
const differs = [...training, ...prediction].some(({ entries }) =>
  entries.some(({ sameWork }) => sameWork === false),
);
if (differs) process.exitCode = 1;
