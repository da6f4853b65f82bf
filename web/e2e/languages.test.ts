import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { goTo, STOPS } from "./support/stops.ts";
import { startWorkbench, type Workbench } from "./support/workbench.ts";

describe.skipIf(chromiumPath === undefined)("the languages", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());

  it("no Chinese stands in an English page, but the name of the language", async () => {
    const { page, close } = await workbench.open();
    for (const stop of STOPS) {
      await goTo(page, stop);
      const texts = await page.evaluate(() => {
        const elements = [...document.querySelectorAll("body *")].filter(
          (element) => !element.closest("[lang=zh-Hans], noscript"),
        );
        const attributes = ["aria-label", "title", "placeholder", "alt", "value"];
        const said = elements.flatMap((element) => [
          ...[...element.childNodes]
            .filter(({ nodeType }) => nodeType === 3)
            .map(({ textContent }) => textContent!),
          ...attributes.map((name) => element.getAttribute(name) ?? ""),
        ]);
        return [document.title, ...said].filter((text) => /[\u2e80-\u9fff\uff00-\uffef]/.test(text));
      });
      expect(texts, stop.name).toEqual([]);
      await stop.close?.(page);
    }
    await close();
  }, 60_000);

  it("no text is missing: nothing shows the name of a text in its place", async () => {
    for (const language of ["en", "zh"] as const) {
      const { page, close } = await workbench.open("", { language });
      for (const stop of STOPS) {
        await goTo(page, stop);
        expect(await page.locator("body").innerText(), stop.name).not.toMatch(
          /undefined|\b[a-z]+\.[a-z]+[A-Z]\w+\b/,
        );
        await stop.close?.(page);
      }
      await close();
    }
  }, 120_000);

  it("changes without a reload, and the training goes on", async () => {
    const { page, until, click, snapshot, close } = await workbench.open();
    await click("play");
    await until("under way", ({ epoch }) => epoch > 10);
    await page.evaluate(() => Object.assign(window, { mark: 1 }));
    const { epoch } = await snapshot();
    await click("language");
    await page.getByTestId("play").filter({ hasText: "暂停" }).waitFor();
    await until("further", (now) => now.epoch > epoch + 10);
    expect(await page.evaluate(() => (window as unknown as { mark: number }).mark)).toBe(1);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-Hans");
    expect(await page.title()).toBe("游乐场 · Chainrule");
    await close();
  });
});
