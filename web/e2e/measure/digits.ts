// How fast the Digits page trains and answers, and how often it is right.
import { allStrokes, draw } from "../support/strokes.ts";
import type { OpenPage } from "../support/workbench.ts";

/** Trains, and returns how many seconds of computing each epoch has taken.
 *  @param patience seconds that all may take, tests and all */
export async function trainEpochs(
  { page, click }: OpenPage,
  epochs: number,
  patience: number,
): Promise<number[]> {
  await click("play");
  return page.evaluate(
    async ({ epochs, patience }) => {
      const taken: number[] = [];
      const end = performance.now() + 1000 * patience;
      for (let last = 0; last < epochs; ) {
        await new Promise(requestAnimationFrame);
        const { epoch } = window.__workbench.snapshot()!;
        if (performance.now() > end) throw new Error(`${epoch} epochs after ${patience} s`);
        if (epoch === last) continue;
        last = epoch;
        await new Promise(requestAnimationFrame); // until it is written on the page
        const { seconds } = document.querySelector<HTMLElement>("[data-testid=epoch-time]")!.dataset;
        taken.push(Number(seconds));
      }
      return taken;
    },
    { epochs, patience },
  );
}

export interface Reading {
  /** Milliseconds from the last stroke to the answer, for each drawing. */
  readonly times: number[];
  /** Those that it took for something else, and for what. */
  readonly wrong: string[];
}

/** Draws digits, and looks at what the page answers. */
export async function readDrawings({ page }: OpenPage, drawings = allStrokes()): Promise<Reading> {
  const reading: Reading = { times: [], wrong: [] };
  for (const { digit, name, strokes } of drawings) {
    const { answer, time } = await draw(page, strokes);
    reading.times.push(time);
    if (answer !== String(digit)) reading.wrong.push(`${name}: ${answer}`);
  }
  return reading;
}
