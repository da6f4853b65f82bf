import { cpSync, realpathSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchBrowser } from "../../test/browser.js";
import { type Started, startWorkbench, TOKEN } from "../testing/workbench.js";
import { listen } from "./listen.js";
import { createWorkbench } from "./server.js";

const library = fileURLToPath(new URL("../../dist/src", import.meta.url));

/** Trains on several threads, and notes what the browser has against the page. */
const PAGE = `
import { build, dense, relu, sgd, softmaxCrossEntropy, train, weightsDigest } from "./chainrule/index.js";

const violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective + " " + event.blockedURI));

let workers = 0;
globalThis.Worker = class extends Worker {
  constructor(...args) {
    super(...args);
    workers += 1;
  }
};

async function digest(threads) {
  const model = await build({ input: [784], layers: [dense(128), relu(), dense(10)] }, { seed: 1, threads, batchSize: 100 });
  const inputs = new Float32Array(400 * 784).map((_, i) => (i % 11) / 11);
  const data = { inputs, shape: [784], targets: new Uint8Array(400).map((_, i) => i % 10), size: 400 };
  const options = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.1 }), epochs: 2, batchSize: 100 };
  for (const _ of train(model, { train: data, ...options }));
  return weightsDigest(model);
}

globalThis.report = async () => {
  const digests = [await digest(1), await digest(2)];
  const session = await (await fetch("/api/session")).json();
  return { isolated: crossOriginIsolated, workers, digests, session, violations };
};
`;

describe.skipIf(chromiumPath === undefined)("in Chromium", () => {
  let bench: Started;
  let browser: Browser;

  beforeAll(async () => {
    bench = await startWorkbench();
    cpSync(library, join(bench.app, "chainrule"), {
      recursive: true,
      filter: (path) => !path.endsWith(".d.ts"),
    });
    writeFileSync(join(bench.app, "main.js"), PAGE);
    const head = '<!doctype html><meta charset="utf-8" /><link rel="icon" href="data:," />';
    writeFileSync(join(bench.app, "index.html"), `${head}<script type="module" src="main.js"></script>`);
    const inline = "<script>globalThis.ran = true</script><img src=x onerror='globalThis.ran = true'>";
    writeFileSync(join(bench.app, "inline.html"), `${head}${inline}<script src="eval.js"></script>`);
    const evaluate = "try { evaluated = new Function('return true')(); } catch { evaluated = false; }";
    writeFileSync(join(bench.app, "eval.js"), `let evaluated; ${evaluate} globalThis.evaluated = evaluated;`);
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  const load = async (url: string) => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
    await page.goto(url, { waitUntil: "load" });
    return { page, complaints };
  };

  it("a page is isolated, trains on threads, and gets the token; nothing is held against it", async () => {
    const { page, complaints } = await load(`${bench.origin}/`);
    const report = await page.evaluate(() => (globalThis as any).report());
    expect(report).toMatchObject({ isolated: true, session: { token: TOKEN }, violations: [] });
    expect(report.workers).toBeGreaterThan(0);
    expect(report.digests[1]).toBe(report.digests[0]);
    expect(complaints).toEqual([]);
  });

  it("the workbench itself trains, and nothing is held against it", async () => {
    const app = realpathSync(fileURLToPath(new URL("../../dist/web", import.meta.url)));
    const server = createWorkbench({ app, folder: bench.folder, token: TOKEN });
    try {
      const { page, complaints } = await load(`${await listen(server, 0)}/#/playground`);
      await page.getByTestId("play").click();
      // Asked from outside: a condition that the page polls by itself is compiled there, which its policy forbids.
      await expect
        .poll(() => page.evaluate("__workbench.snapshot().epoch"), { timeout: 30_000 })
        .toBeGreaterThan(1);
      expect(await page.evaluate("crossOriginIsolated")).toBe(true);
      expect(complaints).toEqual([]);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it("a script that got into a page does not run", async () => {
    const { page, complaints } = await load(`${bench.origin}/inline.html`);
    expect(await page.evaluate("globalThis.ran")).toBeUndefined();
    expect(complaints.join()).toMatch(/Content Security Policy/);
    expect(await page.evaluate("globalThis.evaluated")).toBe(false);
  });

  it("a page from elsewhere can neither ask, nor change, nor frame it", async () => {
    const stranger = createServer((_, response) =>
      response.setHeader("content-type", "text/html").end("<p>"),
    );
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    try {
      const { page } = await load(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
      const got = await page.evaluate(async (origin) => {
        const asked = (init: RequestInit) =>
          fetch(`${origin}/api/session`, init).then(
            (answer) => `${answer.type} ${answer.status}`,
            () => "failed",
          );
        const frame = document.createElement("iframe");
        frame.src = origin;
        await new Promise((resolve) => {
          frame.onload = resolve;
          document.body.append(frame);
        });
        return {
          plain: await asked({}),
          blind: await asked({ mode: "no-cors" }),
          change: await asked({ method: "POST", headers: { "chainrule-token": "x" } }),
        };
      }, bench.origin);
      expect(got).toMatchObject({ plain: "failed", blind: "failed", change: "failed" });
      const framed = page.frames().find((frame) => frame !== page.mainFrame())!;
      expect(await framed.content()).not.toContain("main.js");
    } finally {
      stranger.closeAllConnections();
      stranger.close();
    }
  });
});
