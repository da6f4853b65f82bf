import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { allStrokes, draw } from "./support/strokes.ts";
import { startWorkbench, type Workbench } from "./support/workbench.ts";

describe.skipIf(chromiumPath === undefined)("the Digits page", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());

  it("trains on 10,000 digits, and reads what is drawn anywhere, small or large", async () => {
    const { page, until, click, close } = await workbench.open("#/digits");
    await until("ready", ({ weightsDigest }) => weightsDigest !== "");
    await click("play");
    const after = await until("trained", ({ epoch }) => epoch >= 10);
    expect(after.accuracy.test).toBeGreaterThan(0.95);
    const wrong: string[] = [];
    let count = 0;
    for (const { digit, name, strokes } of allStrokes()) {
      const said = await draw(page, strokes);
      count += 1;
      if (said !== String(digit)) wrong.push(`${name}: ${said}`);
    }
    if (process.env.CHAINRULE_SCREENSHOTS)
      await page.screenshot({ path: `${process.env.CHAINRULE_SCREENSHOTS}/digits.png`, fullPage: true });
    console.log(wrong.join("\n"));
    expect(wrong.length).toBeLessThanOrEqual(count / 10);
    await close();
  });
});
