// How much training ASHA saves: random search over mnist-mlp-best's settings on 10,000 images, every trial to its end; then
// the same search as ASHA would have gone, epoch by epoch, from what was recorded. That is what a run of its own would come
// to, bit for bit, since a trial trains the same however it is judged.
// `node bench/tune-mnist.mjs [--trials 100] [--epochs 27] [--workers 1] [--out DIR] [--json] [--page]`, after npm run build;
// takes long. What it has done stays in DIR: the same call goes on from there. --page enters the figures in docs/tuning.md.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { locate } from "./chainrule.mjs";
import { measuredOn, writeSection } from "./section.mjs";

const { parseSpace, Study } = await import(locate("chainrule/tune"));
const { values: options } = parseArgs({
  options: {
    trials: { type: "string", default: "100" },
    epochs: { type: "string", default: "27" },
    workers: { type: "string", default: "1" },
    out: { type: "string" },
    json: { type: "boolean" },
    page: { type: "boolean" },
  },
});
const [trials, epochs] = [Number(options.trials), Number(options.epochs)];
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));

const space = {
  "optimizer.learningRate.maxLr": { kind: "logFloat", low: 1e-4, high: 0.1 },
  "optimizer.weightDecay": { kind: "logFloat", low: 1e-4, high: 1 },
  "model.layers.0.units": { kind: "logInt", low: 32, high: 512 },
  "model.layers.3.units": { kind: "logInt", low: 32, high: 512 },
  batchSize: { kind: "choice", options: [50, 100, 200] },
};
const study = {
  recipe: "mnist-mlp-best",
  set: { data: "mnist-10k", epochs },
  space,
  objective: "test.accuracy",
  sampler: "random",
  trials,
  seed: 1,
};

/** Every trial to its end; those that an earlier call has done are not done again. */
function searchAll() {
  const folder = options.out ?? join(tmpdir(), `chainrule-tune-mnist-${trials}-${epochs}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "study.json");
  writeFileSync(file, JSON.stringify(study));
  const run = (...args) => {
    const { status, stdout } = spawnSync(process.execPath, [main, "tune", ...args, "--json"], {
      cwd: root, // where the digits are
      stdio: ["ignore", "pipe", "inherit"],
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) process.exit(1);
    return JSON.parse(stdout);
  };
  run(file, "--out", join(folder, "study"), "--resume", "--workers", options.workers);
  return run("export", join(folder, "study"));
}

/** The same trials one after the other, each as long as ASHA lets it. */
function withAsha(all, reduction) {
  const pruner = { kind: "asha", reduction };
  const plan = {
    space: parseSpace(space, "space"),
    goals: ["maximise"],
    sampler: { kind: "random" },
    pruner,
  };
  const replay = new Study({ ...plan, trials, seed: study.seed });
  let steps = 0;
  for (const { number, state, reports, objectives, cost } of all) {
    replay.ask();
    const last = reports.find((report) => replay.report(number, report));
    const share = last === undefined ? 1 : last.step / epochs;
    steps += (cost?.steps ?? 0) * share;
    if (last !== undefined) replay.tell(number, { state: "pruned" });
    else if (state === "done") replay.tell(number, { state, objectives });
    else replay.tell(number, { state: "failed", failure: { reason: "diverged", message: "" } });
  }
  return { reduction, best: replay.best.objectives[0], trial: replay.best.number, steps };
}

const all = searchAll();
const steps = all.reduce((sum, { cost }) => sum + (cost?.steps ?? 0), 0);
const best = Math.max(...all.map(({ objectives }) => objectives?.[0] ?? 0));
const asha = [2, 3, 4].map((reduction) => {
  const { steps: some, ...result } = withAsha(all, reduction);
  return { ...result, behind: best - result.best, steps: some, stepsShare: some / steps };
});

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const count = (n) => Math.round(n).toLocaleString("en");
const rows = [
  ["every trial to its end", percent(best), count(steps), percent(1)],
  ...asha.map((one) => [
    `ASHA, one of ${one.reduction} goes on`,
    percent(one.best),
    count(one.steps),
    percent(one.stepsShare),
  ]),
];
const page = `${trials} trials of random search over the settings of \`mnist-mlp-best\` on the 10,000 digits, ${epochs} epochs each, judged by
1,000 digits, of which one is 0.1 %; and the same trials, each only as long as ASHA lets it (\`node bench/tune-mnist.mjs\`,
${measuredOn()}):

| Search | Best accuracy | Training steps | Of all |
|---|---|---|---|
${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}`;

if (options.json) console.log(JSON.stringify({ trials, epochs, best, steps, asha }, null, 2));
else console.log(page);
if (options.page) writeSection("docs/tuning.md", "asha", page);
