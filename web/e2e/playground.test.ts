import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { startWorkbench, type Workbench } from "./support/workbench.ts";

describe.skipIf(chromiumPath === undefined)("the Playground", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());

  it("plays, and the loss falls", async () => {
    const { until, click, close } = await workbench.open();
    const before = await until("ready", ({ weightsDigest }) => weightsDigest !== "");
    expect(before.epoch).toBe(0);
    await click("play");
    const after = await until("at epoch 100", ({ epoch }) => epoch >= 100);
    expect(after.losses.train).toBeLessThan(before.losses.train! / 2);
    expect(after.accuracy.test).toBeGreaterThan(0.9);
    await click("play");
    await close();
  });
});
