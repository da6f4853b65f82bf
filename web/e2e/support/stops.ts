// Every page of the workbench, and what of it only shows when it is opened.
import type { Page } from "playwright-core";

export interface Stop {
  readonly name: string;
  readonly hash: string;
  /** Opens what the stop is about. */
  open?(page: Page): Promise<void>;
  /** Closes it again. */
  close?(page: Page): Promise<void>;
}

const press = (testid: string) => (page: Page) => page.getByTestId(testid).click();
const pressEscape = (page: Page) => page.keyboard.press("Escape");

export const STOPS: readonly Stop[] = [
  ...["playground", "digits", "backprop", "experiments", "runs"].map((page) => ({
    name: page,
    hash: `#/${page}`,
  })),
  { name: "a lesson", hash: "#/playground?lesson=q1" },
  { name: "the moons", hash: "#/playground?lesson=moons" },
  { name: "own points", hash: "#/playground?data=own" },
  { name: "a curve", hash: "#/playground?data=curve" },
  { name: "several classes", hash: "#/playground?data=blobs&loss=softmaxCrossEntropy" },
  { name: "help", hash: "#/playground", open: press("help"), close: pressEscape },
  { name: "the list of lessons", hash: "#/playground", open: press("open-lessons"), close: pressEscape },
  { name: "a link for a class", hash: "#/playground", open: press("open-class-link"), close: pressEscape },
  { name: "export", hash: "#/playground", open: press("export") },
];

/** Goes there, and waits until it is drawn. */
export async function goTo(page: Page, { hash, open }: Stop): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
  await page.waitForFunction(() => document.querySelector("main > :not(h1)") !== null);
  // the file of the model comes with the first picture of a training
  await page.waitForFunction(() => document.querySelector("[data-testid=save-model]:disabled") === null);
  await page.waitForTimeout(400);
  await open?.(page);
  if (open !== undefined) await page.waitForTimeout(200);
}
