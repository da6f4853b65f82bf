import { existsSync, readFileSync } from "node:fs";
import { version } from "chainrule";
import { writeAtomically } from "chainrule/node";
import {
  type Experiment,
  experiments,
  type Figures,
  judge,
  pick,
  startExperiment,
} from "../../experiments/index.js";
import { figure } from "../draw/charts/figures.js";
import { EXIT, type ExitCode, usage } from "../errors.js";
import { Interrupt } from "../interrupt.js";
import { note, print, printJson } from "../terminal.js";
import { follow, host } from "./follow.js";
import { rangeText } from "./range.js";

/** The part of the page that is written here; what stands about it stays. */
const BEGIN = "<!-- experiments -->";
const END = "<!-- /experiments -->";
const HEAD =
  "| experiment | document | figure | mean (least to largest) | seeds | range | printed, or in NumPy |  | s per run | measured |";

/** An experiment at one of its sizes, and what its rows begin with. */
interface Sized {
  readonly experiment: Experiment;
  readonly size: "default" | "full";
  readonly key: string;
}

const sized = (experiment: Experiment, size: Sized["size"]): Sized => ({
  experiment,
  size,
  key: `| \`${experiment.id}\`${size === "full" ? ", full size" : ""}`,
});

const expected = ({ experiment, size }: Sized) =>
  experiment.expectations.filter((one) => (one.size ?? "default") === size);

/** Every experiment, and behind it its full size where that has ranges. */
const everySize: readonly Sized[] = experiments
  .flatMap((experiment) => [sized(experiment, "default"), sized(experiment, "full")])
  .filter((one) => expected(one).length > 0);

/** Runs every experiment with every seed of its own, at its default size, and holds the figures against their ranges; with
 *  `full`, those that have a larger size at that, too. What the page has already stays, so that a run that was cut short goes on; take a row out to have it measured anew.
 *  Returns what to exit with.
 *  Errors    E_IO; E_FIELD an experiment named as well */
export async function runAll(
  id: string | undefined,
  { out: path = "docs/results.md", full = false, json }: { out?: string; full?: boolean; json?: boolean },
): Promise<ExitCode> {
  if (id !== undefined) usage("--all", "no experiment beside it", `"${id}"`, "Leave out one of them.");
  const before = existsSync(path) ? readFileSync(path, "utf8") : "# Results\n";
  const rows = new Map(rowsIn(before).map((row) => [row.split(" | ")[0], [] as string[]]));
  for (const row of rowsIn(before)) rows.get(row.split(" | ")[0])!.push(row);
  const interrupt = new Interrupt(() => note("\nStopping; what is done has been written."));
  try {
    for (const one of everySize) {
      const { key, size } = one;
      const name = key.slice(2);
      if (rows.get(key)?.length === expected(one).length) {
        note(`${name}: measured already`);
        continue;
      }
      if (size === "full" && !full) continue;
      const made = await measure(one, interrupt);
      if (made === undefined) break;
      rows.set(key, made);
      for (const row of made) note(row);
      writeAtomically(
        path,
        Buffer.from(
          withRows(
            before,
            everySize.flatMap((other) => rows.get(other.key) ?? []),
          ),
        ),
      );
    }
  } finally {
    interrupt.close();
  }
  const all = [...rows.values()].flat();
  const missed = all.filter((row) => row.includes("**missed**")).length;
  if (json)
    printJson({ file: path, status: interrupt.aborted ? "stopped" : "done", figures: all.length, missed });
  else
    print(
      `${all.length} figures in ${path}, ${missed === 0 ? "all within their ranges" : `${missed} missed`}`,
    );
  if (interrupt.aborted) return EXIT.interrupted;
  return missed === 0 ? EXIT.done : EXIT.belowMinimum;
}

/** The rows of one experiment; nothing when it was stopped. */
async function measure(one: Sized, interrupt: { readonly aborted: boolean }): Promise<string[] | undefined> {
  const { experiment, size, key } = one;
  const perSeed: Figures[] = [];
  let seconds = 0;
  for (const seed of experiment.seeds) {
    note(`${key.slice(2)}, seed ${seed}`);
    const run = startExperiment(experiment, { seed, full: size === "full", ...host });
    seconds += await follow(run, interrupt);
    const { figures } = run.outcome;
    if (figures === undefined) return undefined;
    perSeed.push(figures);
  }
  const today = new Date().toISOString().slice(0, 10);
  return expected(one).map((range) => {
    const { values, mean, holds } = judge(
      perSeed.map((figures) => figures[range.figure] ?? Number.NaN),
      range,
    );
    const show = (value: number) => figure(value, range.digits);
    const spread = `${show(mean)} (${show(Math.min(...values))} to ${show(Math.max(...values))})`;
    const cells = [
      key.slice(2),
      experiment.documents.join(", "),
      pick(range.label, "en"),
      values.length === 1 ? show(mean) : spread,
      values.length,
      rangeText(range),
      range.printed ?? range.faithful ?? "–",
      holds ? "holds" : "**missed**",
      (seconds / values.length).toFixed(1),
      today,
    ];
    return `| ${cells.join(" | ")} |`;
  });
}

const rowsIn = (page: string): string[] => {
  const [, , part = ""] = /(<!-- experiments -->)([\s\S]*?)<!-- \/experiments -->/.exec(page) ?? [];
  return part.split("\n").filter((line) => line.startsWith("| `"));
};

/** The page with these rows in its part for experiments, at the end where it has none yet. */
function withRows(page: string, rows: readonly string[]): string {
  const part = [
    BEGIN,
    "## Experiments",
    "",
    `What each experiment comes to at its default size, and where that is said at its full one, made by \`chainrule experiment run --all\` and \`--all --full\` with version ${version}, Node ${process.version}. Seconds are those of one run with one seed.`,
    "",
    HEAD,
    HEAD.replace(/[^|]+/g, " --- "),
    ...rows,
    END,
  ].join("\n");
  const start = page.indexOf(BEGIN);
  if (start < 0) return `${page.trimEnd()}\n\n${part}\n`;
  return page.slice(0, start) + part + page.slice(page.indexOf(END) + END.length);
}
