// A page of the workbench in Chromium, and what tests do with it. Whatever the page complains of fails the test that
// closes it.
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { launchBrowser } from "../../../test/browser.ts";
import type { Snapshot } from "../../src/app/snapshot.ts";
import { type Site, type SiteOptions, serveWeb } from "./server.ts";

export interface Workbench {
  readonly browser: Browser;
  readonly site: Site;
  /** @param hash "#/playground?data=spiral" */
  open(hash?: string, options?: OpenOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly language?: "en" | "zh";
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly touch?: boolean;
  /** Told what the page asks for; not what its service worker stores for later. */
  readonly onRequest?: (url: string) => void;
}

export interface OpenPage {
  readonly page: Page;
  snapshot(): Promise<Snapshot>;
  /** Waits until the snapshot is as it should be. */
  until(what: string, check: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
  /** By data-testid. */
  click(testid: string): Promise<void>;
  close(): Promise<void>;
}

/** When the page has its network. */
export const ready = ({ until }: OpenPage): Promise<Snapshot> =>
  until("ready", ({ weightsDigest }) => weightsDigest !== "");

/** What an element says, by data-testid. */
export const textOf = ({ page }: OpenPage, testid: string): Promise<string> =>
  page.getByTestId(testid).innerText();

/** @param site where the app is, if not on a static host */
export async function startWorkbench(
  options: SiteOptions & { site?: Promise<Site> } = {},
): Promise<Workbench> {
  const [browser, site] = await Promise.all([launchBrowser(), options.site ?? serveWeb(options)]);
  return {
    browser,
    site,
    open: (hash, options) => openPage(browser, site, hash, options),
    async close() {
      await browser.close();
      await site.close();
    },
  };
}

async function openPage(
  browser: Browser,
  site: Site,
  hash = "",
  options: OpenOptions = {},
): Promise<OpenPage> {
  const { language = "en", width = 1280, height = 800, dark = false, touch = false, onRequest } = options;
  const context = await browser.newContext({
    locale: language === "zh" ? "zh-CN" : "en-GB",
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    hasTouch: touch,
    isMobile: touch,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  context.on("request", (request) => {
    if (request.serviceWorker() === null) onRequest?.(request.url());
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") && host !== new URL(site.url).host)
      complaints.push(`asks ${request.url()}`);
  });
  await page.goto(site.url + hash);
  const asked = () => page.evaluate(() => window.__workbench?.snapshot());
  return {
    page,
    snapshot: async () => (await asked())!,
    async until(what, check) {
      const end = Date.now() + 20_000;
      for (;;) {
        const now = await asked();
        if (now !== undefined && check(now)) return now;
        if (Date.now() > end)
          throw new Error(`never ${what}: ${JSON.stringify(now)} ${complaints.join("; ")}`);
        await page.waitForTimeout(30);
      }
    },
    click: (testid) => page.getByTestId(testid).click(),
    async close() {
      await context.close();
      expect(complaints).toEqual([]);
    },
  };
}
