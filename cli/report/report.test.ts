import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchBrowser } from "../../test/browser.js";
import { jsonOf, temporaryFolder } from "../testing/cli.js";
import { asScriptText } from "./write.js";

const folder = temporaryFolder();
/** A name that would take over the page if it ever were markup. */
const HOSTILE = '</script><img src="https://example.com/x.png" onerror="document.title = 1">&amp;';

describe("JSON between script tags", () => {
  it("cannot end the script, and reads back as it was", () => {
    const value = { name: "</script><!-- & \u2028 $& $1" };
    const text = asScriptText(value);
    expect(text).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(text)).toEqual(value);
  });
});

describe.skipIf(chromiumPath === undefined)("the report, in Chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    jsonOf(folder, ["train", "digits", "--epochs", "3", "--out", "digits"]);
    jsonOf(folder, ["evaluate", "digits", "--report", "digits.html"]);
  }, 60_000);
  afterAll(() => browser.close());

  /** Opens a report from the disk; fails on any error in it, and on any request to anywhere. */
  async function open(name: string, options: Parameters<Browser["newPage"]>[0] = {}) {
    const page = await browser.newPage(options);
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(String(error)));
    page.on("console", (message) => troubles.push(message.text()));
    page.on("request", (request) => {
      if (request.url() !== pathToFileURL(join(folder, name)).href) troubles.push(request.url());
    });
    await page.goto(pathToFileURL(join(folder, name)).href);
    return { page, troubles };
  }

  it("shows the pictures behind a cell, by mouse and by keyboard", async () => {
    const { page, troubles } = await open("digits.html");
    const { accuracy, confusion } = jsonOf(folder, ["evaluate", "digits"]);
    expect(await page.locator(".figure.main").textContent()).toContain(`${(100 * accuracy).toFixed(2)} %`);
    const wrong = page.locator(".matrix .wrong button");
    const count = Number(await wrong.first().textContent());
    await wrong.first().click();
    expect(await page.locator(".panel canvas").count()).toBe(count);
    expect(await inked(page, ".panel canvas")).toBeGreaterThan(20);
    const zero = page.getByRole("button", { name: `0: ${confusion[0][0]} right` });
    await zero.focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(".panel h3").textContent()).toContain("0, rightly");
    expect(await page.locator(".panel canvas").count()).toBe(Math.min(100, confusion[0][0]));
    expect(await zero.getAttribute("aria-expanded")).toBe("true");
    await page.keyboard.press("Enter");
    expect(await page.locator(".panel canvas").count()).toBe(0);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it("has the surest mistakes, and curves with a value for each epoch", async () => {
    const { page, troubles } = await open("digits.html");
    expect(await page.locator(".mistakes li").count()).toBe(24);
    expect(await page.locator("figure svg").count()).toBe(2);
    await page.locator("figure svg").first().focus();
    await page.keyboard.press("ArrowLeft");
    expect(await page.locator(".reading").first().textContent()).toMatch(
      /epoch 2\s*train 0\.\d+\s*test 0\.\d+/,
    );
    expect(troubles).toEqual([]);
    await page.close();
  });

  it.each([
    ["light", 1100],
    ["dark", 1100],
    ["light", 360],
  ] as const)("fits, in %s colours, into %i pixels", async (colorScheme, width) => {
    const { page } = await open("digits.html", { colorScheme, viewport: { width, height: 740 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const shot = await page.screenshot();
    expect(shot.length).toBeGreaterThan(10_000);
    await page.close();
  });

  it("names every table and every picture", async () => {
    const { page } = await open("digits.html");
    const unnamed = () =>
      document.querySelectorAll("table:not(:has(caption)), canvas:not([aria-label]), svg:not([aria-label])")
        .length;
    expect(await page.evaluate(unnamed)).toBe(0);
    await page.close();
  });

  it("takes class names for text, whatever they say", async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `${i},${-i},${i % 2 ? `"${HOSTILE.replaceAll('"', '""')}"` : "b"}`,
    );
    mkdirSync(join(folder, "own"));
    writeFileSync(join(folder, "own", "own.csv"), rows.join("\n"));
    const recipe = {
      data: join(folder, "own", "own.csv"),
      model: { input: [2], layers: [{ kind: "dense", units: 2 }] },
    };
    const rest = {
      loss: "softmaxCrossEntropy",
      optimizer: { kind: "sgd", learningRate: 0.01 },
      epochs: 2,
      batchSize: 4,
    };
    writeFileSync(join(folder, "own.json"), JSON.stringify({ ...recipe, ...rest }));
    jsonOf(folder, ["train", "own.json", "--out", "hostile"]);
    jsonOf(folder, ["evaluate", "hostile", "--data", `${recipe.data}:test=0`, "--report", "hostile.html"]);
    const html = readFileSync(join(folder, "hostile.html"), "utf8");
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    const { page, troubles } = await open("hostile.html");
    expect(await page.title()).toBe("hostile: Chainrule report");
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator(".classes tbody th").allTextContents()).toContain(HOSTILE);
    expect(troubles).toEqual([]);
    await page.close();
  });
});

/** How many pixels of a canvas are light. */
const inked = (page: Page, selector: string): Promise<number> =>
  page
    .locator(selector)
    .first()
    .evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height);
      return data.filter((value, i) => i % 4 === 0 && value > 100).length;
    });
