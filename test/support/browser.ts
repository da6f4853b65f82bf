import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium, type Page } from "playwright-core";

const candidates = [process.env.CHAINRULE_CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];

/** Where a Chromium is: what `CHAINRULE_CHROMIUM` names, or the system's. Undefined where there is none; tests that need
 *  it are then skipped, except in CI, which must not pass without. */
export const browserPath = candidates.find((path) => path !== undefined && existsSync(path));

if (browserPath === undefined) {
  const message = "No browser: set CHAINRULE_CHROMIUM to the path of a Chromium.";
  if (process.env.CI === "true") throw new Error(message);
  console.warn(`${message} Tests of it are skipped.`);
}

/** Runs `use` with a page that has loaded the given module, from a server of its own on this machine. */
export async function withPage<T>(script: string, use: (page: Page) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    const isScript = request.url === "/script.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : '<!doctype html><script type="module" src="/script.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => void errors.push(String(error)));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { waitUntil: "load" });
    const result = await use(page);
    if (errors.length > 0) throw new Error(errors.join("\n"));
    return result;
  } finally {
    await browser.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
