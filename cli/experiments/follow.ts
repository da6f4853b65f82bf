import { type LoadedData, loadData } from "chainrule/node";
import type { ExperimentRun } from "../../experiments/index.js";
import { Pace } from "../pace.js";
import { ExperimentProgress } from "../sinks/experiment.js";

/** Turns of the event loop per second, in which Ctrl-C is noticed and the progress drawn anew. */
const TURNS = 20;

const loaded = new Map<string, Promise<LoadedData>>();

/** Data by their spec, loaded once: most experiments train several nets on the same. */
function dataOf(spec: string, seed?: number): Promise<LoadedData> {
  const key = `${spec} ${seed}`;
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const made = loadData(spec, { seed });
  loaded.set(key, made);
  return made;
}

/** What an experiment needs of whoever runs it. */
export const host = {
  data: dataOf,
  now: () => performance.now(),
};

/** Computes a run to its end, or until somebody stops it.
 *  @returns how long it took, in seconds */
export async function follow(
  { events }: ExperimentRun,
  interrupt: { readonly aborted: boolean },
): Promise<number> {
  const progress = new ExperimentProgress();
  const pace = new Pace(TURNS);
  try {
    for await (const event of events) {
      if (event.type === "progress") progress.take(event);
      if (interrupt.aborted) break;
      if (!pace.due()) continue;
      progress.draw();
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    progress.close();
  }
  return pace.seconds();
}
