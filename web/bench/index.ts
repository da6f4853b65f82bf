// Every figure that the workbench is held to, measured in a real browser one after the other.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonOf } from "../../cli/testing/cli.ts";
import { fullMnist } from "../../test/full-mnist.ts";
import { POINTS, pan, RUNS, showLongRuns, writeLongRuns } from "../e2e/measure/pan.ts";
import { median } from "../e2e/measure/statistics.ts";
import { firstVisit } from "../e2e/measure/visit.ts";
import { openMachine } from "../e2e/support/machine.ts";
import { startWorkbench, type Workbench } from "../e2e/support/workbench.ts";
import { digitsFigures, fullSetFigures, viewerFigures } from "./digits.ts";
import { type Figure, TURNS } from "./figure.ts";
import { memoryFigures, moonsFigures, speedFigures } from "./playground.ts";

export { type Figure, isMet } from "./figure.ts";

async function visitFigures(workbench: Workbench): Promise<Figure[]> {
  await firstVisit(workbench); // the browser's own first page takes longer
  const visits = [];
  for (let i = 0; i < TURNS; i++) visits.push(await firstVisit(workbench));
  const seconds = median(visits.map(({ seconds }) => seconds));
  return [
    {
      ...{ point: "G8", what: "JavaScript of a first visit, compressed", unit: "KB", goal: { most: 200 } },
      value: visits[0].bytes / 1024,
    },
    { point: "G8", what: "until one can play", value: seconds, unit: "s", goal: { most: 2 } },
  ];
}

async function panFigures({ open }: Workbench, hash: string): Promise<Figure[]> {
  const { page, close } = await open(hash);
  await showLongRuns(page);
  const { rates } = await pan(page, TURNS);
  await close();
  const what = `${RUNS} runs of ${POINTS.toLocaleString("en")} points, moved to and fro`;
  return [{ point: "R", what, value: median(rates), unit: "frames/s", goal: { least: 30 } }];
}

/** @param tell what is being measured */
export async function measureWorkbench(tell: (what: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  const site = await startWorkbench({ isolated: true });
  for (const [what, measure] of [
    ["a first visit", visitFigures],
    ["the Playground at full speed", speedFigures],
    ["the memory that it takes", memoryFigures],
    ["the moons", moonsFigures],
    ["digits", digitsFigures],
    ["the inside of a network", viewerFigures],
  ] as const) {
    tell(what);
    figures.push(...(await measure(site)));
  }
  await site.close();

  const folder = mkdtempSync(join(tmpdir(), "chainrule-bench-"));
  try {
    tell("the full set of digits");
    const machine = await startWorkbench({ site: openMachine(folder, fullMnist) });
    figures.push(...(await fullSetFigures(fullMnist === undefined ? undefined : machine)));
    tell("long runs");
    jsonOf(folder, ["train", "iris-sigmoid-20-20", "--epochs", "1", "--out", "one"]);
    const hash = writeLongRuns(folder, readFileSync(join(folder, "one", "run.json")));
    figures.push(...(await panFigures(machine, hash)));
    await machine.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}
