// How TPE does beside random search: on six functions with known minima, the median of the best value after so many trials
// over some seeds. `node bench/tune-functions.mjs [--seeds 30] [--trials 100] [--json]`, after npm run build.
import { parseArgs } from "node:util";
import { locate } from "./chainrule.mjs";

const { parseSpace, Study } = await import(locate("chainrule/tune"));

const { values: options } = parseArgs({
  options: {
    seeds: { type: "string", default: "30" },
    trials: { type: "string", default: "100" },
    json: { type: "boolean" },
  },
});
const seeds = Number(options.seeds);
const trials = Number(options.trials);

const float = (low, high) => ({ kind: "float", low, high });
/** `n` parameters x1 … xn. */
const box = (n, low, high) =>
  Object.fromEntries(Array.from({ length: n }, (_, i) => [`x${i + 1}`, float(low, high)]));
const numbers = (values) => Object.keys(values).map((name) => values[name]);

const HARTMANN = {
  weights: [1, 1.2, 3, 3.2],
  scales: [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
  ],
  centres: [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
  ],
};

/** The first four as in Surjanovic and Bingham, "Virtual library of simulation experiments: test functions". */
const functions = [
  {
    name: "Branin",
    minimum: 0.397887,
    space: { x1: float(-5, 10), x2: float(0, 15) },
    of: ({ x1, x2 }) =>
      (x2 - (5.1 / (4 * Math.PI ** 2)) * x1 ** 2 + (5 / Math.PI) * x1 - 6) ** 2 +
      10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x1) +
      10,
  },
  {
    name: "Hartmann-6",
    minimum: -3.32237,
    space: box(6, 0, 1),
    of: (values) => {
      const x = numbers(values);
      const distance = (i) =>
        x.reduce((sum, xj, j) => sum + HARTMANN.scales[i][j] * (xj - HARTMANN.centres[i][j]) ** 2, 0);
      return -HARTMANN.weights.reduce((sum, weight, i) => sum + weight * Math.exp(-distance(i)), 0);
    },
  },
  {
    name: "Rosenbrock-5",
    minimum: 0,
    space: box(5, -5, 10),
    of: (values) => {
      const x = numbers(values);
      return x.slice(1).reduce((sum, next, i) => sum + 100 * (next - x[i] ** 2) ** 2 + (1 - x[i]) ** 2, 0);
    },
  },
  {
    name: "Ackley-10",
    minimum: 0,
    space: box(10, -32.768, 32.768),
    of: (values) => {
      const x = numbers(values);
      const mean = (f) => x.reduce((sum, xi) => sum + f(xi), 0) / x.length;
      const bowl = -20 * Math.exp(-0.2 * Math.sqrt(mean((xi) => xi ** 2)));
      return bowl - Math.exp(mean((xi) => Math.cos(2 * Math.PI * xi))) + 20 + Math.E;
    },
  },
  {
    name: "mixed",
    minimum: 0,
    space: {
      rate: { kind: "logFloat", low: 1e-5, high: 1 },
      units: { kind: "logInt", low: 4, high: 512 },
      layers: { kind: "int", low: 1, high: 8 },
      activation: { kind: "choice", options: ["sigmoid", "tanh", "relu", "gelu"] },
      optimizer: { kind: "choice", options: ["sgd", "momentum", "adam"] },
    },
    of: ({ rate, units, layers, activation, optimizer }) =>
      (Math.log10(rate) + 2.5) ** 2 +
      0.5 * (Math.log2(units) - 7) ** 2 +
      0.3 * (layers - 3) ** 2 +
      { sigmoid: 2, tanh: 0.7, relu: 0.2, gelu: 0 }[activation] +
      { sgd: 1.5, momentum: 0.4, adam: 0 }[optimizer],
  },
  {
    name: "conditional",
    minimum: 0,
    space: {
      optimizer: { kind: "choice", options: ["sgd", "momentum", "adam"] },
      rate: { kind: "logFloat", low: 1e-5, high: 10 },
      momentum: { kind: "float", low: 0, high: 0.999, when: { optimizer: ["momentum"] } },
      beta1: { kind: "float", low: 0.5, high: 0.999, when: { optimizer: ["adam"] } },
      epsilon: { kind: "logFloat", low: 1e-10, high: 1e-2, when: { optimizer: ["adam"] } },
    },
    of: ({ optimizer, rate, momentum, beta1, epsilon }) => {
      const at = Math.log10(rate);
      if (optimizer === "sgd") return 1 + (at + 0.5) ** 2;
      if (optimizer === "momentum") return 0.5 + (at + 1.5) ** 2 + 10 * (momentum - 0.9) ** 2;
      return (at + 3) ** 2 + 10 * (beta1 - 0.9) ** 2 + 0.02 * (Math.log10(epsilon) + 8) ** 2;
    },
  },
];

/** The best value that a sampler finds. */
function bestOf({ space, of }, sampler, seed) {
  const plan = {
    space: parseSpace(space, "space"),
    goals: ["minimise"],
    sampler,
    pruner: { kind: "none" },
    trials,
    seed,
  };
  const study = new Study(plan);
  for (let trial = study.ask(); trial !== undefined; trial = study.ask())
    study.tell(trial.number, { state: "done", objectives: [of(trial.values)] });
  return study.best.objectives[0];
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const samplers = {
  random: { kind: "random" },
  narrowing: { kind: "narrowing" },
  TPE: { kind: "tpe" },
  "TPE, multivariate": { kind: "tpe", multivariate: true },
};

const started = performance.now();
const rows = functions.map((problem) => {
  const medians = Object.fromEntries(
    Object.entries(samplers).map(([name, sampler]) => [
      name,
      median(Array.from({ length: seeds }, (_, seed) => bestOf(problem, sampler, seed))),
    ]),
  );
  return { function: problem.name, minimum: problem.minimum, ...medians };
});
const wins = rows.filter((row) => row.TPE < row.random).length;
const seconds = (performance.now() - started) / 1000;
if (options.json) console.log(JSON.stringify({ seeds, trials, rows, wins, seconds }, null, 2));
else {
  const columns = ["function", "minimum", ...Object.keys(samplers)];
  const show = (value) => (typeof value === "number" ? value.toPrecision(4) : value).padStart(20);
  console.log(`median of the best of ${trials} trials, over ${seeds} seeds; less is better`);
  for (const row of [Object.fromEntries(columns.map((name) => [name, name])), ...rows])
    console.log(columns.map((name) => show(row[name])).join(""));
  console.log(`TPE beats random search on ${wins} of ${rows.length}; ${seconds.toFixed(0)} s`);
}
