import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { seriousFindings } from "./support/axe.ts";
import { type OpenPage, startWorkbench, type Workbench } from "./support/workbench.ts";

/** What the example comes to, with either reading of its biases. */
const RIGHT: readonly [name: string, shared: number, stated: number][] = [
  ["out_h1", 0.6456563062, 0.6456563062],
  ["out_h2", 0.6592603884, 0.6615031592],
  ["out_o1", 0.7987314002, 0.7989476414],
  ["out_o2", 0.8374488853, 0.8390480283],
  ["E_o1", 0.3110486109, 0.3112191904],
  ["E_o2", 0.0116359213, 0.0113932489],
  ["E", 0.3226845322, 0.3226124393],
  ["∂E/∂w5", 0.0818667051, 0.081823315],
  ["w5⁺", 0.4590666475, 0.4590883425],
  ["∂E/∂in_o1", 0.1267961054, 0.1267289024],
  ["∂E/∂out_h1", 0.0488614913, 0.0490945833],
  ["∂E/∂w1", 0.0011178739, 0.0011232067],
  ["w1⁺", 0.099441063, 0.0994383967],
];

describe.skipIf(chromiumPath === undefined)("Backprop by hand", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());

  const latestOf = async ({ snapshot }: OpenPage) =>
    ((await snapshot()).config as { latest?: { name: string; value: number } }).latest;
  const ready = async (hash = "#/backprop", options = {}) => {
    const opened = await workbench.open(hash, options);
    await opened.until("worked out", ({ losses }) => losses?.train !== undefined);
    return opened;
  };
  /** The rows of the derivation: what, its value, and by differences. */
  const rows = ({ page }: OpenPage) =>
    page.getByTestId("derivation").evaluate((table) =>
      Array.from(table.querySelectorAll("tbody tr"), (row) => {
        const cells = Array.from(row.children, (cell) => cell.textContent ?? "");
        return {
          name: row.querySelector("button")!.dataset.name!,
          value: Number(cells[3]),
          numerical: cells[4] === "" ? undefined : Number(cells[4]),
        };
      }),
    );

  it("goes forward, back and on by one operation each, and ends with new weights", async () => {
    const opened = await ready();
    const { click, snapshot, close } = opened;
    await click("next-forward");
    expect((await latestOf(opened))?.name).toBe("in_h1");
    await click("next-forward");
    expect((await latestOf(opened))?.name).toBe("out_h1");
    await click("next-backward");
    expect((await latestOf(opened))?.name).toBe("∂E/∂out_o1");
    await click("next-backward");
    expect((await latestOf(opened))?.name).toBe("∂E/∂in_o1");
    await click("next-update");
    expect((await latestOf(opened))?.name).toBe("w1⁺");
    await click("hand-all");
    await click("take-update");
    const after = await opened.until(
      "after one update",
      ({ epoch, losses }) => epoch === 1 && losses.train! < 0.32,
    );
    expect((after.config as { parameters: number[][] }).parameters[0][0]).toBeCloseTo(0.099441063, 9);
    await click("take-10000");
    await opened.until("learnt", ({ epoch, losses }) => epoch === 10_001 && losses.train! < 3e-6);
    expect((await snapshot()).page).toBe("backprop");
    await close();
  });

  it.each(["shared", "stated"] as const)(
    "has the right values with %s biases, and differences agree",
    async (reading) => {
      const opened = await ready();
      if (reading === "stated") await opened.click("reading-stated");
      const total = RIGHT.find(([name]) => name === "E")![reading === "shared" ? 1 : 2];
      await opened.until("as read", ({ losses }) => Math.abs(losses.train! - total) < 1e-9);
      await opened.click("hand-all");
      const all = await rows(opened);
      for (const [name, shared, stated] of RIGHT) {
        const { value } = all.find((row) => row.name === name)!;
        expect(value, name).toBeCloseTo(reading === "shared" ? shared : stated, 9);
      }
      const gradients = all.filter(({ numerical }) => numerical !== undefined);
      expect(gradients.length).toBeGreaterThanOrEqual(20);
      for (const { value, numerical } of gradients) expect(numerical).toBeCloseTo(value, 8);
      await opened.close();
    },
  );

  it("takes every value as it is changed, keeps it in the address, and refuses what is no number", async () => {
    const opened = await ready();
    const { page, close } = opened;
    for (const name of ["i1", "t2", "w1", "w8", "b4", "η"]) {
      await page.getByTestId(`value-${name}`).fill("0.3");
      await page.getByTestId(`value-${name}`).press("Enter");
    }
    const field = page.getByTestId("value-w2");
    await field.fill("abc");
    await field.press("Enter");
    await field.blur();
    expect(await field.inputValue()).toBe("0.2");
    const { config, losses } = await opened.until(
      "changed",
      ({ config }) => (config as { learningRate: number }).learningRate === 0.3,
    );
    expect(config).toMatchObject({ inputs: [0.3, 0.2], targets: [0.01, 0.3] });
    const link = new URL(page.url()).hash;
    await close();
    const again = await ready(link);
    expect((await again.snapshot()).config).toMatchObject({
      parameters: (config as { parameters: number[][] }).parameters,
    });
    expect((await again.snapshot()).losses.train).toBe(losses.train);
    await again.close();
  });

  it("asks, and takes an answer that is right to a thousandth", async () => {
    const opened = await ready();
    const { page, click, close } = opened;
    await click("next-forward");
    await click("quiz");
    const answer = page.getByTestId("quiz-answer");
    await answer.fill("0.648");
    await click("quiz-check");
    expect(await page.getByTestId("quiz-verdict").innerText()).toContain("Not yet");
    expect((await latestOf(opened))?.name).toBe("in_h1");
    await answer.fill("0.6465");
    await click("quiz-check");
    expect((await latestOf(opened))?.name).toBe("out_h1");
    await click("quiz-show");
    expect((await latestOf(opened))?.name).toBe("in_h2");
    await close();
  });

  it("shows the place of every erratum", async () => {
    const opened = await ready();
    const { page, click, close } = opened;
    const count = await page.locator("[data-testid^=erratum-]").count();
    expect(count).toBeGreaterThanOrEqual(8);
    for (let i = 0; i < count; i++) {
      await click(`show-${i}`);
      if (await page.getByTestId("cross-entropy").count()) continue;
      expect(await page.locator("tr.pointed").count()).toBe(1);
    }
    expect(await page.getByTestId("cross-entropy").count()).toBe(1);
    await close();
  });

  it("has bugs to be found, each with a number that shows it", async () => {
    const { page, close } = await ready();
    const bugs = page.locator("[data-testid^=bug-][data-found]");
    const count = await bugs.count();
    expect(count).toBeGreaterThanOrEqual(6);
    for (let i = 0; i < count; i++) {
      const bug = bugs.nth(i);
      const id = (await bug.getAttribute("data-testid"))!;
      for (const line of await bug.locator("ol button").all()) {
        await line.click();
        if ((await bug.getAttribute("data-found")) === "true") break;
      }
      expect(await page.getByTestId(`${id}-evidence`).innerText()).toMatch(/\d/);
    }
    await close();
  });

  it("is at hand by keyboard, in both languages and on a phone, without findings of axe", async () => {
    const opened = await ready("#/backprop", { language: "zh", width: 360, height: 740, touch: true });
    const { page, close } = opened;
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect((await latestOf(opened))?.name).toBe("out_h1");
    await page.keyboard.press("ArrowLeft");
    expect((await latestOf(opened))?.name).toBe("in_h1");
    await opened.click("hand-all");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByTestId("language").click();
    expect(await page.locator("main").innerText()).not.toMatch(/\p{Script=Han}/u);
    await close();
  });
});
