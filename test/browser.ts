import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const path = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** Where Chromium is: what `CHROMIUM_PATH` names, or the Debian package. Undefined where there is none; tests that need
 *  it are then skipped, except in CI, which must not pass without. */
export const chromiumPath: string | undefined = existsSync(path) ? path : undefined;

if (chromiumPath === undefined) {
  const message = `No Chromium at ${path}: install the package chromium, or set CHROMIUM_PATH.`;
  if (process.env.CI === "true") throw new Error(message);
  console.warn(`${message} Tests in a browser are skipped.`);
}

// no sandbox, for containers lack what it needs; the rest keeps Chromium from calling home in the middle of a test
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts Chromium; the caller closes it. Use behind `describe.skipIf(chromiumPath === undefined)`. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: path, args: ARGUMENTS });
