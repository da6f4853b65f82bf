import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { controlsOf } from "./support/controls.ts";
import { goTo, STOPS } from "./support/stops.ts";
import { startWorkbench, type Workbench } from "./support/workbench.ts";

const PHONE = { width: 360, height: 740, touch: true } as const;
/** The side of what a finger can be expected to hit, in CSS pixels. */
const TARGET = 44;

describe.skipIf(chromiumPath === undefined)("a phone", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());

  for (const language of ["en", "zh"] as const)
    it(`shows every page without scrolling sideways, with targets for a finger, in ${language}`, async () => {
      const { page, close } = await workbench.open("", { ...PHONE, language });
      const wrong: Record<string, string[]> = {};
      for (const stop of STOPS) {
        await goTo(page, stop);
        const small = (await controlsOf(page))
          .filter(({ width, height }) => width < TARGET || height < TARGET)
          .map(({ name, width, height }) => `${name}: ${width} × ${height}`);
        const wide = await page.evaluate(() => document.scrollingElement!.scrollWidth);
        if (wide > PHONE.width) small.push(`page: ${wide} wide`);
        if (small.length > 0) wrong[stop.name] = small;
        await stop.close?.(page);
      }
      expect(wrong).toEqual({});
      await close();
    }, 120_000);

  it("does not scroll while one draws", async () => {
    const { page, close } = await workbench.open("#/playground?data=own", PHONE);
    const pad = page.getByTestId("heat-map-pick");
    await pad.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    const { x, y, width, height } = (await pad.boundingBox())!;
    const touch = await page.context().newCDPSession(page);
    const at = (share: number) => [{ x: x + width * share, y: y + height * share }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0.2) });
    for (let share = 0.2; share < 0.8; share += 0.05)
      await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(share) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => scrollY)).toBe(before);
    const { points } = (await page.evaluate(() => window.__workbench.snapshot()!.config)) as {
      points: unknown[];
    };
    expect(points.length).toBeGreaterThan(3);
    await close();
  });
});
