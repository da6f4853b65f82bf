// docs/performance.md and its charts, from the figures of a run.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { goalsOf } from "../goals.mjs";
import { peers } from "../peers/process.mjs";
import { significant, time } from "../table.mjs";
import { growthChart, ratioChart, threadsChart } from "./charts.mjs";

const docs = fileURLToPath(new URL("../../docs/", import.meta.url));
const folder = `${docs}performance/`;
/** The figures of the run that the page shows. */
export const figures = `${folder}figures.json`;
const template = readFileSync(new URL("template.md", import.meta.url), "utf8");

const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const coresText = (threads) => (threads === 1 ? "one core" : `${threads} cores`);

/** A row for each comparison, a column for each peer. */
function peersTable(comparisons, nameOf, cellOf) {
  const present = peers.filter(({ id }) =>
    comparisons.some(({ entries }) => entries.some((entry) => entry.id === id)),
  );
  const rows = comparisons.map((comparison) => [
    nameOf(comparison),
    ...present.map(({ id }) => cellOf(comparison.entries.find((entry) => entry.id === id) ?? {})),
  ]);
  return table(["", ...present.map(({ name }) => name)], rows);
}

function timeCell({ id, seconds, ratio, note, once, sample, sameWork }) {
  if (seconds === undefined) return "–";
  const marks = [note && "¹", once && "²", sample && "³"].filter(Boolean).join(" ");
  const doubt = sameWork === false ? " **another result**" : "";
  return `${time(seconds)}${id === "chainrule" ? "" : `<br>× ${significant(ratio)}`}${marks}${doubt}`;
}

const lossCell = ({ loss, note }) => (loss === undefined || note ? "–" : loss.toFixed(6));

/** What a table cannot say: why a peer has no figure, or is not the like of the others. */
function notesOf(comparisons) {
  const entries = comparisons.flatMap(({ workload, entries }) =>
    entries.map((entry) => ({ workload, ...entry })),
  );
  const reasons = new Map();
  for (const { name, cannot, workload } of entries) {
    const reason = cannot && `${name} ${cannot}`;
    if (cannot) reasons.set(reason, (reasons.get(reason) ?? new Set()).add(workload));
  }
  const lines = [
    ...entries.filter(({ note }) => note).map(({ name, note }) => `¹ ${name}: ${note}.`),
    ...entries.filter(({ once }) => once).map(() => "² Measured once: it takes too long for more."),
    ...entries
      .filter(({ sample }) => sample)
      .map(({ sample }) => `³ On ${sample} of the digits: all take too long.`),
    ...[...reasons].map(([reason, workloads]) => `${[...workloads].join(", ")}: ${reason}.`),
    ...entries
      .filter(({ missing }) => missing)
      .map(({ name, missing }) => `${name} was not there: \`${missing}\`.`),
  ];
  return [...new Set(lines)].map((line) => `- ${line}`).join("\n");
}

/** A row for each workload: how it stands beside its goals. */
function goalsTable(training) {
  const verdict = ({ name, ratio, goal }) =>
    `× ${significant(ratio)}, ${name}<br>goal ${goal}: ${ratio >= goal ? "met" : "**not met**"}`;
  const goals = training.flatMap((comparison) =>
    goalsOf(comparison)
      .filter(({ goal }) => goal)
      .map((goal) => ({ ...goal, workload: comparison.workload, threads: comparison.threads })),
  );
  const kinds = goals.filter(
    ({ against, threads }, i) =>
      goals.findIndex((other) => other.against === against && other.threads === threads) === i,
  );
  const workloads = [...new Set(goals.map(({ workload }) => workload))];
  const cellOf = (workload) => (kind) => {
    const is = (goal) =>
      goal.workload === workload && goal.against === kind.against && goal.threads === kind.threads;
    const goal = goals.find(is);
    return goal ? verdict(goal) : "–";
  };
  return table(
    ["the fastest of", ...kinds.map(({ against, threads }) => `${against}; ${coresText(threads)}`)],
    workloads.map((workload) => [workload, ...kinds.map(cellOf(workload))]),
  );
}

/** Where the time grew faster than the arithmetic did, from one point to the next, by more than a tenth. */
function growthText(scaling) {
  const names = { width: "width", batch: "batch", image: "image" };
  const rows = Object.keys(names).map((name) => {
    const points = scaling[name];
    const [first, last] = [points[0], points.at(-1)];
    const faster = points.slice(1).flatMap((point, i) => {
      const grown = point.seconds / points[i].seconds / (point.multiplyAdds / points[i].multiplyAdds);
      return grown > 1.1 ? [`${points[i].value} → ${point.value}: × ${grown.toFixed(2)}`] : [];
    });
    const ratio = (of) => `× ${significant(of(last) / of(first))}`;
    return [
      `${names[name]} ${first.value} → ${last.value.toLocaleString("en")}`,
      ratio(({ multiplyAdds }) => multiplyAdds),
      ratio(({ seconds }) => seconds),
      faster.join(", ") || "nowhere",
    ];
  });
  return table(["", "arithmetic", "time", "where time grows faster, and how much"], rows);
}

