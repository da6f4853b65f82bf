// How long each experiment takes in a real browser, at its default size: to its first picture, and to its end.
import type { Page } from "playwright-core";
import { experiments } from "../../experiments/index.js";
import { launchBrowser } from "../../test/browser.ts";
import { serveWeb } from "../e2e/support/server.ts";

/** Seconds from the start of the run. */
export interface ExperimentTimes {
  readonly id: string;
  readonly picture: number;
  readonly end: number;
  /** How it ended: "done", unless something is wrong. */
  readonly status: string;
}

/** What an experiment may take, in seconds. */
export const LIMITS = { picture: 1, end: 30 } as const;

export const isMet = ({ picture, end, status }: ExperimentTimes): boolean =>
  picture <= LIMITS.picture && end <= LIMITS.end && status === "done";

/** Notes within the page when a run begins, when its first chart stands there, and when it has ended. */
function watchRun(): void {
  const seen: Record<string, number> = {};
  Object.assign(window, { seen });
  const note = (name: string) => {
    seen[name] ??= performance.now();
  };
  const look = () => {
    const run = document.querySelector<HTMLElement>("[data-testid=run-a]");
    const status = run?.dataset.status;
    if (run === null || status === undefined || status === "idle") return;
    note("start");
    if (run.querySelector("[data-testid^=run-a-chart-]") !== null) note("picture");
    if (status !== "running") note("end");
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}

async function timesOf(page: Page, url: string, id: string): Promise<ExperimentTimes> {
  await page.goto(`${url}#/experiments?id=${id}`);
  const run = page.getByTestId("run-a");
  await run.waitFor();
  // the quick ones begin by themselves
  if ((await run.getAttribute("data-status")) === "idle") await page.getByTestId("run").click();
  await page.waitForSelector("[data-testid=run-a]:not([data-status=running]):not([data-status=idle])", {
    timeout: 600_000,
  });
  const status = (await run.getAttribute("data-status"))!;
  const seen = await page.evaluate(() => (window as unknown as { seen: Record<string, number> }).seen);
  const since = (name: string) => ((seen[name] ?? Number.NaN) - seen.start) / 1000;
  return { id, picture: since("picture"), end: since("end"), status };
}

/** Runs experiments one after the other, each in a page of its own.
 *  @param ids those to measure; all unless said
 *  @param tell each as it is done */
export async function measureExperiments(
  ids: readonly string[] = [],
  tell: (times: ExperimentTimes) => void = () => {},
): Promise<ExperimentTimes[]> {
  const [browser, site] = await Promise.all([launchBrowser(), serveWeb()]);
  try {
    const all: ExperimentTimes[] = [];
    for (const { id } of experiments.filter((one) => ids.length === 0 || ids.includes(one.id))) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.addInitScript(watchRun);
      all.push(await timesOf(page, site.url, id));
      tell(all[all.length - 1]);
      await page.close();
    }
    return all;
  } finally {
    await browser.close();
    await site.close();
  }
}
