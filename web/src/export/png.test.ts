import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PNG } from "pngjs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { chromiumPath, launchBrowser } from "../../../test/browser.js";
import type { canvasPng as CanvasPng } from "./png.ts";

declare const canvasPng: typeof CanvasPng;

const path = fileURLToPath(new URL("png.ts", import.meta.url));

describe.skipIf(chromiumPath === undefined)("a chart as PNG, in Chromium", () => {
  it("has the background, the title and the legend that the canvas lacks, and its pixels as they are", async () => {
    const source = readFileSync(path, "utf8").replace(
      /^import .*$/m,
      "class ChainruleError extends Error {}",
    );
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.addScriptTag({
        type: "module",
        content: `${outputText}\nglobalThis.canvasPng = canvasPng;`,
      });
      const bytes = await page.evaluate(async () => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [200, 100];
        const context = canvas.getContext("2d")!;
        context.fillStyle = "#0877bd";
        context.fillRect(0, 0, 100, 100); // the right half stays empty
        const legend = [{ label: "test", colour: "#f08a24" }];
        const blob: Blob = await canvasPng(canvas, { background: "#ffffff", title: "Loss", legend });
        const empty = document.createElement("canvas");
        empty.width = 0;
        const refused = await canvasPng(empty).catch(() => "refused");
        return { type: blob.type, refused, bytes: [...new Uint8Array(await blob.arrayBuffer())] };
      });
      expect([bytes.type, bytes.refused]).toEqual(["image/png", "refused"]);
      const { width, height, data } = PNG.sync.read(Buffer.from(bytes.bytes));
      expect([width, height]).toEqual([200, 156]);
      const at = (x: number, y: number) => [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)];
      expect(at(50, 78)).toEqual([8, 119, 189, 255]);
      expect(at(150, 78)).toEqual([255, 255, 255, 255]);
      expect(at(18, 142)).toEqual([240, 138, 36, 255]);
      const dark = Array.from({ length: 28 * width }, (_, i) => data[4 * i]).filter((red) => red < 100);
      expect(dark.length).toBeGreaterThan(20); // the title
    } finally {
      await browser.close();
    }
  });
});
