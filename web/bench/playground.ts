// The Playground at full speed: how fast it trains, and what the page is like meanwhile.
import { smoothness } from "../e2e/measure/frames.ts";
import { boundaryPaints, epochRate, pauseTime } from "../e2e/measure/playing.ts";
import { median } from "../e2e/measure/statistics.ts";
import { type OpenPage, ready, type Workbench } from "../e2e/support/workbench.ts";
import { type Figure, TURNS } from "./figure.ts";
import { forerunnerRates } from "./forerunner.ts";
import { watchHeap } from "./heap.ts";

const FEATURES = "x1,x2,x1^2,x2^2,x1x2,sinx1,sinx2";
const DEEP = `features=${FEATURES}&layers=${Array(6).fill("8tanh").join(",")}`;

/** Seconds over which a rate is taken. */
const SPAN = 2;
const EPOCHS = 100_000;

/** Opens a Playground, and has it go as fast as it can. */
async function atFullSpeed({ open }: Workbench, query: string): Promise<OpenPage> {
  const opened = await open(`#/playground?${query}`);
  await ready(opened);
  await opened.page.getByTestId("speed").selectOption("full");
  await opened.click("play");
  await opened.page.waitForTimeout(1000);
  return opened;
}

async function turns<T>(measure: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let i = 0; i < TURNS; i++) all.push(await measure());
  return all;
}

export async function speedFigures(workbench: Workbench): Promise<Figure[]> {
  const { page, click, close } = await atFullSpeed(workbench, "");
  const rate = median(await turns(() => epochRate(page, SPAN)));
  const smooth = await turns(() => smoothness(page, SPAN));
  const paints = median(await turns(() => boundaryPaints(page, SPAN))) / SPAN;
  const pauses: number[] = [];
  for (let i = 0; i < TURNS; i++) {
    pauses.push(await pauseTime(page));
    if (i < TURNS - 1) await click("play");
    await page.waitForTimeout(1000);
  }
  const idle = await boundaryPaints(page, 1);
  await close();
  const deep = await atFullSpeed(workbench, DEEP);
  const deepRate = median(await turns(() => epochRate(deep.page, SPAN)));
  await deep.close();
  const blank = await workbench.browser.newPage();
  const theirs = await blank.evaluate(forerunnerRates, SPAN);
  await blank.close();
  if (!(theirs.loss < 0.05)) throw new Error(`what is compared with has not learnt: ${theirs.loss}`);
  const compared = { point: "P5", unit: "epochs/s" };
  return [
    { ...compared, what: "2-4-2-1, the default, 250 points, batch 10", value: rate, goal: { least: 2000 } },
    {
      ...{ ...compared, what: "the arithmetic of TensorFlow Playground at these settings, maps included" },
      ...{ value: theirs.withMaps, note: "re-created, not its program; its page does one epoch a frame" },
    },
    {
      ...{ ...compared, what: "the same without the maps", value: theirs.withoutMaps },
      note: "re-created, not its program",
    },
    { ...compared, what: "7-8-8-8-8-8-8-1", value: deepRate, goal: { least: 300 } },
    {
      ...{ point: "G1", what: "95 % of the frames, at full speed", unit: "ms", goal: { most: 33 } },
      value: median(smooth.map(({ frame }) => frame)),
    },
    {
      ...{ point: "G1", what: "longest task on the page's thread", unit: "ms", goal: { most: 50 } },
      value: median(smooth.map(({ longestTask }) => longestTask)),
      note: "0: none of more than 50 ms",
    },
    { point: "G1", what: "from Pause to standing", value: median(pauses), unit: "ms", goal: { most: 100 } },
    { point: "P5", what: "pictures of the boundary", value: paints, unit: "/s", goal: { least: 15 } },
    { point: "P5", what: "the same while it stands", value: idle, unit: "/s", goal: { most: 0 } },
  ];
}

export async function memoryFigures(workbench: Workbench): Promise<Figure[]> {
  const { page, snapshot, close } = await atFullSpeed(workbench, "");
  const heap = await watchHeap(page);
  const reach = async (epoch: number) => {
    while ((await snapshot()).epoch < epoch) await page.waitForTimeout(200);
  };
  // until log and snapshots are full
  await reach(10_000);
  const before = await heap.bytes();
  const { epoch } = await snapshot();
  await reach(epoch + EPOCHS);
  const grown = ((await heap.bytes()) - before) / 1e6;
  await close();
  const what = `growth of the heap, page and worker, over ${EPOCHS.toLocaleString("en")} epochs`;
  return [{ point: "P5", what, value: grown, unit: "MB", goal: { most: 20 } }];
}

export async function moonsFigures({ open }: Workbench): Promise<Figure[]> {
  const seconds = await turns(async () => {
    const { page, click, close } = await open("#/playground?lesson=moons");
    await click("moons-run");
    const taken = await page.evaluate(async () => {
      const bars = () => [...document.querySelectorAll("progress")];
      do await new Promise((resolve) => setTimeout(resolve, 50));
      while (bars().length < 6 || bars().some(({ value, max }) => value < max));
      return Number.parseFloat(document.querySelector("[data-testid=moons-elapsed]")!.textContent!);
    });
    await close();
    return taken;
  });
  const what = "six networks on the moons, 30,000 iterations each";
  return [{ point: "P7", what, value: median(seconds), unit: "s", goal: { most: 10 } }];
}
