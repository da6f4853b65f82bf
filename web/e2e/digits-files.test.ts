import { readFileSync } from "node:fs";
import { build, load, weightsDigest } from "chainrule";
import { npzDataset } from "chainrule/data";
import { loadMnist10k } from "chainrule/node";
import { unzipSync } from "fflate";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { stored } from "./support/storage.ts";
import { ready, startWorkbench, type Workbench } from "./support/workbench.ts";

/** A digit of the test set as a photograph has it: dark on light paper, larger, not in the middle. */
async function photograph(index: number): Promise<{ bytes: Buffer; label: number }> {
  const { test } = await loadMnist10k();
  const png = new PNG({ width: 120, height: 160 });
  png.data.fill(235);
  for (let y = 0; y < 84; y++)
    for (let x = 0; x < 84; x++) {
      const ink = test.inputs[index * 784 + Math.floor(y / 3) * 28 + Math.floor(x / 3)];
      const at = 4 * ((y + 60) * 120 + x + 10);
      png.data.fill(235 - Math.round(0.8 * ink), at, at + 3);
    }
  for (let at = 3; at < png.data.length; at += 4) png.data[at] = 255;
  return { bytes: PNG.sync.write(png), label: test.targets[index] };
}

describe.skipIf(chromiumPath === undefined)("pictures, digits of one's own and models", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench?.close());

  it("opens pictures, keeps digits of one's own, trains with them, and saves them", async () => {
    const open = await workbench.open("#/digits?epochs=2");
    const { page, until, click, close } = open;
    await ready(open);
    await click("play");
    await until("trained", ({ epoch }) => epoch >= 2);
    const upload = (name: string, buffer: Buffer) =>
      page.getByTestId("upload-input").setInputFiles({ name, mimeType: "image/png", buffer });

    await upload("<img onerror=alert(1)>.png", Buffer.from("no picture at all"));
    await page.getByTestId("toasts").getByText("<img onerror=alert(1)>.png is no picture").waitFor();
    await click("toast-close");

    const { bytes, label } = await photograph(3);
    await upload("photo.png", bytes);
    await page
      .getByTestId("answer")
      .filter({ hasText: String(label) })
      .waitFor();
    expect(await page.getByTestId("invert").isChecked()).toBe(true);
    const inked = () =>
      page.getByTestId("seen").evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, 28, 28);
        return data.filter((value, i) => i % 4 === 0 && value < 128).length;
      });
    expect(await inked()).toBeLessThan(200);
    await page.getByTestId("how").selectOption("raw");
    await click("invert");
    await expect.poll(inked).toBeGreaterThan(500); // the paper is ink now
    await click("invert");
    await page.getByTestId("how").selectOption("mnist");
    await expect.poll(inked).toBeLessThan(200);

    await click(`keep-${label}`);
    await page.getByTestId("kept").filter({ hasText: "1" }).waitFor();
    await click("use-own");
    await page.getByTestId("data-size").filter({ hasText: "9,040" }).waitFor();
    expect((await open.snapshot()).epoch).toBe(2); // goes on with the same weights
    await click("view-own");
    await page.getByTestId("own-0-label").selectOption("9");
    const [download] = await Promise.all([page.waitForEvent("download"), click("own-export")]);
    const entries = Object.entries(unzipSync(readFileSync(await download.path())));
    const { train: own } = npzDataset(
      Object.fromEntries(entries.map(([name, array]) => [name.replace(".npy", ""), array])),
      "own",
    );
    expect([own.size, ...own.targets]).toEqual([1, 9]);

    await page.reload();
    await click("view-own");
    expect(await page.getByTestId("own-0-label").inputValue()).toBe("9");
    await click("own-0-remove");
    await page.getByTestId("data-size").filter({ hasText: "9,000" }).waitFor();
    await close();
  });

  it("saves, opens and keeps models; says what is wrong with a file, and when there is no room", async () => {
    const open = await workbench.open("#/digits?epochs=1&layers=dense16-relu");
    const { page, until, click, close } = open;
    await ready(open);
    await click("play");
    const trained = await until("trained", ({ epoch, playing }) => epoch >= 1 && playing === false);
    const [download] = await Promise.all([page.waitForEvent("download"), click("save-model")]);
    const bytes = readFileSync(await download.path());
    const model = await load(bytes);
    const digest = await weightsDigest(model);
    expect((await open.snapshot()).weightsDigest).toBe(digest);
    expect(model.preprocessing).toBe("mnist-digit");

    await stored(page, "chainrule.digits.kept");
    await page.reload();
    await until("kept", ({ epoch, weightsDigest: now }) => epoch === 1 && now === digest);
    await page.getByTestId("toasts").getByText("epoch 1").waitFor();

    const openFile = (name: string, buffer: Buffer | Uint8Array) =>
      page.getByTestId("open-model-input").setInputFiles({ name, mimeType: "", buffer: Buffer.from(buffer) });
    const toast = page.getByTestId("toasts");
    await openFile("damaged.safetensors", bytes.subarray(0, 1000));
    await toast.getByText("damaged.safetensors").waitFor();
    const other = await build({ input: [4], layers: [{ kind: "dense", units: 3 }] });
    await openFile("iris.safetensors", other.save());
    await toast.getByText("expected a network that reads 28 × 28 pixels").waitFor();
    expect((await open.snapshot()).weightsDigest).toBe(digest); // nothing is lost

    await click("new-weights");
    await until("other weights", ({ weightsDigest: now }) => now !== digest);
    await openFile("mine.safetensors", bytes);
    const loaded = await until("loaded", ({ weightsDigest: now }) => now === digest);
    expect(loaded.accuracy.test).toBe(trained.accuracy.test);

    await page.route("**/api/models/mine.safetensors", (route) => route.fulfill({ body: bytes }));
    await page.goto(`${page.url().replace(/#.*/, "")}#/digits?model=/api/models/mine.safetensors&epochs=2`);
    await page.reload();
    await until("from the address", ({ weightsDigest: now }) => now === digest);
    await page.getByTestId("shapes").filter({ hasText: "mine.safetensors" }).waitFor();

    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await click("reset");
    await click("play");
    await toast.getByText("storage is full").waitFor();
    await close();
  });

  it("say what is wrong in Chinese on the Chinese page, with the numbers", async () => {
    const open = await workbench.open("#/digits?layers=max4,max4,conv8k11-relu", { language: "zh" });
    const { page, click, close } = open;
    const english = /expected|window|padding|damaged|smaller/;
    const fault = page.getByTestId("config-fault");
    await fault.getByText("窗口不大于输入（含填充为 [1, 1]）").waitFor();
    expect(await fault.innerText()).not.toMatch(english);
    await click("layer-2-remove");
    await ready(open);
    await page.getByTestId("open-model-input").setInputFiles({
      ...{ name: "damaged.safetensors", mimeType: "" },
      buffer: Buffer.from([255, 255, 0, 0, 0, 0, 0, 0, 123]),
    });
    const toast = page.getByTestId("toasts");
    await toast.getByText("damaged.safetensors：应为 最多 1 个字节的文件头，得到 65535").waitFor();
    expect((await toast.innerText()).replace("damaged.safetensors", "")).not.toMatch(english);
    await close();
  });
});
