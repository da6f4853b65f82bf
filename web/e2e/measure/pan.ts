// Many long runs side by side, and how smoothly their curves are moved.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

export const RUNS = 20;
export const POINTS = 10_000;
/** Of one turn of panning. */
const FRAMES = 60;

/** Writes the runs into a folder for `chainrule open`.
 *  @param record the run.json of any run
 *  @returns the address of the page that shows them all */
export function writeLongRuns(folder: string, record: Uint8Array): string {
  const ids = Array.from({ length: RUNS }, (_, run) => {
    const lines = Array.from({ length: POINTS }, (_, i) =>
      JSON.stringify({
        type: "epoch",
        epoch: i + 1,
        step: i + 1,
        learningRate: 0.1,
        train: { loss: 1 },
        test: { loss: Math.exp(-i / 2000) + 0.1 * Math.abs(Math.sin(i * (run + 1))) + run / 20 },
      }),
    );
    mkdirSync(join(folder, "runs", `long-${run}`), { recursive: true });
    writeFileSync(join(folder, "runs", `long-${run}`, "run.json"), record);
    writeFileSync(join(folder, "runs", `long-${run}`, "events.jsonl"), `${lines.join("\n")}\n`);
    return `run=run:long-${run}`;
  });
  return `#/runs?${ids.join("&")}`;
}

export interface Panning {
  /** Frames a second, of each turn. */
  readonly rates: number[];
  /** Milliseconds that the page's thread worked on each frame. */
  readonly perFrame: number;
}

/** Moves the curves to and fro, for so many turns. They must be zoomed. */
export async function pan(page: Page, turns: number): Promise<Panning> {
  const box = (await page.getByTestId("run-curves").boundingBox())!;
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async () =>
    (await cdp.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")!.value;
  const before = await busy();
  const rates: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    rates.push(
      await page.evaluate(
        async ({ x, y, frames }) => {
          const plot = document.querySelector<HTMLElement>("[data-testid=run-curves]")!;
          const point = (type: string, clientX: number) =>
            plot.dispatchEvent(
              new PointerEvent(type, { pointerId: 1, clientX, clientY: y, bubbles: true, button: 0 }),
            );
          plot.setPointerCapture = () => {}; // there is no pointer to capture
          point("pointerdown", x);
          const start = performance.now();
          for (let i = 1; i <= frames; i++) {
            point("pointermove", x + 100 * Math.sin(i / 5));
            await new Promise(requestAnimationFrame);
          }
          const seconds = (performance.now() - start) / 1000;
          point("pointerup", x);
          return frames / seconds;
        },
        { x: box.x + box.width / 2, y: box.y + box.height / 2, frames: FRAMES },
      ),
    );
  }
  return { rates, perFrame: (1000 * ((await busy()) - before)) / (turns * FRAMES) };
}

/** Waits until the page has read all that there is of the runs, and zooms into their curves. */
export async function showLongRuns(page: Page): Promise<void> {
  const unread = page.getByTestId("run-values").locator("tbody tr td:has-text('–')");
  await page.getByTestId("run-values").waitFor({ timeout: 60_000 });
  for (const end = Date.now() + 60_000; (await unread.count()) > 0; await page.waitForTimeout(100))
    if (Date.now() > end) throw new Error("the runs are not read");
  await page.getByTestId("run-curves-in").click();
}
