import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { firstVisit } from "./measure/visit.ts";
import { patience } from "./support/patience.ts";
import { serveWeb, webRoot } from "./support/server.ts";
import { startWorkbench } from "./support/workbench.ts";

describe.skipIf(chromiumPath === undefined)("the site", () => {
  it("works without a network after a visit, digits included", async () => {
    const { open, site, close } = await startWorkbench();
    const { page, until, click } = await open();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await site.close();
    await page.reload();
    await until("ready", ({ weightsDigest }) => weightsDigest !== "");
    await click("play");
    await until("trained", ({ epoch }) => epoch >= 20);
    const digits = await page.evaluate(async () => {
      const response = await fetch(new URL("mnist-10k.bin", document.baseURI));
      return (await response.arrayBuffer()).byteLength;
    });
    expect(digits).toBeGreaterThan(1e6);
    for (const name of ["digits", "playground"]) {
      await click(`nav-${name}`);
      await page.locator("h1", { hasText: /./ }).waitFor({ state: "attached" });
    }
    await page.context().close();
    await close();
  });

  it("needs at most 200 KB of compressed JavaScript, and two seconds, until one can play", async () => {
    const workbench = await startWorkbench();
    await firstVisit(workbench); // the browser's own first page takes longer
    const { bytes, scripts, seconds } = await firstVisit(workbench);
    expect(scripts).toBeGreaterThan(1);
    expect(bytes).toBeLessThan(200 * 1024);
    expect(seconds).toBeLessThan(2 * patience());
    await workbench.close();
  });

  it("can be put in a ZIP, and served from wherever that is unpacked by whatever serves files", async () => {
    const files = readdirSync(webRoot, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const zip = zipSync(
      Object.fromEntries(files.map((file) => [file.slice(webRoot.length), readFileSync(file)])),
      { level: 1 },
    );
    const folder = mkdtempSync(join(tmpdir(), "chainrule-zip-"));
    for (const [name, bytes] of Object.entries(unzipSync(zip))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    const { open, close } = await startWorkbench({
      site: serveWeb({ root: `${folder}/`, base: "/", plain: true }),
    });
    const { until, click, close: closePage } = await open();
    await until("ready", ({ weightsDigest }) => weightsDigest !== "");
    await click("play");
    await until("trained", ({ epoch }) => epoch >= 5);
    await closePage();
    await close();
    rmSync(folder, { recursive: true });
  });
});
