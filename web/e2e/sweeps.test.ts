import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonOf, startCli, temporaryFolder } from "../../cli/testing/cli.ts";
import { chromiumPath } from "../../test/browser.ts";
import { seriousFindings } from "./support/axe.ts";
import { openMachine } from "./support/machine.ts";
import { startWorkbench, type Workbench } from "./support/workbench.ts";

/** Waits for what other processes take their time for. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 });

const folder = temporaryFolder();

function write(name: string, study: object): string {
  writeFileSync(
    join(folder, `${name}.json`),
    JSON.stringify({ recipe: "iris-sigmoid-20-20", set: { epochs: 4 }, seed: 1, ...study }),
  );
  return `${name}.json`;
}
const rate = { kind: "logFloat", low: 0.001, high: 1 };

describe.skipIf(chromiumPath === undefined)("sweeps", () => {
  let workbench: Workbench;
  let best: any;
  beforeAll(async () => {
    const space = {
      "optimizer.learningRate": rate,
      "optimizer.weightDecay": { kind: "logFloat", low: 1e-4, high: 1 },
      "model.layers[1].kind": { kind: "choice", options: ["sigmoid", "tanh"] },
    };
    const set = { epochs: 4, optimizer: { kind: "adamw", learningRate: 0.01 } };
    const one = write("one", { set, space, objective: "test.loss", trials: 20 });
    best = jsonOf(folder, ["tune", one, "--workers", "1"]).best;
    const units = { kind: "logInt", low: 2, high: 32 };
    const two = { "optimizer.learningRate": rate, "model.layers[0].units": units };
    const objective = ["test.loss", "parameters"];
    jsonOf(folder, ["tune", write("two", { space: two, objective, trials: 12 }), "--workers", "1"]);
    workbench = await startWorkbench({ site: openMachine(folder) });
  });
  afterAll(() => workbench?.close());

  it("show how a study went, which parameters matter, and each trial", async () => {
    const { page, click, close } = await workbench.open("#/runs?tab=sweeps&study=study:one");
    await page.getByText("20 of 20 trials done").waitFor();
    expect(await page.getByTestId("best").innerText()).toContain(`Trial ${best.number}`);
    expect(await page.getByTestId("history").locator(".dot").count()).toBe(20);
    expect(await page.getByTestId("parallel").locator(".trial-line").count()).toBe(20);
    expect(await page.getByTestId("slice-optimizer.learningRate").locator(".dot").count()).toBe(20);
    expect(await page.getByTestId("pareto").count()).toBe(0);
    // learning rate against weight decay, without being asked
    expect(await page.getByTestId("pair-x").inputValue()).toBe("optimizer.learningRate");
    expect(await page.getByTestId("pair-y").inputValue()).toBe("optimizer.weightDecay");
    expect(await page.getByTestId("pair").locator(".cell").count()).toBeGreaterThan(5);
    await page.getByTestId("importance").locator("tbody tr").first().waitFor();
    const shares = await page.getByTestId("importance").locator("tbody tr").allInnerTexts();
    expect(shares).toHaveLength(3);
    expect(shares.map((text) => Number(/(\d+) %/.exec(text)![1])).reduce((a, b) => a + b)).toBeCloseTo(
      100,
      -1,
    );
    // the best stands first
    expect(await page.getByTestId("trial").first().innerText()).toMatch(
      new RegExp(`^${best.number}\\s+done`),
    );
    await click(`trial-${best.number}`);
    const dialog = page.getByTestId("trial-dialog");
    expect(await dialog.innerText()).toContain(String(best.values["optimizer.learningRate"]));
    expect(await page.getByTestId("trial-curve").count()).toBe(1);
    const [file] = await Promise.all([page.waitForEvent("download"), click("trial-recipe")]);
    await file.saveAs(join(folder, "again.json"));
    expect(jsonOf(folder, ["train", "again.json", "--out", "runs/again"]).test.loss).toBe(best.objectives[0]);
    await close();
  });

  it("show the Pareto front of several objectives", async () => {
    const { page, close } = await workbench.open("#/runs?tab=sweeps&study=study:two");
    await page.getByTestId("pareto").waitFor();
    const label = (await page.getByTestId("pareto").getAttribute("aria-label"))!;
    const front = Number(/the (\d+) trials/.exec(label)![1]);
    expect(await page.getByTestId("pareto").locator(".dot.best").count()).toBe(front);
    await close();
  });

  it("are followed while they run", async () => {
    const file = write("live", {
      space: { "optimizer.learningRate": rate },
      objective: "test.loss",
      trials: 5000,
    });
    const running = startCli(folder, ["tune", file, "--workers", "1"]);
    await running.said(/trial/);
    const { page, close } = await workbench.open("#/runs?tab=sweeps&study=study:live");
    const done = async () =>
      Number(/^(\d+) of/.exec(await page.getByTestId("study-summary").innerText())![1]);
    const early = await done();
    await eventually(done).toBeGreaterThan(early);
    expect(await page.getByTestId("study").locator("option:checked").innerText()).toContain("live");
    running.child.kill("SIGINT");
    await running.ended;
    await close();
  });

  it("have a trial stopped, and then all of it, while they run", async () => {
    const space = { "optimizer.learningRate.initial": rate };
    const search = { set: { epochs: 1000 }, space, objective: "test.loss", trials: 9, sampler: "random" };
    const file = write("stops", { recipe: "digits", ...search });
    const running = startCli(folder, ["tune", file, "--workers", "2"]);
    await running.said(/study/);
    const { page, click, close } = await workbench.open("#/runs?tab=sweeps&study=study:stops");
    const numbers = async () =>
      (await page.getByTestId("live-trial").allInnerTexts()).map((text) => Number.parseInt(text, 10));
    await eventually(numbers).toEqual([1, 2]);
    await page
      .getByText(/After epoch \d+: test\.loss/)
      .first()
      .waitFor();
    await click("stop-1");
    await click("stop-1-no");
    await click("stop-1");
    expect(await seriousFindings(page)).toEqual([]);
    await click("stop-1-yes");
    await eventually(numbers).toEqual([2, 3]);
    await page.getByText("1 stopped by hand.").waitFor();
    await click("live-2");
    await page.getByTestId("trial-dialog").getByText("running").waitFor();
    await click("trial-dialog-close");
    await click("stop-study");
    await click("stop-study-yes");
    expect((await running.ended).status).toBe(130);
    await eventually(() => page.getByTestId("live-trial").count()).toBe(0);
    const { trials } = jsonOf(folder, ["tune", "show", "studies/stops"]);
    expect(trials).toEqual({ done: 0, pruned: 0, stopped: 1, failed: 0, running: 2 });
    await close();
  });

  it("have no serious finding of axe, and fit a phone", async () => {
    for (const [study, language, dark] of [
      ["one", "en", false],
      ["two", "zh", true],
    ] as const) {
      const { page, close } = await workbench.open(`#/runs?tab=sweeps&study=study:${study}`, {
        language,
        dark,
        ...(dark && { width: 360, height: 740, touch: true }),
      });
      await page.getByTestId("importance").waitFor();
      const found = await seriousFindings(page);
      expect(found).toEqual([]);
      const width = dark ? 360 : 1280;
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await close();
    }
  });
});