function limitsTable({ gemm, start, memory }) {
  const percent = (share) => `${(share * 100).toFixed(0)} %`;
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  return table(
    ["", "measured", "limit"],
    [
      [
        `matrix product ${gemm.size} × ${gemm.size} × ${gemm.size}, one core`,
        `${significant(gemm.gemm)} of ${significant(gemm.peak)} GFLOP/s: ${percent(gemm.share)}`,
        `at least ${percent(gemm.least)}`,
      ],
      [
        "from `import` to the end of the first training step of W1",
        time(start.firstStep),
        time(start.firstStepMost),
      ],
      ["`chainrule --help`, the start of Node included", time(start.help), time(start.helpMost)],
      ...memory.map(({ recipe, bytes, most }) => [
        `most memory of \`chainrule train ${recipe}\`, all of MNIST`,
        megabytes(bytes),
        megabytes(most),
      ]),
    ],
  );
}

const machineText = ({ processor, cores, node }) =>
  `${processor}, ${cores} core${cores === 1 ? "" : "s"}, Node ${node.slice(1)}`;

/** Who was measured. */
function peersText(comparisons) {
  const versions = new Map();
  for (const { entries } of comparisons)
    for (const { name, version } of entries.slice(1)) if (version) versions.set(name, version);
  return [...versions].map(([name, version]) => `${name} ${version}`).join("; ");
}

async function ideas() {
  const names = readdirSync(new URL("ideas/", import.meta.url)).map((file) => file.replace(/\.mjs$/, ""));
  const load = async (name) => [`idea-${name}`, (await import(`./ideas/${name}.mjs`)).default];
  return Promise.all(names.map(load));
}

const isSingle = ({ threads }) => threads === 1;
const isMulti = (comparison) => !isSingle(comparison);

function charts({ training, prediction, scaling, limits }) {
  const flops = limits.gemm.peak * 1e9;
  const workloadLabel = ({ workload, title }) => ({ name: workload, meaning: title });
  const predictionLabel = ({ inference, workload, title }) => ({
    name: `${inference} ${workload}`,
    meaning: `${title}, ${workload}`,
  });
  return [
    [
      "training-one",
      ratioChart("Time per training step, one core each", training.filter(isSingle), workloadLabel),
    ],
    [
      "training-all",
      ratioChart("Time per training step, all cores each", training.filter(isMulti), workloadLabel),
    ],
    ["prediction", ratioChart("Time per digit, one core each", prediction.filter(isSingle), predictionLabel)],
    ["growth-width", growthChart("Layer width", "width", scaling.width, flops)],
    ["growth-batch", growthChart("Batch", "samples in a batch", scaling.batch, flops)],
    ["growth-image", growthChart("Image size", "pixels along a side", scaling.image, flops)],
    ["growth-threads", threadsChart("Threads", scaling.threads)],
  ];
}

/** Writes the page and everything it shows. */
export async function writePage(results) {
  const { machine, version, date, rounds, training, prediction, scaling, limits } = results;
  const nameOf = ({ workload, title }) => `**${workload}** ${title}`;
  const predictionName = ({ inference, workload, threads }) =>
    `${inference} ${workload}, ${coresText(threads)}`;
  const values = {
    ...{ version, date, rounds, cores: machine.cores },
    machine: machineText(machine),
    peers: peersText(training),
    trainingOne: peersTable(training.filter(isSingle), nameOf, timeCell),
    trainingAll: peersTable(training.filter(isMulti), nameOf, timeCell),
    notes: notesOf(training),
    goals: goalsTable(training),
    losses: peersTable(
      training.filter(isSingle),
      ({ workload, steps }) => `${workload}, ${steps} steps`,
      lossCell,
    ),
    prediction: peersTable(prediction, predictionName, timeCell),
    predictionNotes: notesOf(prediction),
    growth: growthText(scaling),
    limits: limitsTable(limits),
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, svg] of [...charts(results), ...(await ideas())])
    writeFileSync(`${folder}${name}.svg`, svg);
  writeFileSync(figures, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(
    `${docs}performance.md`,
    template.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]),
  );
}
