// How smoothly a page runs: the time from one animation frame to the next, and tasks that hold up its thread.
import type { Page } from "playwright-core";
import { quantile } from "./statistics.ts";

export interface Smoothness {
  /** Milliseconds that 95 % of the frames keep within. */
  readonly frame: number;
  /** Milliseconds of the longest task of more than 50; 0 where there is none. */
  readonly longestTask: number;
}

/** Watches a page for so many seconds. */
export async function smoothness(page: Page, seconds: number): Promise<Smoothness> {
  const { frames, longestTask } = await page.evaluate(async (seconds) => {
    let longestTask = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
    });
    observer.observe({ entryTypes: ["longtask"] });
    const frames: number[] = [];
    const end = performance.now() + 1000 * seconds;
    for (let last = performance.now(), now = last; now < end; last = now) {
      now = await new Promise(requestAnimationFrame);
      frames.push(now - last);
    }
    await new Promise((resolve) => setTimeout(resolve, 100)); // the last entries come late
    observer.disconnect();
    return { frames: frames.slice(1), longestTask };
  }, seconds);
  return { frame: quantile(frames, 0.95), longestTask };
}
