import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { controlsOf } from "./support/controls.ts";
import { goTo, STOPS } from "./support/stops.ts";
import { startWorkbench, type Workbench } from "./support/workbench.ts";

/** What axe finds that keeps someone out, a line each. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ["violations"] } as never),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary?.split("\n")[1]}`),
    );
}

/** Presses a key, and says what then has the focus. */
async function focusByKey(page: Page, key: string): Promise<string> {
  await page.keyboard.press(key);
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    return element.dataset.testid ?? element.getAttribute("aria-label") ?? element.outerHTML.slice(0, 80);
  });
}

describe.skipIf(chromiumPath === undefined)("everyone can use", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());

  for (const language of ["en", "zh"] as const)
    for (const dark of [false, true])
      it(`every page, in ${language}, ${dark ? "dark" : "light"}: axe finds nothing serious`, async () => {
        const { page, close } = await workbench.open("", { language, dark });
        const found: Record<string, string[]> = {};
        for (const stop of STOPS) {
          await goTo(page, stop);
          const here = await findings(page);
          if (here.length > 0) found[stop.name] = here;
          await stop.close?.(page);
        }
        expect(found).toEqual({});
        await close();
      }, 180_000);

  it("every picture, as words", async () => {
    const { page, close } = await workbench.open();
    for (const stop of STOPS) {
      await goTo(page, stop);
      const mute = await page.evaluate(() =>
        [...document.querySelectorAll("canvas, svg")]
          .filter((picture) => picture.getBoundingClientRect().width > 0)
          .filter((picture) => {
            if (picture.closest("[aria-hidden=true], button, a")) return false;
            // a layer above a picture that has a name belongs to it
            const named =
              picture.closest("[role=img][aria-label], [role=application][aria-label]") ??
              picture.parentElement?.querySelector("[role=img][aria-label]");
            return named === null || named === undefined;
          })
          .map((picture) => picture.outerHTML.slice(0, 120)),
      );
      expect(mute, stop.name).toEqual([]);
      await stop.close?.(page);
    }
    await close();
  }, 60_000);

  it("every control, by the keyboard alone", async () => {
    const { page, close } = await workbench.open();
    for (const stop of STOPS.filter(({ open }) => open === undefined)) {
      await goTo(page, stop);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      const reached = new Set<string>();
      const first = await focusByKey(page, "Tab");
      for (let name = first; reached.size < 300; name = await focusByKey(page, "Tab")) {
        if (name === first && reached.size > 1) break;
        reached.add(name);
        // of a list of tabs, Tab reaches the one that is open, and arrows the others
        const tabs = await page.evaluate(
          () => document.activeElement!.closest("[role=tablist]")?.querySelectorAll("[role=tab]").length ?? 0,
        );
        for (let i = 0; i < tabs; i++) reached.add(await focusByKey(page, "ArrowRight"));
      }
      const missed = (await controlsOf(page)).map(({ name }) => name).filter((name) => !reached.has(name));
      expect(missed, stop.name).toEqual([]);
    }
    await close();
  }, 120_000);

  it("play, step, reset and help, by their keys", async () => {
    const { page, until, close } = await workbench.open();
    await until("ready", ({ weightsDigest }) => weightsDigest !== "");
    const { weightsDigest: first } = await until("ready", ({ epoch }) => epoch === 0);
    await page.keyboard.press("ArrowRight");
    await until("one epoch on", ({ epoch }) => epoch === 1);
    await page.keyboard.press("Space");
    await until("playing", ({ epoch }) => epoch > 5);
    await page.keyboard.press("Space");
    await page.keyboard.press("r");
    await until("as it was", ({ epoch, weightsDigest }) => epoch === 0 && weightsDigest === first);
    await page.keyboard.press("?");
    await page.getByTestId("help-dialog").waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByTestId("help-dialog").isVisible()).toBe(false);
    await close();
  });

  it("it without movement, where that is asked for", async () => {
    const { page, close } = await workbench.open();
    await page.emulateMedia({ reducedMotion: "reduce" });
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return (
            animationName !== "none" ||
            transitionDuration.split(",").some((time) => Number.parseFloat(time) > 0)
          );
        }).length,
    );
    expect(moving).toBe(0);
    await close();
  });
});
