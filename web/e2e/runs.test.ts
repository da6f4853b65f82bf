import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonOf, startCli, temporaryFolder } from "../../cli/testing/cli.ts";
import { chromiumPath } from "../../test/browser.ts";
import { pan, showLongRuns, writeLongRuns } from "./measure/pan.ts";
import { median } from "./measure/statistics.ts";
import { seriousFindings } from "./support/axe.ts";
import { openMachine } from "./support/machine.ts";
import { patience } from "./support/patience.ts";
import { type OpenPage, startWorkbench, type Workbench } from "./support/workbench.ts";

/** Waits for what other processes take their time for. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 });

const folder = temporaryFolder();
const RECIPE = "iris-sigmoid-20-20";
const train = (name: string, ...args: string[]) =>
  jsonOf(folder, ["train", RECIPE, "--epochs", "20", ...args, "--out", `runs/${name}`]);

const rows = (page: Page, testid: string): Promise<string[]> =>
  page.getByTestId(testid).locator("tbody tr").allInnerTexts();

/** The text of a file that a click hands out. */
async function downloaded({ page, click }: OpenPage, testid: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), click(testid)]);
  return readFileSync(await file.path(), "utf8");
}

describe.skipIf(chromiumPath === undefined)("runs", () => {
  let workbench: Workbench;
  let slow: any;
  beforeAll(async () => {
    slow = train("slow", "--set", "optimizer.learningRate=0.05");
    train("fast", "--set", "optimizer.learningRate=0.2");
    workbench = await startWorkbench({ site: openMachine(folder) });
  });
  afterAll(() => workbench?.close());

  const shown = "#/runs?run=run:slow&run=run:fast";

  it("are compared: numbers, curves, and the settings in which they differ", async () => {
    const { page, until, close } = await workbench.open("#/runs");
    const { losses, accuracy } = await until("read", ({ epoch }) => epoch === 20);
    expect(await page.getByTestId("run").count()).toBe(2); // the youngest are shown by themselves
    expect(await page.getByTestId("show-slow").isChecked()).toBe(true);
    await page.getByTestId("show-fast").uncheck();
    const now = await until("of the other", ({ losses: { test } }) => test !== losses.test);
    expect(now.losses.test).toBe(slow.test.loss);
    expect(accuracy.test).toBeLessThanOrEqual(1);
    expect(await page.getByTestId("differences").count()).toBe(0);
    await page.getByTestId("show-fast").check();
    expect(await rows(page, "differences")).toEqual([
      expect.stringMatching(/optimizer\.learningRate\S*\s+0\.05\s+0\.2/),
    ]);
    expect((await rows(page, "run-values"))[0]).toContain(String(Number(slow.test.loss.toPrecision(4))));
    await close();
  });

  it("show their numbers where the pointer is, on any axis", async () => {
    const { page, until, close } = await workbench.open(shown);
    await until("read", ({ epoch }) => epoch === 20);
    const atEnd = await rows(page, "run-values");
    const box = (await page.getByTestId("run-curves").boundingBox())!;
    await page.mouse.move(box.x + 70, box.y + 100);
    await eventually(() => rows(page, "run-values")).not.toEqual(atEnd);
    await page.mouse.move(box.x + 70, box.y - 200);
    await page.getByTestId("metric").selectOption("step.loss");
    await page.getByTestId("axis").selectOption("time");
    await page.getByTestId("log-x").check();
    await page.getByTestId("log-y").check();
    const rough = await rows(page, "run-values");
    await page.getByTestId("smoothing").fill("0.9");
    await eventually(() => rows(page, "run-values")).not.toEqual(rough);
    // the address is the whole state: the same again after a reload
    const query = new URL(page.url()).hash;
    expect(query).toContain("metric=step.loss&x=time&log=xy&smooth=0.9");
    const smooth = await rows(page, "run-values");
    await page.reload();
    await eventually(() => rows(page, "run-values").catch(() => [])).toEqual(smooth);
    await close();
  });

  it("are followed while they are trained", async () => {
    const { page, until, click, close } = await workbench.open("#/runs?run=run:live");
    const running = startCli(folder, ["train", RECIPE, "--epochs", "100000", "--out", "runs/live"]);
    const early = await until("begun", ({ epoch }) => epoch > 0);
    await until("going on", ({ epoch }) => epoch > early.epoch + 5);
    expect(await page.getByTestId("state-live").innerText()).toBe("running");
    await click("details-live");
    expect(await page.getByTestId("delete").isDisabled()).toBe(true);
    await click("run-dialog-close");
    running.child.kill("SIGINT");
    await running.ended;
    await eventually(() => page.getByTestId("state-live").innerText()).toBe("stopped");
    await close();
  });

  it("are renamed, noted, saved as a table, opened, and deleted when one says yes", async () => {
    train("mine");
    const open = await workbench.open("#/runs?run=run:mine");
    const { page, click, until, close } = open;
    await until("read", ({ epoch }) => epoch === 20);
    const csv = (await downloaded(open, "runs-csv")).trimEnd().split("\r\n");
    expect(csv).toHaveLength(21);
    expect(csv[0]).toContain("test.loss");
    await click("details-mine");
    expect(await page.getByTestId("open-model").getAttribute("href")).toBe(
      "#/digits?model=/api/runs/mine/model",
    );
    expect(JSON.parse(await downloaded(open, "save-recipe")).epochs).toBe(20);
    await page.getByTestId("run-notes").fill("worth keeping");
    await click("save-notes");
    await eventually(() => readFileSync(join(folder, "runs/mine/notes.txt"), "utf8")).toBe("worth keeping");
    await page.getByTestId("run-name").fill("yours");
    await click("rename");
    await page.getByTestId("show-yours").waitFor();
    expect(await page.getByTestId("show-yours").isChecked()).toBe(true);
    await click("details-yours");
    expect(await page.getByTestId("run-notes").inputValue()).toBe("worth keeping");
    await click("delete");
    await click("delete-no");
    await click("delete");
    await click("delete-yes");
    await eventually(() => page.getByTestId("show-yours").count()).toBe(0);
    expect(() => readFileSync(join(folder, "runs/yours/run.json"))).toThrow();
    await close();
  });

  it("have no serious finding of axe, in either language and theme, and fit a phone", async () => {
    for (const [language, dark] of [
      ["en", false],
      ["zh", true],
    ] as const) {
      const { page, until, click, close } = await workbench.open(shown, {
        language,
        dark,
        ...(dark && { width: 360, height: 740, touch: true }),
      });
      await until("read", ({ epoch }) => epoch === 20);
      expect(await seriousFindings(page)).toEqual([]);
      await click("details-slow");
      expect(await seriousFindings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        dark ? 360 : 1280,
      );
      await close();
    }
  });

  it("20 of 10,000 points pan at 30 frames a second or more", async () => {
    const long = temporaryFolder();
    const hash = writeLongRuns(long, readFileSync(join(folder, "runs/slow/run.json")));
    const many = await startWorkbench({ site: openMachine(long) });
    const { page, close } = await many.open(hash);
    await showLongRuns(page);
    const { rates, perFrame } = await pan(page, 3);
    const rate = median(rates);
    console.log(
      `20 runs × 10,000 points: ${rate.toFixed(0)} frames/s, ${perFrame.toFixed(1)} ms of the page's thread each`,
    );
    // of the time that the page's thread was given, and of all, which others use, too
    expect(perFrame).toBeLessThanOrEqual(1000 / 30);
    expect(rate).toBeGreaterThanOrEqual(30 / patience());
    await close();
    await many.close();
  }, 180_000);
});

