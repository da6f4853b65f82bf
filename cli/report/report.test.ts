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
    const figures = page.locator(".charts figure");
    expect(await figures.locator("svg").count()).toBe(2);
    await figures.locator("svg").first().focus();
    await page.keyboard.press("ArrowLeft");
    expect(await figures.locator(".reading").first().textContent()).toMatch(
      /epoch 2\s*train 0\.\d+\s*test 0\.\d+/,
    );
    expect(troubles).toEqual([]);
    await page.close();
  });

  it("has the curves of every class, and their areas", async () => {
    const { page, troubles } = await open("digits.html");
    const { macro, perClass } = jsonOf(folder, ["evaluate", "digits"]);
    const captions = () => page.locator(".plots figcaption").allTextContents();
    const areas = async () => (await captions()).slice(0, 2).map((text) => /0\.\d{4}|1\.0000/.exec(text)![0]);
    expect(await areas()).toEqual([macro.rocAuc.toFixed(4), macro.averagePrecision.toFixed(4)]);
    await page.getByRole("combobox", { name: "Class" }).selectOption("7");
    const { rocAuc, averagePrecision } = perClass[7];
    expect(await areas()).toEqual([rocAuc.toFixed(4), averagePrecision.toFixed(4)]);
    const roc = page.locator(".plots svg").first();
    expect(await roc.getAttribute("aria-label")).toContain(`ROC of 7: area (AUC) ${rocAuc.toFixed(4)}`);
    await roc.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
    expect(await page.locator(".plots .reading").first().textContent()).toMatch(
      /^from \S+ up: finds \S+ %, false alarms \S+ %$/,
    );
    const place = await roc.boundingBox();
    await page.mouse.move(place!.x + place!.width / 2, place!.y + 20);
    expect(await page.locator(".plots .reading").first().textContent()).toContain("finds 100.0 %");
    await page.getByLabel("enlarge the corner").check();
    expect(await page.locator(".plots svg").first().locator(".tick").allTextContents()).toContain("20 %");
    expect(troubles).toEqual([]);
    await page.close();
  });

  it("compares how sure the model is with how often it is right", async () => {
    const { page, troubles } = await open("digits.html");
    const { calibration } = jsonOf(folder, ["evaluate", "digits"]);
    const filled = calibration.bins.filter(({ samples }: { samples: number }) => samples > 0);
    const label = `calibration error ${(100 * calibration.error).toFixed(2)} %`;
    const diagram = page.locator(`svg[aria-label*="${label}"]`);
    expect(await diagram.locator("title").count()).toBe(filled.length);
    await page.getByText("The numbers").click();
    const counts = await page.locator("details tbody tr td:nth-child(2)").allTextContents();
    expect(counts).toEqual(filled.map(({ samples }: { samples: number }) => samples.toLocaleString("en-US")));
    expect(troubles).toEqual([]);
    await page.close();
  });

  it("does without curves and calibration where there are none", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i / 30},${i / 10 + 0.05}`);
    writeFileSync(join(folder, "values.csv"), rows.join("\n"));
    const recipe = {
      data: join(folder, "values.csv"),
      model: { input: [1], layers: [{ kind: "dense", units: 1 }] },
      loss: "meanSquaredError",
      optimizer: { kind: "sgd", learningRate: 0.01 },
      epochs: 2,
      batchSize: 5,
    };
    writeFileSync(join(folder, "values.json"), JSON.stringify(recipe));
    jsonOf(folder, ["train", "values.json", "--out", "values"]);
    jsonOf(folder, ["evaluate", "values", "--report", "values.html"]);
    const { page, troubles } = await open("values.html");
    expect(await page.locator(".figure.main").count()).toBe(1);
    expect(await page.locator(".plots").count()).toBe(0);
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
