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

/** Runs every experiment with every seed of its own, at its default size, and holds the figures against their ranges.
 *  What the page has already stays, so that a run that was cut short goes on; take a row out to have it measured anew.
 *  Returns what to exit with.
 *  Errors    E_IO; E_FIELD an experiment named as well */
export async function runAll(
  id: string | undefined,
  { out: path = "docs/results.md", json }: { out?: string; json?: boolean },
): Promise<ExitCode> {
  if (id !== undefined) usage("--all", "no experiment beside it", `"${id}"`, "Leave out one of them.");
  const before = existsSync(path) ? readFileSync(path, "utf8") : "# Results\n";
  const rows = new Map(rowsIn(before).map((row) => [row.split(" | ")[0], [] as string[]]));
  for (const row of rowsIn(before)) rows.get(row.split(" | ")[0])!.push(row);
  const interrupt = new Interrupt(() => note("\nStopping; what is done has been written."));
  try {
    for (const experiment of experiments) {
      const key = `| \`${experiment.id}\``;
      const known = rows.get(key);
      if (known?.length === expected(experiment).length) {
        note(`${experiment.id}: measured already`);
        continue;
      }
      const made = await measure(experiment, interrupt);
      if (made === undefined) break;
      rows.set(key, made);
      for (const row of made) note(row);
      writeAtomically(
        path,
        Buffer.from(
          withRows(
            before,
            experiments.flatMap((one) => rows.get(`| \`${one.id}\``) ?? []),
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

const expected = ({ expectations }: Experiment) => expectations.filter(({ size }) => size === undefined);

/** The rows of one experiment; nothing when it was stopped. */
async function measure(
  experiment: Experiment,
  interrupt: { readonly aborted: boolean },
): Promise<string[] | undefined> {
  const perSeed: Figures[] = [];
  let seconds = 0;
  for (const seed of experiment.seeds) {
    note(`${experiment.id}, seed ${seed}`);
    const run = startExperiment(experiment, { seed, ...host });
    seconds += await follow(run, interrupt);
    const { figures } = run.outcome;
    if (figures === undefined) return undefined;
    perSeed.push(figures);
  }
  const today = new Date().toISOString().slice(0, 10);
  return expected(experiment).map((one) => {
    const { values, mean, holds } = judge(
      perSeed.map((figures) => figures[one.figure] ?? Number.NaN),
      one,
    );
    const show = (value: number) => figure(value, one.digits);
    const spread = `${show(mean)} (${show(Math.min(...values))} to ${show(Math.max(...values))})`;
    const cells = [
      `\`${experiment.id}\``,
      experiment.documents.join(", "),
      pick(one.label, "en"),
      values.length === 1 ? show(mean) : spread,
      values.length,
      rangeText(one),
      one.printed ?? one.faithful ?? "–",
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
    `What each experiment comes to at its default size, made by \`chainrule experiment run --all\` with version ${version}, Node ${process.version}. Seconds are those of one run with one seed.`,
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