describe.skipIf(chromiumPath === undefined)("without a machine behind the page", () => {
  it("run folders are given to it, and kept until they are deleted", async () => {
    const workbench = await startWorkbench();
    const { page, until, click, close } = await workbench.open("#/runs");
    await page.getByText("No runs yet.").waitFor();
    await page.getByTestId("add-folder").setInputFiles(join(folder, "runs/slow"));
    await until("read", ({ epoch }) => epoch === 20);
    await page.reload();
    await until("read again", ({ epoch }) => epoch === 20);
    await click("details-slow");
    await page.getByTestId("run-notes").fill("from elsewhere");
    await click("save-notes");
    await click("delete");
    await click("delete-yes");
    await page.getByText("No runs yet.").waitFor();
    await page.getByTestId("add-folder").setInputFiles(temporaryWithText());
    await page.getByText("There is no run and no study in this folder.").waitFor();
    await close();
    await workbench.close();
  });

  it("a run that cannot be read is told of in Chinese, with the library's own words beside", async () => {
    const other = join(folder, "broken");
    mkdirSync(other);
    writeFileSync(join(other, "run.json"), '{ "format": chainrule }');
    const workbench = await startWorkbench();
    const { page, close } = await workbench.open("#/runs", { language: "zh" });
    await page.getByTestId("add-folder").setInputFiles(other);
    const toast = page.getByTestId("toasts");
    await toast.getByText("文件的格式不对（broken/run.json 第 1 行第 13 列）").waitFor();
    await toast.getByText("本库的英文原话").click();
    expect(await toast.locator("[lang=en]").innerText()).toMatch(/^line 1, column 13 of .*expected/);
    await close();
    await workbench.close();
  });
});

function temporaryWithText(): string {
  const other = join(folder, "other");
  mkdirSync(other);
  writeFileSync(join(other, "readme.txt"), "nothing");
  return other;
}
