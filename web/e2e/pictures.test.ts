// How pages look, against pictures of them that someone has looked at. Renew them with `npm run build:web && CHAINRULE_PICTURES=renew npx vitest run web/e2e/pictures` where a page was
// meant to change, and look at the new ones.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "../../test/browser.ts";
import { trainEpochs } from "./measure/digits.ts";
import { difference, reduced } from "./support/picture.ts";
import { allStrokes, draw } from "./support/strokes.ts";
import {
  type OpenOptions,
  type OpenPage,
  ready,
  startWorkbench,
  type Workbench,
} from "./support/workbench.ts";

const kept = fileURLToPath(new URL("pictures/", import.meta.url));
const renew = process.env.CHAINRULE_PICTURES === "renew";
/** The share of a picture that may differ: with the letters that it was taken with, and with others. */
const MOST = { sameFont: 0.004, otherFont: 0.05 };
/** How wide these letters made a text, in pixels: DejaVu Sans, which Debian's Chromium takes. */
const WIDTH = 504.86;

const PHONE = { width: 360, height: 740, touch: true } as const;

/** A network that has learnt for a while, and stands. */
async function learnt(open: OpenPage): Promise<void> {
  await ready(open);
  await open.click("play");
  await open.until("stopped", ({ epoch }) => epoch === 60);
  await open.click("toast-close");
}

async function worked(open: OpenPage): Promise<void> {
  await open.until("worked out", ({ losses }) => losses.train !== undefined);
  await open.click("hand-all");
}

const listed = ({ page }: OpenPage) =>
  page.locator(".experiment-card canvas, .experiment-card svg").first().waitFor();

async function trainedAndDrawn(open: OpenPage): Promise<void> {
  await ready(open);
  await trainEpochs(open, 1, 60);
  const three = allStrokes().find(({ digit }) => digit === 3)!;
  await draw(open.page, three.strokes);
}

/** Whether the page's letters are those of the pictures. */
const hasSameFont = ({ page }: OpenPage): Promise<boolean> =>
  page.evaluate((width) => {
    const context = document.createElement("canvas").getContext("2d")!;
    context.font = `40px ${getComputedStyle(document.documentElement).getPropertyValue("--font")}`;
    return Math.abs(context.measureText("Playground, 0123456789").width - width) < 0.1;
  }, WIDTH);

interface View {
  readonly hash: string;
  readonly options?: OpenOptions;
  prepare(open: OpenPage): Promise<unknown>;
}

const PLAYGROUND = "#/playground?data=xor&stopEpochs=60";
const VIEWS: Readonly<Record<string, View>> = {
  playground: { hash: PLAYGROUND, prepare: learnt },
  "playground-dark": { hash: PLAYGROUND, options: { dark: true }, prepare: learnt },
  "playground-phone": { hash: PLAYGROUND, options: PHONE, prepare: learnt },
  digits: { hash: "#/digits?epochs=1", prepare: trainedAndDrawn },
  "digits-phone-dark": { hash: "#/digits", options: { ...PHONE, dark: true }, prepare: ready },
  backprop: { hash: "#/backprop", prepare: worked },
  "backprop-dark": { hash: "#/backprop", options: { dark: true }, prepare: worked },
  experiments: { hash: "#/experiments", prepare: listed },
  "experiments-dark": { hash: "#/experiments", options: { dark: true }, prepare: listed },
};

describe.skipIf(chromiumPath === undefined)("pages look as they did", () => {
  let workbench: Workbench;
  const taken = new Map<string, PNG>();
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench?.close());

  it.each(Object.keys(VIEWS))("%s", async (name) => {
    const { hash, options, prepare } = VIEWS[name];
    const open = await workbench.open(hash, options);
    await prepare(open);
    await open.page.waitForTimeout(300); // what is drawn later than the rest
    const most = (await hasSameFont(open)) ? MOST.sameFont : MOST.otherFont;
    const screenshot = await open.page.screenshot({ animations: "disabled", caret: "hide" });
    await open.close();
    const now = reduced(screenshot);
    taken.set(name, now);
    const file = join(kept, `${name}.png`);
    if (renew) writeFileSync(file, PNG.sync.write(now, { colorType: 2 }));
    const differs = difference(now, PNG.sync.read(readFileSync(file)));
    if (differs <= most) return;
    const seen = join(mkdtempSync(join(tmpdir(), "chainrule-picture-")), `${name}.png`);
    writeFileSync(seen, screenshot);
    expect(differs, `it is now as in ${seen}`).toBeLessThanOrEqual(most);
  });

  it("and without its map, the Playground would not", async () => {
    const open = await workbench.open(PLAYGROUND);
    await learnt(open);
    await open.page.getByTestId("heat-map").evaluate((map) => map.style.setProperty("visibility", "hidden"));
    const without = reduced(await open.page.screenshot());
    await open.close();
    const file = readFileSync(join(kept, "playground.png"));
    expect(difference(without, PNG.sync.read(file))).toBeGreaterThan(MOST.sameFont);
  });

  it("and another page or theme would not pass for one", () => {
    const all = [...taken];
    for (const [i, [name, picture]] of all.entries())
      for (const [other, against] of all.slice(i + 1))
        expect(difference(picture, against), `${name} and ${other}`).toBeGreaterThan(MOST.otherFont);
  });
});
