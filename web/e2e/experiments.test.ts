import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { experiments } from "../../experiments/index.js";
import { chromiumPath } from "../../test/browser.ts";
import { seriousFindings } from "./support/axe.ts";
import { type OpenPage, startWorkbench, type Workbench } from "./support/workbench.ts";

describe.skipIf(chromiumPath === undefined)("the Experiments page", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());

  const statusOf = ({ page }: OpenPage, run = "run-a") => page.getByTestId(run).getAttribute("data-status");
  const ended = async (opened: OpenPage, run = "run-a") => {
    await opened.page.waitForSelector(
      `[data-testid=${run}]:not([data-status=running]):not([data-status=idle])`,
      { timeout: 50_000 },
    );
    return statusOf(opened, run);
  };

  it("lists every experiment, by topic and by document, in both languages", async () => {
    const { page, click, close } = await workbench.open("#/experiments");
    for (const { id } of experiments) await page.getByTestId(`open-${id}`).first().waitFor();
    // its picture is a file of its own, which comes when the list stands there
    await expect
      .poll(() => page.locator(".experiment-thumbnail:has(path)").count(), { timeout: 10_000 })
      .toBe(experiments.length);
    expect(await page.locator("main").innerText()).not.toMatch(/\p{Script=Han}/u);
    expect(await seriousFindings(page)).toEqual([]);
    await click("by-document");
    await page.getByText("Document 004").waitFor();
    await click("language");
    expect(await page.locator("main h2").first().innerText()).toMatch(/\p{Script=Han}/u);
    await close();
  });

  it("runs an experiment that checks itself, and draws while it runs", async () => {
    const opened = await workbench.open("#/experiments?id=neuron-as-line");
    const { page, close } = opened;
    const start = Date.now();
    await page.getByTestId("run-a-chart-accuracy").waitFor();
    expect(Date.now() - start).toBeLessThan(4000); // 1 s on a machine that has nothing else to do
    expect(await ended(opened)).toBe("done");
    const check = page.getByTestId("run-a-check");
    expect(await check.getAttribute("data-holds")).toBe(await check.getAttribute("data-all"));
    expect(await page.getByTestId("run-a-chart-plane").locator("canvas").count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
    await close();
  });

  it("has a link that brings the same state back, and the same figures", async () => {
    const first = await workbench.open("#/experiments?id=neuron-as-line");
    expect(await ended(first)).toBe("done");
    await first.page.getByTestId("setting-data").selectOption("circles");
    await first.page.getByTestId("seed").selectOption("2");
    await first.click("run");
    expect(await ended(first)).toBe("done");
    const link = new URL(first.page.url()).hash;
    const { config } = await first.snapshot();
    expect((config as { figures: { testAccuracy: number } }).figures.testAccuracy).toBeLessThan(80);
    expect(await first.page.getByTestId("run-a-check").getAttribute("data-all")).toBe("0");
    await first.close();
    const second = await workbench.open(link);
    expect(await ended(second)).toBe("done");
    expect((await second.snapshot()).config).toMatchObject({
      set: { data: "circles" },
      seed: 2,
      figures: (config as { figures: object }).figures,
    });
    await second.close();
  });

  it("runs twins side by side", async () => {
    const opened = await workbench.open("#/experiments?id=neuron-as-line&twin=data:circles");
    expect(await ended(opened)).toBe("done");
    expect(await ended(opened, "run-b")).toBe("done");
    expect(await opened.page.getByTestId("run-b-chart-accuracy").count()).toBe(1);
    await opened.close();
  });

  it("stops half-way, and keeps what there is", async () => {
    const opened = await workbench.open("#/experiments?id=moons-hidden-units");
    const { page, click, close } = opened;
    await click("run");
    await page.getByTestId("run-a-chart-borders").waitFor();
    await click("stop");
    expect(await ended(opened)).toBe("stopped");
    expect(await page.getByTestId("run-a-chart-borders").count()).toBe(1);
    await close();
  });

  it("refuses a setting out of its range before anything runs, and says why", async () => {
    const { page, close } = await workbench.open("#/experiments?id=moons-hidden-units");
    const field = page.getByTestId("setting-iterations");
    await field.fill("7");
    await field.press("Enter");
    expect(await page.getByTestId("refused").innerText()).toContain("a whole number from 100 to 100000");
    expect(await page.getByTestId("run").isDisabled()).toBe(true);
    await close();
  });

  it("suggests the nearest experiment to one that there is not", async () => {
    const { page, close } = await workbench.open("#/experiments?id=moons-hidden-unit");
    expect(await page.getByTestId("experiment-unknown").innerText()).toContain("moons-hidden-units");
    await close();
  });

  it("fits a phone", async () => {
    const opened = await workbench.open("#/experiments?id=neuron-as-line", {
      width: 360,
      height: 740,
      touch: true,
    });
    expect(await ended(opened)).toBe("done");
    const width = await opened.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await opened.close();
  });
});
