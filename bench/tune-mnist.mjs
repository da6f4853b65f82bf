// How much training ASHA saves: random search over mnist-mlp-best's settings on 10,000 images, every trial to its end; then
// the same search as ASHA would have gone, epoch by epoch, from what was recorded. That is what a run of its own would come
// to, bit for bit, since a trial trains the same however it is judged.
// `node bench/tune-mnist.mjs [--trials 100] [--epochs 27] [--workers 1] [--json]`, after npm run build; takes long.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { locate } from "./chainrule.mjs";

const { parseSpace, Study } = await import(locate("chainrule/tune"));
const { values: options } = parseArgs({
  options: {
    trials: { type: "string", default: "100" },
    epochs: { type: "string", default: "27" },
    workers: { type: "string", default: "1" },
    json: { type: "boolean" },
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

/** Every trial to its end, in the folder of a study that is gone afterwards. */
function searchAll() {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-mnist-"));
  try {
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
    const { seconds } = run(file, "--out", join(folder, "study"), "--workers", options.workers);
    return { seconds, all: run("export", join(folder, "study")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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

const { seconds, all } = searchAll();
const steps = all.reduce((sum, { cost }) => sum + (cost?.steps ?? 0), 0);
const best = Math.max(...all.map(({ objectives }) => objectives?.[0] ?? 0));
const asha = [2, 3, 4].map((reduction) => {
  const { steps: some, ...result } = withAsha(all, reduction);
  return { ...result, behind: best - result.best, stepsShare: some / steps };
});
if (options.json) console.log(JSON.stringify({ trials, epochs, seconds, best, steps, asha }, null, 2));
else {
  console.log(`${trials} trials of ${epochs} epochs: best ${best}, ${steps} steps, ${seconds.toFixed(0)} s`);
  for (const { reduction, best, behind, stepsShare } of asha)
    console.log(
      `ASHA, 1 of ${reduction}: best ${best}, ${(100 * behind).toFixed(2)} % behind, with ${(100 * stepsShare).toFixed(1)} % of the steps`,
    );
}
