// The results as text, for a terminal.
import { goalsOf } from "./goals.mjs";

export const significant = (value) => (value >= 99.95 ? value.toFixed(0) : value.toPrecision(3));
export const time = (seconds) =>
  seconds >= 1
    ? `${significant(seconds)} s`
    : seconds >= 1e-3
      ? `${significant(seconds * 1e3)} ms`
      : `${significant(seconds * 1e6)} µs`;

const coresOf = ({ threads }) => (threads === 1 ? "one core each" : `${threads} cores each`);

function remarkOf(entry) {
  if (entry.note) return entry.note;
  if (entry.sameWork === false) return "NOT the same work: another result";
  if (entry.once) return "too slow: measured once";
  return entry.sample ? `on ${entry.sample} digits` : "";
}

function rowOf(entry, index) {
  const { name, version = "", missing, cannot, seconds, ratio, loss } = entry;
  const start = `  ${`${name} ${version}`.padEnd(38)}`;
  if (missing) return `${start} not here; to get it: ${missing}`;
  if (cannot) return `${start} ${cannot}`;
  const columns = [
    time(seconds).padStart(9),
    (index === 0 ? "" : `× ${significant(ratio)}`).padStart(8),
    (loss?.toFixed(5) ?? "").padStart(9),
  ];
  return `${start}${columns.join(" ")}  ${remarkOf(entry)}`.trimEnd();
}

/** One comparison, with a line for each peer; × is how many times as long as ours it takes. */
export function comparisonText(comparison) {
  const { inference, workload, title, data, steps, entries } = comparison;
  const heading =
    inference === undefined
      ? `${workload}  ${title}; ${data}; ${coresOf(comparison)}; seconds per step, loss after ${steps} steps`
      : `${inference} ${workload}  ${title}; ${coresOf(comparison)}; seconds per digit`;
  const goals = inference === undefined ? goalsOf(comparison).map(goalText) : [];
  return [heading, ...entries.map(rowOf), ...goals, ""].join("\n");
}

const goalText = ({ against, name, ratio, goal }) =>
  `  the fastest of ${against}: × ${significant(ratio)} (${name})${goal ? `; goal ${goal}, ${ratio >= goal ? "met" : "not met"}` : ""}`;

/** The other limits. */
export function limitsText({ gemm, start, memory }) {
  const share = (value) => `${(value * 100).toFixed(0)} %`;
  const lines = [
    `matrix product ${gemm.size}³: ${significant(gemm.gemm)} of ${significant(gemm.peak)} GFLOP/s, ${share(gemm.share)}; at least ${share(gemm.least)}`,
    `from import to the first step of W1: ${time(start.firstStep)}; at most ${time(start.firstStepMost)}`,
    `chainrule --help: ${time(start.help)}; at most ${time(start.helpMost)}`,
    ...memory.map(
      ({ recipe, bytes, most }) =>
        `memory of training ${recipe}: ${(bytes / 1e6).toFixed(0)} MB; at most ${(most / 1e6).toFixed(0)} MB`,
    ),
  ];
  return `Limits\n${lines.map((line) => `  ${line}`).join("\n")}\n`;
}
