// Writes the charts that the tour shows, each as its experiment has drawn it at its default settings, into docs/.vitepress/charts:
// node scripts/docs/charts.mjs, after a build; with ids, only theirs. They are data; the site draws them, in both languages.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Of each experiment, the chart that says most in little room. */
const CHOSEN = {
  "neuron-as-line": "plane",
  activations: "slopes",
  "xor-from-gates": "planes",
  "perceptron-learning": "mistakes",
  "linear-vs-nonlinear": "accuracies",
  "squared-features": "accuracy",
  "sigmoid-vs-relu": "accuracy",
  spiral: "plane",
  "moons-hidden-units": "naive",
  "moons-depth": "accuracy",
  "backprop-by-hand": "forward",
  "numerical-vs-analytic-gradient": "loss",
  "vanishing-gradients": "sizes",
  "softmax-overflow": "softmax",
  "gradient-descent-paths": "heights",
  saddle: "heights",
  "error-surface": "surface",
  "learning-rate": "sweep",
  "batch-size": "sweep",
  "lr-schedule": "rates",
  optimizers: "testAccuracy",
  "weight-init": "outputs",
  "relu-dead": "sums",
  "batch-norm": "testAccuracy",
  iris: "accuracies",
  "mnist-sigmoid": "answers",
  "mnist-wide": "testAccuracy",
  overfitting: "testLoss",
  "weight-decay": "testLoss",
  dropout: "testLoss",
  augmentation: "testAccuracy",
  transfer: "accuracies",
  im2col: "convolution",
  "cnn-filters": "after",
  "find-the-bug": "errors",
  losses: "slopes",
  "mnist-relu": "testAccuracy",
  "nine-steps": "5-training",
  "dropout-mask": "masks",
  "cnn-mnist": "moved",
  hyperparameters: "spans",
  "random-search-narrowing": "history",
  "bayesian-vs-random": "ends",
};

/** Colours need fewer digits than places do. */
const shorter = (value, digits = 3) => {
  if (typeof value === "number") return Number(value.toPrecision(digits));
  if (Array.isArray(value)) return value.map((one) => shorter(one, digits));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, shorter(one, key === "values" ? 2 : digits)]),
  );
};

const folder = `${root}docs/.vitepress/charts`;
mkdirSync(folder, { recursive: true });
const ids = process.argv.slice(2);
for (const [id, wanted] of Object.entries(CHOSEN)) {
  if (ids.length > 0 && !ids.includes(id)) continue;
  const outcome = execFileSync(
    process.execPath,
    [`${root}dist/cli/main.js`, "experiment", "run", id, "--json"],
    { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "ignore"] },
  );
  const { charts } = JSON.parse(outcome);
  const chart = charts.find((one) => one.id === wanted);
  if (chart === undefined) throw new Error(`${id} has no chart "${wanted}": ${charts.map((one) => one.id)}`);
  const text = JSON.stringify(chart.kind === "table" ? chart : shorter(chart)); // a table says its numbers
  writeFileSync(`${folder}/${id}.json`, `${text}\n`);
  console.log(`${id}  ${(text.length / 1024).toFixed(1)} KiB`);
}
