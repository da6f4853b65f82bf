import { augmentation, build, optimizerFrom, parseRecipe, train, weightsDigest } from "chainrule";
import { loadMnist10k } from "chainrule/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { decodeDigits } from "../src/config/digits.ts";
import { digitsRecipe } from "../src/config/digits-recipe.ts";
import { readDrawings, trainEpochs } from "./measure/digits.ts";
import { median } from "./measure/statistics.ts";
import { seriousFindings } from "./support/axe.ts";
import { patience } from "./support/patience.ts";
import { ready, startWorkbench, textOf, type Workbench } from "./support/workbench.ts";

describe.skipIf(chromiumPath === undefined)("the Digits page", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench?.close());

  it("trains on 10,000 digits, and reads what is drawn anywhere, small or large, at once", async () => {
    const open = await workbench.open("#/digits");
    const { page, click, close } = open;
    await ready(open);
    expect(await textOf(open, "answer")).toBe("–");
    const seconds = median(await trainEpochs(open, 10, 60));
    expect((await open.snapshot()).accuracy.test).toBeGreaterThan(0.95);
    expect(seconds).toBeLessThan(1.5 * patience());

    const { times, wrong } = await readDrawings(open);
    const quick = median(times);
    console.log(
      `784-128-10, 9,000 digits: ${seconds.toFixed(2)} s an epoch; from a stroke to the answer: ${quick.toFixed(1)} ms; ` +
        `of ${times.length} drawings wrong: ${wrong.join(", ") || "none"}`,
    );
    expect(wrong.length).toBeLessThanOrEqual(times.length / 10);
    expect(quick).toBeLessThan(16 * patience());

    expect(await page.getByTestId("bars").locator("li").count()).toBe(10);
    await click("clear");
    await page.getByTestId("answer").filter({ hasText: "–" }).waitFor();
    await close();
  }, 120_000); // a hundred drawings

  it("comes to the weights that the command line comes to; pauses, resumes, begins again with the same", async () => {
    const query = "epochs=3&seed=5&augment=shift&batchSize=50&layers=dense20-tanh,drop20";
    const open = await workbench.open(`#/digits?${query}`);
    const { page, until, click, close } = open;
    const first = await ready(open);
    // both from within the page: from here, the second may come when all is done, and begin as much again
    await page.getByTestId("play").evaluate((button: HTMLElement) => {
      button.click();
      return new Promise<void>((resolve) =>
        setTimeout(() => {
          button.click();
          resolve();
        }, 50),
      );
    });
    const paused = await until("paused", ({ playing }) => playing === false);
    await page.waitForTimeout(200);
    expect((await open.snapshot()).epoch).toBe(paused.epoch);
    if (paused.epoch < 3) await click("play");
    await until("done", ({ epoch }) => epoch === 3);
    await page.getByTestId("play").filter({ hasText: "Train" }).waitFor();

    const recipe = parseRecipe(digitsRecipe(decodeDigits(new URLSearchParams(query))), "recipe");
    const data = await loadMnist10k();
    const { seed, loss, epochs, batchSize, augment } = recipe;
    const model = await build(recipe.model, { seed });
    const options = { train: data.train, loss, epochs, batchSize, augment: augmentation(augment) };
    for (const _ of train(model, { ...options, optimizer: optimizerFrom(recipe.optimizer) }));
    expect((await open.snapshot()).weightsDigest).toBe(await weightsDigest(model));

    await click("reset");
    await until(
      "at the beginning",
      ({ epoch, weightsDigest: now }) => epoch === 0 && now === first.weightsDigest,
    );
    await click("new-weights");
    await until(
      "other weights",
      ({ epoch, weightsDigest: now }) => epoch === 0 && now !== first.weightsDigest,
    );
    expect(page.url()).toContain("seed=6");
    await page.goBack();
    await until("back", ({ weightsDigest: now }) => now === first.weightsDigest);
    await close();
  });

  it("tells of a network that cannot be, and of digits that are not here", async () => {
    const open = await workbench.open("#/digits?layers=max4,max4,conv8k11-relu&seed=5");
    const { page, click, close } = open;
    await page.getByTestId("config-fault").filter({ hasText: "cannot be built" }).waitFor();
    expect(await page.getByTestId("play").isDisabled()).toBe(true);
    await click("layer-2-remove");
    await page.getByTestId("config-fault").waitFor({ state: "detached" });
    await ready(open);
    await page.route("**/api/data/mnist/*", (route) => route.fulfill({ status: 200, body: "no digits" }));
    await page.getByTestId("data").selectOption("mnist");
    await page.getByTestId("toasts").getByText("IDX").first().waitFor();
    await expect.poll(() => page.getByTestId("data").inputValue()).toBe("mnist-10k");
    await close();
  });

  it.each([
    ["en", false],
    ["zh", true],
  ] as const)("can be used on a phone, by touch and by keyboard, in %s", async (language, dark) => {
    const options = { language, dark, width: 360, height: 740, touch: true };
    const open = await workbench.open("#/digits?layers=conv4k5-relu,max2&epochs=1", options);
    const { page, until, click, close } = open;
    await ready(open);
    await click("play");
    await until("trained", ({ epoch }) => epoch >= 1);
    const pad = page.getByTestId("pad");
    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox())!;
    const scrolled = () => page.evaluate(() => scrollY);
    const before = await scrolled();
    const session = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", y?: number) =>
      session.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: y === undefined ? [] : [{ x: box.x + box.width / 2, y: box.y + y * box.height }],
      });
    await touch("touchStart", 0.9);
    for (let y = 0.85; y > 0.1; y -= 0.05) await touch("touchMove", y);
    await touch("touchEnd");
    await page.getByTestId("answer").filter({ hasText: /\d/ }).waitFor();
    expect(await scrolled()).toBe(before);

    await click("clear");
    await pad.focus();
    await page.keyboard.press(" ");
    for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press(" ");
    await page.getByTestId("answer").filter({ hasText: /\d/ }).waitFor();

    for (const view of ["mistakes", "gallery", "weights", "inside", "own"]) {
      await click(`view-${view}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      expect(await seriousFindings(page)).toEqual([]);
    }
    if (language === "en") expect(await page.locator("main").innerText()).not.toMatch(/[\u4e00-\u9fff]/);
    await close();
  });
});
