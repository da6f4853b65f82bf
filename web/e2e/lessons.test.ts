import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { patience } from "./support/patience.ts";
import { type OpenPage, startWorkbench, type Workbench } from "./support/workbench.ts";

describe.skipIf(chromiumPath === undefined)("lessons", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());

  const isDone = ({ page }: OpenPage, task: string) =>
    page.locator(`[data-testid="task-${task}"][data-done="true"]`).waitFor({ timeout: 20_000 * patience() });

  it("check themselves on the training, and stay in the address", async () => {
    const opened = await workbench.open("#/playground?lesson=q2");
    const { page, click, until } = opened;
    await until("ready", ({ weightsDigest }) => weightsDigest !== "");
    expect(await page.getByTestId("task-squares").getAttribute("data-done")).toBe("false");
    await click("setup-squares");
    await page.getByTestId("speed").selectOption("full");
    await click("play");
    await isDone(opened, "squares");
    await click("setup-plain");
    await click("play");
    await isDone(opened, "plain");
    expect(page.url()).toContain("lesson=q2");
    expect(await page.getByTestId("lesson-count").textContent()).toBe("All 2 done.");
    await click("lesson-next");
    await page.getByTestId("task-sigmoid").waitFor();
    await click("lesson-close");
    expect(await page.getByTestId("lesson").count()).toBe(0);
    expect(page.url()).not.toContain("lesson=");
    await opened.close();
  });

  it("are the same in Chinese", async () => {
    const { page, close } = await workbench.open("#/playground?lesson=q1", { language: "zh" });
    expect(await page.getByTestId("lesson").innerText()).toMatch(/线性神经元.*帮我设好/s);
    await close();
  });

  it("can be given to a class by a link that hides what is not to distract", async () => {
    const { page, click, close } = await workbench.open();
    await click("open-class-link");
    await page.getByTestId("class-link-lesson").selectOption("q1");
    await page.getByTestId("hide-noise").check();
    await page.getByTestId("hide-features").check();
    const link = await page.getByTestId("class-link-text").inputValue();
    expect(link).toMatch(/#\/playground\?lesson=q1&hide=noise,features/);
    await click("class-link-try");
    await page.getByTestId("lesson").waitFor();
    for (const hidden of ["noise", "feature-sinx1"])
      expect(await page.getByTestId(hidden).isVisible(), hidden).toBe(false);
    for (const shown of ["play", "train-share", "feature-x1"])
      expect(await page.getByTestId(shown).isVisible(), shown).toBe(true);
    await page.goBack();
    await page.getByTestId("noise").waitFor();
    await close();
  });

  it("say nothing, and hide nothing, for names that there are not", async () => {
    const { page, close } = await workbench.open("#/playground?lesson=%3Cimg%20src=x%3E&hide=main,*,%7B%7D");
    await page.getByTestId("play").waitFor();
    expect(await page.getByTestId("lesson").count()).toBe(0);
    await close();
  });

  it("show six networks learning the moons within ten seconds, and tell of the NaN", async () => {
    const { page, click, close } = await workbench.open("#/playground?lesson=moons");
    await click("moons-run");
    const seconds = 10 * patience();
    await page.waitForFunction(
      () => [...document.querySelectorAll("progress")].filter(({ value, max }) => value === max).length === 6,
      null,
      { timeout: 1000 * seconds + 5000 },
    );
    expect(Number.parseFloat(await page.getByTestId("moons-elapsed").innerText())).toBeLessThan(seconds);
    const cells = await page.getByTestId("moons-row-50").innerText();
    expect(cells).toMatch(/9[5-9] %|100 %/);
    expect(cells).toMatch(/NaN since iteration [\d,]+/);
    expect(cells.split("\t")[1]).toMatch(/^0\.\d+$/);
    expect(await page.getByTestId("moons-row-1").innerText()).not.toContain("NaN");
    await click("moons-close");
    await page.getByTestId("play").waitFor();
    await close();
  });
});
