import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../cli/testing/cli.ts";
import { chromiumPath } from "../../test/browser.ts";
import { fullMnist } from "../../test/full-mnist.ts";
import { trainEpochs } from "./measure/digits.ts";
import { openMachine } from "./support/machine.ts";
import { patience } from "./support/patience.ts";
import { ready, startWorkbench, textOf, type Workbench } from "./support/workbench.ts";

const folder = temporaryFolder();

describe.skipIf(chromiumPath === undefined || fullMnist === undefined)("all 70,000 digits", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench({ site: openMachine(folder, fullMnist) });
  });
  afterAll(() => workbench?.close());

  it("come from `chainrule open`, and an epoch of them takes no more than ten seconds", async () => {
    const open = await workbench.open("#/digits?data=mnist&epochs=1");
    await ready(open);
    expect(await textOf(open, "data-size")).toMatch(/60,000.*10,000/);
    const [seconds] = await trainEpochs(open, 1, 120);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(10 * patience());
    const { accuracy } = await open.snapshot();
    expect(accuracy.test).toBeGreaterThan(0.93);
    expect(10_000 * accuracy.test!).toBeCloseTo(Math.round(10_000 * accuracy.test!), 6);
    await open.close();
  });
});
