import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchBrowser } from "./browser.js";

const root = fileURLToPath(new URL("..", import.meta.url));

beforeAll(() => {
  if (!existsSync(join(root, "dist", "src", "index.js"))) throw new Error("Run npm run build first.");
});

describe("examples/node", () => {
  it("train.mjs learns the digits and writes a model that others can read", () => {
    const folder = mkdtempSync(join(tmpdir(), "chainrule-example-"));
    const path = join(folder, "model.safetensors");
    const script = join(root, "examples", "node", "train.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, path], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    const accuracies = [...stdout.matchAll(/test accuracy (\S+) %/g)].map(([, text]) => Number(text));
    expect(accuracies).toHaveLength(5);
    expect(accuracies[4]).toBeGreaterThanOrEqual(90);
    const header = readFileSync(path).subarray(8, 1000).toString();
    expect(header).toContain('"0.dense.W":{"dtype":"F32","shape":[784,30]');
    rmSync(folder, { recursive: true });
  });

  it("numerical-vs-analytic.mjs takes the same twenty steps by both gradients", () => {
    const script = join(root, "examples", "node", "numerical-vs-analytic.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    const [, apart] = /^at most (\S+) apart in 20 steps$/m.exec(stdout)!;
    expect(Number(apart)).toBeLessThan(1e-6);
    const losses = [...stdout.matchAll(/^ *\d+ {2}(\S+) +(\S+)$/gm)].map(([, a, b]) => [
      Number(a),
      Number(b),
    ]);
    expect(losses).toHaveLength(6);
    expect(losses[5][1]).toBeLessThan(0.9 * losses[0][1]);
    const [, numerical, analytic] = /^numerical (\S+) ms, analytic (\S+) ms$/m.exec(stdout)!;
    expect(Number(numerical)).toBeGreaterThan(Number(analytic));
  });
});

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
};

/** The repository's folder over HTTP, as any static server gives it. */
function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = join(root, normalize(decodeURIComponent(new URL(request.url!, "http://x").pathname)));
    const file = path.endsWith("/") ? join(path, "index.html") : path;
    const type = TYPES[extname(file)];
    if (type === undefined || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": type }).end(readFileSync(file));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

describe.skipIf(chromiumPath === undefined)("examples in Chromium", () => {
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    server = await serve();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** A page of an example, and all that it complained of. */
  async function open(example: string, colorScheme: "light" | "dark" = "light", width = 1100) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 860 } });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/examples/${example}/`);
    return { page, complaints };
  }

  const finished = (page: Page) => page.waitForSelector('body[data-state="done"]', { timeout: 50_000 });
  const number = async (page: Page, id: string) => Number.parseFloat((await page.textContent(`#${id}`))!);
  const overflow = (page: Page) =>
    page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");

  /** How many different colours a canvas shows: an empty one has a single one. */
  const colors = (page: Page, id: string): Promise<number> =>
    page.evaluate(`{
      const canvas = document.getElementById("${id}");
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
      copy.drawImage(canvas, 0, 0);
      new Set(new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
    }`);

  /** Both clicks in one turn, so that on no machine the training is over before the second; waits for the first epoch. */
  async function startPaused(page: Page) {
    await page.evaluate(`{
      document.getElementById("start").click();
      document.getElementById("pause").click();
    }`);
    await page.waitForFunction("document.getElementById('epoch').textContent === '1 of 600'");
  }

  /** For a person to look at; only where `CHAINRULE_SCREENSHOTS` names a folder. */
  async function screenshot(page: Page, name: string) {
    const folder = process.env.CHAINRULE_SCREENSHOTS;
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }

  it("browser: a plain page trains, draws and stays within a phone's width", async () => {
    const { page, complaints } = await open("browser");
    // clicked from within the page, which may be through with all epochs before a click from outside comes
    await page.waitForFunction(
      "Number.parseInt(document.getElementById('epoch').textContent) >= 3 && (toggle.click(), true)",
    );
    expect(await page.textContent("#toggle")).toBe("Go on");
    await screenshot(page, "browser-early");
    await page.click("#toggle");
    await finished(page);
    expect(await number(page, "test")).toBeGreaterThanOrEqual(96);
    expect(await number(page, "loss")).toBeLessThan(0.1);
    expect(await colors(page, "plane")).toBeGreaterThan(50);
    expect(await colors(page, "curve")).toBeGreaterThan(5);
    await screenshot(page, "browser-light");
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await overflow(page)).toBe(0);
    await screenshot(page, "browser-phone");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([
    ["circles", 95],
    ["xor", 95],
    ["gaussians", 90],
  ])("browser: the set %s, by night, is learnt to %d percent", async (set, least) => {
    const { page, complaints } = await open("browser", "dark");
    await page.selectOption("#data", set);
    await finished(page);
    expect(await number(page, "test")).toBeGreaterThanOrEqual(least);
    await screenshot(page, `browser-dark-${set}`);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("worker: trains while the page goes on drawing frames, and hands the model over", async () => {
    const { page, complaints } = await open("worker");
    await startPaused(page);
    const before = await page.textContent("#epoch");
    await page.waitForTimeout(300);
    expect(await page.textContent("#epoch")).toBe(before);
    await page.click("#pause");
    await finished(page);
    expect(await number(page, "test")).toBeGreaterThanOrEqual(90);
    // a machine under load drops frames; a page that trained by itself would have none for seconds
    expect(await number(page, "frame")).toBeLessThan(1000);
    expect(await colors(page, "plane")).toBeGreaterThan(50);
    expect(await overflow(page)).toBe(0);
    await screenshot(page, "worker-light");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("worker: stops when asked, with the model as it then is", async () => {
    const { page, complaints } = await open("worker", "dark", 375);
    await startPaused(page);
    await page.click("#stop");
    await finished(page);
    expect(await page.getAttribute("body", "data-reason")).toBe("stopped");
    expect(await number(page, "epoch")).toBeLessThan(600);
    expect(await overflow(page)).toBe(0);
    await screenshot(page, "worker-dark-phone");
    expect(complaints).toEqual([]);
    await page.close();
  });
});
