// Trainings of the Playground and of Digits that are kept, beside runs and trials of the command line.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonOf, temporaryFolder } from "../../cli/testing/cli.ts";
import { chromiumPath } from "../../test/browser.ts";
import { decodePlayground } from "../src/config/address.ts";
import { decodeDigits } from "../src/config/digits.ts";
import { digitsRecipe } from "../src/config/digits-recipe.ts";
import { toRecipe } from "../src/config/recipe.ts";
import { openMachine } from "./support/machine.ts";
import { type OpenPage, startWorkbench, type Workbench } from "./support/workbench.ts";

/** Waits for what other processes take their time for. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 });

const folder = temporaryFolder();
const PLAYGROUND = "data=moons&layers=5tanh,3relu&learningRate=0.1&stopEpochs=20";
const DIGITS = "layers=dense16-relu&epochs=2&batchSize=100";

const write = (name: string, json: object): string => {
  writeFileSync(join(folder, name), JSON.stringify(json));
  return name;
};
const train = (name: string, recipe: object) =>
  jsonOf(folder, ["train", write(`${name}.json`, recipe), "--out", `runs/${name}`]);

const names = ({ page }: OpenPage): Promise<string[]> =>
  page.getByTestId("run").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.run!));

/** Trains on a page until so many epochs are done, and keeps what has come of it. */
async function keep({ page, click, until }: OpenPage, epochs: number) {
  await until("ready", ({ weightsDigest }) => weightsDigest !== "");
  if ((await page.getByTestId("export").count()) > 0) await click("export");
  expect(await page.getByTestId("keep-run").isDisabled()).toBe(true);
  await click("play");
  const trained = await until("trained", ({ epoch, playing }) => epoch === epochs && playing === false);
  await click("keep-run");
  return trained;
}

describe.skipIf(chromiumPath === undefined)("a training that is kept", () => {
  let workbench: Workbench;
  const ran: Record<string, any> = {};
  beforeAll(async () => {
    ran.points = train("points", toRecipe(decodePlayground(new URLSearchParams(PLAYGROUND)), 20));
    ran.images = train("images", digitsRecipe(decodeDigits(new URLSearchParams(DIGITS))));
    workbench = await startWorkbench({ site: openMachine(folder) });
  });
  afterAll(() => workbench?.close());

  it("in the Playground is a run as the command line has it, and goes on where it was", async () => {
    const open = await workbench.open(`#/playground?${PLAYGROUND}`);
    const { page, click, until, close } = open;
    const trained = await keep(open, 20);
    expect(trained.weightsDigest).toBe(ran.points.weightsDigest);
    await page.getByText("Kept as playground-1").waitFor();
    await click("keep-run"); // once more is no other run
    await click("toast-action");
    const kept = await until("shown", ({ page, epoch }) => page === "runs" && epoch === 20);
    expect(kept.losses.test).toBe(ran.points.test.loss);
    await eventually(() => names(open)).toEqual(["images", "points", "playground-1"]);
    await page.getByTestId("show-points").check();
    await page.getByText("These runs have the same settings.").waitFor();
    expect(await page.getByTestId("state-playground-1").innerText()).toBe("done");

    await click("details-playground-1");
    await page.getByTestId("run-notes").fill("the first");
    await click("save-notes");
    await page.getByTestId("run-name").fill("five and three");
    await click("rename");
    await page.getByTestId("show-five and three").waitFor();
    await click("open-page");
    const again = await until("there again", ({ page, epoch }) => page === "playground" && epoch === 20);
    expect(again.weightsDigest).toBe(trained.weightsDigest);
    await page.goto(`${workbench.site.url}#/runs`);
    await page.getByTestId("details-five and three").click();
    expect(await page.getByTestId("run-notes").inputValue()).toBe("the first");
    await click("delete");
    await click("delete-yes");
    await eventually(() => names(open)).toEqual(["images", "points"]);
    await close();
  });

  it("tells what its recipe does not", async () => {
    const open = await workbench.open("#/playground?stopEpochs=3");
    const { page, click, until, close } = open;
    await keep(open, 3);
    await page.getByText("Kept as playground-1").waitFor();
    await page.goto(`${workbench.site.url}#/playground?stopEpochs=5&learningRate=0.3`);
    await click("play");
    await until("further", ({ epoch }) => epoch === 5);
    await click("keep-run");
    await page.getByText("Kept as playground-1").waitFor();
    await click("toast-action");
    await click("details-playground-1");
    const notes = await page.getByTestId("run-notes").inputValue();
    expect(notes).toBe("Settings were changed while it trained; the recipe has the last ones.");
    await close();
  });

  it("on the Digits page has its model with it", async () => {
    const open = await workbench.open(`#/digits?${DIGITS}`);
    const { page, click, until, close } = open;
    const trained = await keep(open, 2);
    expect(trained.weightsDigest).toBe(ran.images.weightsDigest);
    await click("toast-action");
    const kept = await until("shown", ({ page, epoch }) => page === "runs" && epoch === 2);
    expect(kept.losses.test).toBeCloseTo(ran.images.test.loss, 8); // added up in another order
    await page.getByTestId("show-images").check();
    await page.getByText("These runs have the same settings.").waitFor();
    await click("details-digits-1");
    await click("open-page");
    const again = await until(
      "there again",
      ({ page, weightsDigest }) => page === "digits" && weightsDigest === trained.weightsDigest,
    );
    expect(again.weightsDigest).toBe(trained.weightsDigest);
    // and so it is on another day
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await until("loaded", ({ weightsDigest }) => weightsDigest === trained.weightsDigest);
    await close();
  });

  it("may be a trial, too: compared as a run, and trained on the page that can", async () => {
    const recipe = toRecipe(decodePlayground(new URLSearchParams(PLAYGROUND)), 15);
    const space = { "optimizer.learningRate": { kind: "choice", options: [0.03, 0.3] } };
    const study = { recipe, space, objective: "test.loss", sampler: "grid", trials: 2, seed: 1 };
    const { best } = jsonOf(folder, ["tune", write("rates.json", study)]);
    const open = await workbench.open("#/runs?tab=sweeps&study=study:rates");
    const { page, click, until, close } = open;
    await click(`trial-${best.number}`);
    await click("trial-compare");
    expect(await page.getByTestId(`show-rates #${best.number}`).isChecked()).toBe(true);
    for (const other of ["images", "points"]) await page.getByTestId(`show-${other}`).uncheck();
    const shown = await until("a run", ({ epoch }) => epoch === 15);
    expect(shown.losses.test).toBe(best.objectives[0]);
    await page.goto(`${workbench.site.url}#/runs?tab=sweeps&study=study:rates`);
    await click(`trial-${best.number}`);
    expect(await page.getByTestId("trial-page").innerText()).toBe("Train it in the Playground");
    await click("trial-page");
    await until("the Playground", ({ page, weightsDigest }) => page === "playground" && weightsDigest !== "");
    await click("play");
    const trained = await until("trained", ({ epoch }) => epoch === 15);
    expect(trained.losses.test).toBe(best.objectives[0]);
    await close();
  });
});
