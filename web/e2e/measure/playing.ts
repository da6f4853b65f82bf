// How fast the Playground trains, draws and stops, as a page sees it.
import type { Page } from "playwright-core";

/** Epochs a second, over so many seconds. */
export const epochRate = (page: Page, seconds: number): Promise<number> =>
  page.evaluate(async (seconds) => {
    const epoch = () => window.__workbench.snapshot()!.epoch;
    const [begun, before] = [performance.now(), epoch()];
    await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
    return (1000 * (epoch() - before)) / (performance.now() - begun);
  }, seconds);

/** How often the picture of the boundary is painted in so many seconds. */
export const boundaryPaints = (page: Page, seconds: number): Promise<number> =>
  page.evaluate(async (seconds) => {
    const { prototype } = CanvasRenderingContext2D;
    const put = prototype.putImageData;
    let paints = 0;
    prototype.putImageData = function (this: CanvasRenderingContext2D, ...of: unknown[]) {
      if (this.canvas.dataset.testid === "heat-map") paints += 1;
      return put.apply(this, of as Parameters<typeof put>);
    } as typeof put;
    await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
    prototype.putImageData = put;
    return paints;
  }, seconds);

/** Presses Pause, and returns after how many milliseconds the training stands, by what its worker says. */
export const pauseTime = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const button = document.querySelector<HTMLElement>("[data-testid=play]")!;
    const begun = performance.now();
    button.click();
    while (window.__workbench.snapshot()!.playing !== false) await new Promise(requestAnimationFrame);
    return performance.now() - begun;
  });
