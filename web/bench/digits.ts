// The Digits page: how fast it trains, answers, and shows the inside of a network.
import { readDrawings, trainEpochs } from "../e2e/measure/digits.ts";
import { median } from "../e2e/measure/statistics.ts";
import { allStrokes } from "../e2e/support/strokes.ts";
import { ready, type Workbench } from "../e2e/support/workbench.ts";
import { type Figure, TURNS } from "./figure.ts";

export async function digitsFigures({ open }: Workbench): Promise<Figure[]> {
  const opened = await open("#/digits");
  await ready(opened);
  const epochs = await trainEpochs(opened, 10, 60);
  const { times, wrong } = await readDrawings(opened);
  await opened.close();
  const right = 100 * (1 - wrong.length / times.length);
  return [
    {
      ...{ point: "D2", what: "784-128-10, batch 64: an epoch of 9,000 of the 10,000 digits" },
      ...{ value: median(epochs), unit: "s", goal: { most: 1.5 } },
    },
    {
      point: "D3",
      what: "from a stroke to the answer",
      value: median(times),
      unit: "ms",
      goal: { most: 16 },
    },
    {
      ...{
        point: "D3",
        what: "drawings read aright, at five places and in two sizes",
        value: right,
        unit: "%",
      },
      ...{ goal: { least: 90 }, note: `of ${times.length}` },
    },
  ];
}

export async function viewerFigures({ open }: Workbench): Promise<Figure[]> {
  const opened = await open("#/digits?layers=conv8k5-relu,max2&epochs=1");
  await ready(opened);
  await trainEpochs(opened, 1, 60);
  await opened.click("view-inside");
  const { times } = await readDrawings(opened, allStrokes().slice(0, 30));
  await opened.close();
  const what = "from a stroke to the maps of each layer and the gradient";
  return [{ point: "D5", what, value: median(times), unit: "ms", goal: { most: 50 } }];
}

/** @param workbench of a machine that has the full set; undefined where there is none */
export async function fullSetFigures(workbench: Workbench | undefined): Promise<Figure[]> {
  const figure: Figure = {
    ...{ point: "D2", what: "the same network: an epoch of 60,000 digits, through chainrule open" },
    ...{ unit: "s", goal: { most: 10 } },
  };
  if (workbench === undefined)
    return [{ ...figure, note: "needs the full MNIST: set CHAINRULE_DATA to its folder" }];
  const opened = await workbench.open(`#/digits?data=mnist&epochs=${TURNS}`);
  await ready(opened);
  const epochs = await trainEpochs(opened, TURNS, 120);
  await opened.close();
  return [{ ...figure, value: median(epochs) }];
}
