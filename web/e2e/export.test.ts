import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "chainrule";
import { builtInData } from "chainrule/data";
import { PNG } from "pngjs";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { type OpenPage, ready, startWorkbench, type Workbench } from "./support/workbench.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const EPOCHS = 3;

/** The file that a click hands out. */
async function downloaded({ page, click }: OpenPage, testid: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent("download"), click(testid)]);
  return readFileSync(await file.path());
}

describe.skipIf(chromiumPath === undefined)("what the Playground hands out", () => {
  let workbench: Workbench;
  let open: OpenPage;
  let folder: string;
  beforeAll(async () => {
    workbench = await startWorkbench();
    open = await workbench.open(
      "#/playground?data=spiral&noise=10&features=x1,x2,sinx1&layers=6tanh,5relu&optimizer=adam&seed=4",
    );
    await ready(open);
    for (let epoch = 1; epoch <= EPOCHS; epoch++) {
      await open.click("step");
      await open.until(`at epoch ${epoch}`, (now) => now.epoch === epoch);
    }
    await open.click("export");
    folder = mkdtempSync(join(tmpdir(), "chainrule-page-export-"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, "node_modules", "chainrule"), "junction");
  });
  afterAll(async () => {
    await open?.close();
    await workbench?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("answers alike, within 10⁻⁶: the model's file, the program that trains it, predict() by itself", async () => {
    const model = await load(await downloaded(open, "export-model"));
    const { test } = builtInData("spiral:n=60,noise=0.3,seed=9,test=0.5,features=x1+x2+sinx1") as {
      test: { inputs: Float32Array };
    };
    const right = [...model.predict(test.inputs)];
    const near = (answers: readonly number[]) => {
      expect(answers).toHaveLength(right.length);
      for (const [i, answer] of answers.entries()) expect(Math.abs(answer - right[i])).toBeLessThan(1e-6);
    };

    const program = (await downloaded(open, "export-typescript")).toString();
    const module = ts.ModuleKind.ESNext;
    const target = ts.ScriptTarget.ES2022;
    const { outputText } = ts.transpileModule(program, { compilerOptions: { module, target } });
    writeFileSync(join(folder, "train.mjs"), outputText);
    writeFileSync(
      join(folder, "ask.mjs"),
      `import { model } from "./train.mjs";
       const answers = model.predict(Float32Array.from(${JSON.stringify([...test.inputs])}));
       console.log(JSON.stringify([...answers]));`,
    );
    const { stdout, stderr } = spawnSync(process.execPath, ["ask.mjs"], { cwd: folder, encoding: "utf8" });
    expect(stderr).toBe("");
    const lines = stdout.trim().split("\n");
    expect(lines[EPOCHS - 1]).toMatch(/^3 \d/); // it has trained as long as the page had
    near(JSON.parse(lines.at(-1)!));

    const code = await downloaded(open, "export-plain");
    const { predict } = await import(`data:text/javascript,${encodeURIComponent(code.toString())}`);
    near(right.map((_, i) => predict(test.inputs.subarray(3 * i, 3 * i + 3))[0]));
  });

  it("has the log as a table, a line for each epoch", async () => {
    const [head, ...lines] = (await downloaded(open, "export-csv")).toString().trim().split(/\r?\n/);
    expect(head).toBe("epoch,trainLoss,testLoss,trainAccuracy,testAccuracy");
    const rows = lines.map((line) => line.split(",").map(Number));
    expect(rows.map(([epoch]) => epoch)).toEqual([0, 1, 2, 3]);
    const { losses, accuracy } = await open.snapshot();
    expect(rows[EPOCHS]).toEqual([EPOCHS, losses.train, losses.test, accuracy.train, accuracy.test]);
  });

  it.each(["map", "chart", "diagram"])("has pictures that show something: %s", async (name) => {
    const { width, height, data } = PNG.sync.read(await downloaded(open, `export-${name}`));
    expect(width).toBeGreaterThan(100);
    expect(height).toBeGreaterThan(60);
    const counts = new Map<number, number>();
    for (let at = 0; at < data.length; at += 4) {
      const colour = data.readUInt32BE(at);
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    expect(counts.size).toBeGreaterThan(20);
    const most = Math.max(...counts.values());
    expect(most / (width * height)).toBeLessThan(0.98); // of one colour is the ground
    for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) throw new Error("there is a hole");
  });
});
