import { build, optimizerFrom, parseRecipe, train, weightsDigest } from "chainrule";
import { builtInData } from "chainrule/data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import type { HandTask } from "../src/config/hand-task.ts";
import type { PlaygroundConfig } from "../src/config/playground.ts";
import { toRecipe } from "../src/config/recipe.ts";
import { forgetAll } from "./support/storage.ts";
import { ready, startWorkbench, type Workbench } from "./support/workbench.ts";

/** What the command line comes to with a page's config. */
async function digestInNode(config: PlaygroundConfig, epochs: number): Promise<string> {
  const recipe = parseRecipe(toRecipe(config, epochs), "recipe");
  const { loss, batchSize, seed } = recipe;
  const model = await build(recipe.model, { seed });
  const optimizer = optimizerFrom(recipe.optimizer);
  const events = train(model, { ...builtInData(recipe.data), loss, optimizer, epochs, batchSize });
  for (const event of events) if (event.type === "run-end") expect(event.reason).toBe("done");
  return weightsDigest(model);
}

describe.skipIf(chromiumPath === undefined)("the Playground", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  }, 60_000);
  afterAll(() => workbench.close());

  it("plays, and the loss falls", async () => {
    const open = await workbench.open();
    const before = await ready(open);
    expect(before.epoch).toBe(0);
    await open.click("play");
    const after = await open.until("at epoch 100", ({ epoch }) => epoch >= 100);
    expect(after.losses.train).toBeLessThan(before.losses.train! / 2);
    expect(after.accuracy.test).toBeGreaterThan(0.9);
    await open.click("play");
    await open.close();
  });

  it.each([
    "",
    "?data=spiral&noise=20&features=x1,x2,sinx1,sinx2&layers=8relu,8relu&optimizer=adam&seed=5&dataSeed=3",
    "?data=bumps&samples=300&regularization=l2&regularizationRate=0.01&initializer=uniform",
    "?data=blobs&noise=20&classes=4&loss=softmaxCrossEntropy&layers=6tanh-bn-d20&batchSize=7",
    "?data=curve&samples=150&layers=8tanh&trainShare=80",
  ])("comes to the same weights as the command line, and again after a reset: %s", async (query) => {
    const open = await workbench.open(`#/playground${query}`);
    const first = await ready(open);
    for (let epoch = 1; epoch <= 3; epoch++) {
      await open.click("step");
      await open.until(`at epoch ${epoch}`, (now) => now.epoch === epoch);
    }
    const { weightsDigest, config } = await open.snapshot();
    expect(weightsDigest).toBe(await digestInNode(config as PlaygroundConfig, 3));
    await open.click("reset");
    const again = await open.until("reset", ({ epoch }) => epoch === 0);
    expect(again.weightsDigest).toBe(first.weightsDigest);
    await open.click("new-weights");
    await open.until("new", (now) => now.weightsDigest !== "" && now.weightsDigest !== first.weightsDigest);
    await open.close();
  });

  it("changes the learning rate, the batch and the penalty while it runs", async () => {
    const open = await workbench.open();
    const { page, until, click } = open;
    await ready(open);
    await click("play");
    let { epoch } = await until("at epoch 10", (now) => now.epoch >= 10);
    for (const [testid, value] of [
      ["learning-rate", "0.1"],
      ["regularization", "l2"],
      ["regularization-rate", "0.001"],
      ["optimizer", "adam"],
    ]) {
      await page.getByTestId(testid).selectOption(value);
      ({ epoch } = await until("further on", (now) => now.epoch > epoch + 5));
    }
    await page.getByTestId("batch-size").fill("20");
    await until("further on", (now) => now.epoch > epoch + 5);
    expect(page.url()).toContain("batchSize=20");
    await open.close();
  });

  it("has the config and the weights in the address; back and forward bring them again", async () => {
    const open = await workbench.open();
    const { page, until, click } = open;
    await ready(open);
    await click("step");
    await click("step");
    const two = await until("at epoch 2", ({ epoch }) => epoch === 2);
    await page.waitForURL(/epoch=2&w=/);
    const link = page.url();
    await click("data-xor");
    await until("anew", ({ epoch, weightsDigest }) => epoch === 0 && weightsDigest !== "");
    expect(page.url()).toContain("data=xor");
    await page.goBack();
    const back = await until("back", ({ epoch }) => epoch === 2);
    expect(back.weightsDigest).toBe(two.weightsDigest);
    await page.goForward();
    await until("forward", ({ config }) => (config as PlaygroundConfig).data === "xor");
    await open.close();
    // goes on from there as if it had never been left
    const other = await workbench.open(link.slice(link.indexOf("#")));
    const there = await other.until("there", ({ epoch }) => epoch === 2);
    expect(there.weightsDigest).toBe(two.weightsDigest);
    await other.click("step");
    const three = await other.until("at epoch 3", ({ epoch }) => epoch === 3);
    expect(three.weightsDigest).toBe(await digestInNode(three.config as PlaygroundConfig, 3));
    await other.close();
  });

  it("keeps the weights of a network too large for the address in the browser, under their digest", async () => {
    const open = await workbench.open("#/playground?layers=32tanh,32relu,32tanh");
    const { page, until, click } = open;
    const toast = page.getByTestId("toasts");
    const { weightsDigest: first } = await ready(open);
    await click("step");
    await click("step");
    const two = await until("at epoch 2", ({ epoch }) => epoch === 2);
    await page.waitForURL(`**epoch=2&kept=${two.weightsDigest}`);
    const address = page.url();
    await page.reload();
    const again = await until("as it was", ({ epoch }) => epoch === 2);
    expect(again.weightsDigest).toBe(two.weightsDigest);
    await click("data-xor");
    await until("anew", ({ epoch, weightsDigest }) => epoch === 0 && weightsDigest !== "");
    await page.goBack();
    const back = await until("back", ({ epoch }) => epoch === 2);
    expect(back.weightsDigest).toBe(two.weightsDigest);

    await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    await page.goto(`${workbench.site.url}icon.svg`);
    await forgetAll(page);
    await page.goto(address);
    await toast.getByText("no longer has the weights").waitFor();
    await until("at the beginning", (now) => now.epoch === 0 && now.weightsDigest === first);
    expect(page.url()).not.toContain("kept=");

    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await click("step");
    await toast.getByText("storage is full").waitFor();
    expect(page.url()).not.toContain("kept=");
    await open.close();
  });

  it("shows every weight with its gradient, takes another, and takes that back", async () => {
    const open = await workbench.open();
    const { page, until, click } = open;
    const { weightsDigest: before } = await ready(open);
    await click("neuron-3-0");
    await page.getByTestId("bias").fill("0.75");
    await page.keyboard.press("Enter");
    await until("another", ({ weightsDigest }) => weightsDigest !== before);
    expect(await page.getByTestId("inspector").textContent()).toMatch(/∂L\/∂w -?\d\.\d{4}/);
    await click("undo");
    await until("as before", ({ weightsDigest }) => weightsDigest === before);
    const map = (await page.getByTestId("diagram").boundingBox())!;
    const from = (await page.getByTestId("neuron-2-0").boundingBox())!;
    const to = (await page.getByTestId("neuron-3-0").boundingBox())!;
    await page.mouse.move((from.x + from.width + to.x) / 2, from.y + from.height / 2);
    expect(map.width).toBeGreaterThan(300);
    await page.waitForFunction(() =>
      /w = -?\d\.\d{4}∂L\/∂w = -?\d\.\d{4}/.test(
        document.querySelector("[data-testid=edge-tip]")?.textContent ?? "",
      ),
    );
    await open.close();
  });

  it("shows the numbers of a point, forward and backward", async () => {
    const open = await workbench.open();
    const { page } = open;
    await ready(open);
    const pick = page.getByTestId("heat-map-pick");
    await pick.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.getByTestId("explanation").waitFor();
    expect(await page.getByTestId("explanation").locator("caption").allTextContents()).toEqual([
      "0.dense",
      "1.tanh",
      "2.dense",
      "3.tanh",
      "4.dense",
    ]);
    expect((await open.snapshot()).epoch).toBe(0); // the arrows have not stepped
    await open.close();
  });

  it("opens a point in Backprop by hand, with its network; or says why it cannot", async () => {
    const open = await workbench.open("#/playground?data=blobs&classes=3&layers=4tanh,2relu");
    const { page, until, click } = open;
    await ready(open);
    await click("step");
    await until("at epoch 1", ({ epoch }) => epoch === 1);
    const pick = page.getByTestId("heat-map-pick");
    const lookAtPoint = async () => {
      await pick.focus();
      await page.keyboard.press("Enter");
      for (let i = 0; i < 12 && (await page.getByTestId("explanation").count()) === 0; i++) {
        await page.keyboard.press("ArrowUp");
        await page.keyboard.press("Enter");
        await page.waitForTimeout(100);
      }
    };
    await lookAtPoint();
    const answer = (await page.getByTestId("explanation").innerText()).match(/answer ([\d. ·]+)/)![1];
    await click("by-hand");
    const { config, losses } = await until("worked out", ({ page, losses }) => {
      return page === "backprop" && losses.train !== undefined;
    });
    const { layers, targets } = config as HandTask;
    expect(layers.map(({ units, activation }) => units + activation)).toEqual(["4tanh", "2relu", "3sigmoid"]);
    // ½Σ(t − out)², of what the Playground has answered
    const outputs = answer.split("·").map(Number);
    const error = outputs.reduce((sum, out, i) => sum + (targets[i] - out) ** 2 / 2, 0);
    expect(losses.train).toBeCloseTo(error, 3);
    await page.goBack();
    await page.getByTestId("loss").selectOption("softmaxCrossEntropy");
    await page.getByTestId("by-hand-not").getByText("softmax").waitFor();
    await open.close();
  });

  it("stops where it is to, and at NaN with a way out", async () => {
    const open = await workbench.open("#/playground?stopEpochs=15");
    const { page, until, click } = open;
    await ready(open);
    await click("play");
    await until("stopped", ({ epoch }) => epoch === 15);
    await page.getByText("Stopped at epoch 15").waitFor();
    await open.close();
    const wild = await workbench.open(
      "#/playground?data=plane&samples=1200&layers=8relu,8relu&learningRate=10&features=x1,x2,x1^2,x2^2",
    );
    await ready(wild);
    await wild.click("play");
    await wild.page.getByTestId("toast-action").waitFor();
    expect(await wild.page.getByTestId("toasts").textContent()).toMatch(/NaN|grown/);
    expect(Number.isFinite((await wild.snapshot()).losses.train)).toBe(true);
    await wild.page.getByTestId("speed").selectOption("batch");
    await wild.click("toast-action");
    await wild.until("slower", ({ config }) => (config as PlaygroundConfig).learningRate === 1);
    await wild.close();
  });

  it("goes back through the training", async () => {
    const open = await workbench.open();
    const { page, until, click } = open;
    const { weightsDigest } = await ready(open);
    await click("play");
    await until("at epoch 30", ({ epoch }) => epoch >= 30);
    await page.getByTestId("scrubber").fill("0");
    const then = await until("at the beginning", ({ epoch }) => epoch === 0);
    expect(then.weightsDigest).toBe(weightsDigest);
    await click("step");
    await until("in the present", ({ epoch }) => epoch > 30);
    await open.close();
  });

  it("takes points from a table, and formulas", async () => {
    const open = await workbench.open();
    const { page, until, click } = open;
    await ready(open);
    await click("data-own");
    await page.getByText("From a table").click();
    await page.getByTestId("own-table").fill("1,1,a\n-1,-1,b\n2,1,a\n-2,-1,b\n0,x,b");
    await click("own-take");
    await page.getByText("Line 5").waitFor();
    await page.getByTestId("own-table").fill("1,1,a\n-1,-1,b\n2,1,a\n-2,-1,b\n3,-3,c");
    await click("own-take");
    await until("five points", ({ config }) => (config as PlaygroundConfig).points.length === 5);
    await click("own-feature");
    await page.getByTestId("expression").fill("x1 * nonsense");
    await page.getByText("Character 6").waitFor();
    await page.getByTestId("expression").fill("sqrt(x1^2 + x2^2)");
    await page.keyboard.press("Enter");
    await until("another input", ({ weightsDigest }) => weightsDigest !== "");
    await click("play");
    await until("learning", ({ epoch }) => epoch > 10);
    await open.close();
  });

  it("fits values to points that are painted", async () => {
    const open = await workbench.open("#/playground?data=curve&layers=8tanh,8tanh&trainShare=80");
    const { page, until, click } = open;
    await ready(open);
    await page.getByTestId("curve-function").selectOption("drawn");
    await until(
      "with the points of the curve",
      ({ config }) => (config as PlaygroundConfig).points.length > 50,
    );
    await click("own-clear");
    const plane = (await page.getByTestId("heat-map-pick").boundingBox())!;
    const at = (x: number, y: number) =>
      [plane.x + plane.width * (0.5 + x / 12), plane.y + plane.height * (0.5 - y / 12)] as const;
    // a roof: y = 3 − |x|
    await page.mouse.move(...at(-5, -2));
    await page.mouse.down();
    for (let x = -5; x <= 5; x += 0.25) await page.mouse.move(...at(x, 3 - Math.abs(x)));
    await page.mouse.up();
    const { config, losses } = await until(
      "with the roof",
      ({ config, weightsDigest }) => (config as PlaygroundConfig).points.length > 20 && weightsDigest !== "",
    );
    for (const [x, y] of (config as PlaygroundConfig).points) expect(y).toBeCloseTo(3 - Math.abs(x), 0);
    await page.getByTestId("speed").selectOption("full");
    await click("play");
    await until("learnt", (now) => now.losses.train! < losses.train! / 20);
    expect(page.url()).toContain("curve=drawn");
    await open.close();
  });

  it("goes by the keyboard, and speaks both languages without losing the training", async () => {
    const open = await workbench.open();
    const { page, until, click } = open;
    await ready(open);
    await page.keyboard.press("ArrowRight");
    await until("at epoch 1", ({ epoch }) => epoch === 1);
    await page.keyboard.press("Space");
    const { epoch } = await until("playing", (now) => now.epoch > 5);
    expect((await page.locator("body").innerText()).replace("中文", "")).not.toMatch(/[\u3400-\u9fff]/);
    await click("language");
    expect(await page.getByTestId("play").innerText()).toMatch(/暂停/);
    await until("going on", (now) => now.epoch > epoch);
    await click("language");
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press("r");
    await until("reset", (now) => now.epoch === 0);
    await page.keyboard.press("?");
    await page.getByTestId("help-dialog").getByText("Keyboard").waitFor();
    await open.close();
  });

  it("has four views, and a table of the log", async () => {
    const open = await workbench.open("#/playground?data=bumps&samples=200");
    const { page, until, click } = open;
    await ready(open);
    await click("play");
    for (const view of ["warp", "surface", "relief"]) {
      await click(`view-${view}`);
      await page.waitForFunction((testid) => {
        const canvas = document.querySelector(`[data-testid=${testid}]`) as HTMLCanvasElement;
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        return new Set(data).size > 20; // something is drawn
      }, view);
    }
    await until("further on", ({ epoch }) => epoch > 3);
    await click("log-table-open");
    expect(await page.getByTestId("log-table").locator("tbody tr").count()).toBeGreaterThan(2);
    await open.close();
  });

  it("hands out predict() as a file that answers as the page does", async () => {
    const open = await workbench.open();
    const { page, until, click } = open;
    await ready(open);
    await click("step");
    await until("at epoch 1", ({ epoch }) => epoch === 1);
    await click("export");
    const [file] = await Promise.all([page.waitForEvent("download"), click("export-plain")]);
    const code = await (await file.createReadStream()).toArray();
    const { predict } = await import(
      `data:text/javascript,${encodeURIComponent(Buffer.concat(code).toString())}`
    );
    // the middle of the cell that the readout is of
    const plane = page.getByTestId("heat-map-pick");
    const { width, height } = (await plane.boundingBox())!;
    await plane.hover({ position: { x: width * 0.705, y: height * 0.405 } });
    const shown = await page.getByTestId("readout").locator("b").textContent();
    expect(Number(shown)).toBeCloseTo(predict([12 * 0.705 - 6, 6 - 12 * 0.405])[0], 3);
    await open.close();
  });
});
