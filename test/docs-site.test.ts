import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import sirv from "sirv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { experiments } from "../experiments/index.js";
import { chromiumPath, launchBrowser } from "./browser.js";
import { root } from "./support/consumer-folder.js";

// The documentation as a site, as `npm run docs` has built it, in Chromium: below a path, for that is where it may have to work.

const site = join(root, "dist", "docs");
const PATH = "/some/where/";

const html = (name: string) => readFileSync(join(site, name), "utf8");

beforeAll(() => {
  if (!existsSync(join(site, "index.html"))) throw new Error("Run npm run docs first.");
});

describe("the pages", () => {
  it("have a card for every experiment, in both languages, with a link to its page of the workbench", () => {
    for (const folder of ["tour", "zh/tour"]) {
      const pages = readdirSync(join(site, folder)).map((name) => html(`${folder}/${name}`));
      const tour = pages.join("");
      for (const { id } of experiments) {
        expect(tour).toContain(`app/#/experiments?id=${id}"`);
        expect(tour).toMatch(new RegExp(`<h3 id="experiment-${id}"`));
      }
    }
  });

  it("ask no other host for anything", () => {
    const names = (readdirSync(site, { recursive: true }) as string[]).filter((name) =>
      name.endsWith(".html"),
    );
    expect(names.length).toBeGreaterThan(50);
    const asking = /<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)="(?:https?:)?\/\//;
    expect(names.filter((name) => asking.test(html(name)))).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)("in Chromium", () => {
  let server: Server;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    const files = sirv(site);
    server = createServer((request, response) => {
      const missing = () => {
        response.writeHead(404).end();
      };
      if (!request.url?.startsWith(PATH)) return missing();
      request.url = request.url.slice(PATH.length - 1);
      files(request, response, missing);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** Opens a page of the site; whatever the console says, or is asked of another host, is a complaint. */
  async function open(name: string, colorScheme: "light" | "dark" = "light"): Promise<[Page, string[]]> {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 800 } });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address + PATH))
        complaints.push(`asked for ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
    });
    await page.goto(address + PATH + name);
    return [page, complaints];
  }

  it.each([
    ["", "en", "light", "Neural networks you can see through"],
    ["", "en", "dark", "Neural networks you can see through"],
    ["zh/", "zh-CN", "light", "看得透的神经网络"],
    ["zh/", "zh-CN", "dark", "看得透的神经网络"],
  ] as const)("the start page %j is there in %s, %s", async (name, language, scheme, words) => {
    const [page, complaints] = await open(name, scheme);
    expect(await page.textContent("h1")).toContain(words);
    expect(await page.getAttribute("html", "lang")).toBe(language);
    const brightness = await page.evaluate(
      "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((sum, part) => sum + Number(part), 0)",
    );
    expect((brightness as number) > 380).toBe(scheme === "light");
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("one goes from page to page, from language to language, and on to the experiment in the workbench", async () => {
    const [page, complaints] = await open("");
    await page.click("text=Take the tour");
    await page.waitForURL(`**${PATH}tour/`);
    await page.click(".VPSidebar >> text=Neurons");
    await page.waitForURL(`**${PATH}tour/neuron.html`);
    await page.click(".VPSidebar >> text=Start here");
    await page.waitForURL(`**${PATH}start.html`);
    await page.goto(`${address + PATH}tour/neuron.html`);
    await page.hover(".VPNavBarTranslations");
    await page.click(".VPNavBarTranslations >> text=简体中文");
    await page.waitForURL(`**${PATH}zh/tour/neuron.html`);
    await page.waitForSelector('h1:has-text("神经元")');
    await page.click('section:has(#experiment-xor-from-gates) >> text="在工作台中打开"');
    await page.waitForURL(`**${PATH}app/#/experiments?id=xor-from-gates`);
    await page.waitForSelector("text=XOR");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("finds a word, and a Chinese one", async () => {
    for (const [name, word, found] of [
      ["start.html", "dropout", "dropout"],
      ["zh/start.html", "梯度消失", "梯度消失"],
    ]) {
      const [page, complaints] = await open(name);
      await page.click(".DocSearch-Button");
      await page.fill("#localsearch-input", word);
      await page.waitForSelector(`.VPLocalSearchBox .results >> text=${found}`);
      expect(complaints).toEqual([]);
      await page.close();
    }
  });
});
