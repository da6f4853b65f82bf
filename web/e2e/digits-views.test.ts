import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { readDrawings } from "./measure/digits.ts";
import { median } from "./measure/statistics.ts";
import { patience } from "./support/patience.ts";
import { allStrokes, draw } from "./support/strokes.ts";
import { ready, startWorkbench, textOf, type Workbench } from "./support/workbench.ts";

describe.skipIf(chromiumPath === undefined)("the views of the Digits page", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench?.close());

  it("shows what was taken for what, the pictures, the figures of each digit, the weights", async () => {
    const open = await workbench.open("#/digits?epochs=1");
    const { page, until, click, close } = open;
    await ready(open);
    await click("play");
    const { accuracy } = await until("trained", ({ epoch }) => epoch >= 1);
    const cells = page.getByTestId("confusion").locator("button");
    const right = page.getByTestId("confusion").locator("button.right");
    const sum = async (of: typeof cells) =>
      (await of.allInnerTexts()).reduce((total, value) => total + Number(value), 0);
    expect(await sum(cells)).toBe(1000);
    expect(await sum(right)).toBe(Math.round(accuracy.test! * 1000));
    const cell = page.getByTestId("confusion").locator("button.wrong").first();
    const count = Number(await cell.innerText());
    await cell.click();
    expect(await page.getByTestId("cell-dialog").locator("li").count()).toBe(count);
    await page.keyboard.press("Escape");
    expect(await page.getByTestId("class-table").locator("tbody tr").count()).toBe(10);

    await click("view-gallery");
    expect(await textOf(open, "gallery-count")).toBe(`${1000 - Math.round(accuracy.test! * 1000)} digits`);
    const sure = async () =>
      (await page.getByTestId("gallery").locator("small").allInnerTexts()).map(Number.parseFloat);
    const surest = await sure();
    expect(surest).toEqual([...surest].sort((a, b) => b - a));
    await page.getByTestId("gallery-order").selectOption("unsure");
    expect((await sure())[0]).toBeLessThan(surest[0]);
    await page.getByTestId("gallery-of").selectOption("all");
    await click("gallery-more");
    expect(await page.getByTestId("gallery").locator("li").count()).toBe(240);
    await page.getByTestId("gallery").locator("li button").first().click();
    await page.getByTestId("truth").waitFor();

    await click("view-weights");
    await click("weights-more");
    expect(await page.getByTestId("weights").locator("canvas").count()).toBe(128);
    await close();
  });

  it("shows the inside of a convolutional net: maps, gradient, one window after the other", async () => {
    const open = await workbench.open("#/digits?layers=conv4k5s2p1-relu,max2,conv3k3-relu&epochs=1");
    const { page, until, click, close } = open;
    await ready(open);
    await click("play");
    await until("trained", ({ epoch }) => epoch >= 1);
    await click("view-inside");
    const strokes = allStrokes();
    await draw(page, strokes[30].strokes);
    const counts = async (layer: number) => page.getByTestId(`maps-${layer}`).locator("canvas").count();
    await page.getByTestId("maps-0").waitFor();
    expect([await counts(0), await counts(2), await counts(3)]).toEqual([4, 4, 3]);
    expect(await textOf(open, "maps-0")).toContain("5×5 window, stride 2×2, padding 1×1");
    expect(await textOf(open, "maps-0")).toContain("4 × 13 × 13");

    const sum = page.getByTestId("stepper-sum");
    const agrees = async () => {
      const [computed, map] = await Promise.all(
        ["data-sum", "data-map"].map((name) => sum.getAttribute(name)),
      );
      expect(Number(computed)).toBeCloseTo(Number(map), 3);
    };
    await agrees();
    const row = async () => Number(await page.getByTestId("im2col-row").getAttribute("data-row"));
    const before = await row();
    await click("stepper-right");
    expect(await row()).toBe(before + 1);
    await page.getByTestId("stepper-field").focus();
    await page.keyboard.press("ArrowUp");
    expect(await row()).toBe(before + 1 - 13);
    await agrees();
    await page.getByTestId("stepper-layer").selectOption("4");
    await page.getByTestId("stepper-filter").selectOption("3");
    await page.getByTestId("stepper-channel").selectOption("2");
    expect(await textOf(open, "stepper-sum")).toContain("36 products");
    await agrees();

    const gradient = () =>
      page.getByTestId("gradient").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const shown = await gradient();
    await page.getByTestId("gradient-of").selectOption("7");
    await expect.poll(gradient).not.toBe(shown);

    const quick = median((await readDrawings(open, strokes.slice(0, 20))).times);
    console.log(`from a stroke to the maps: ${quick.toFixed(1)} ms`);
    expect(quick).toBeLessThan(50 * patience());
    await close();
  });
});
