import { ChainruleError, type Recipe } from "chainrule";
import { split } from "chainrule/data";
import { type LoadedData, loadData } from "chainrule/node";
import type { TrialTask } from "./trial-task.js";

/** How many sets of data a thread keeps for the trials to come. */
const KEPT = 2;
const kept = new Map<string, Promise<LoadedData>>();

/** The data of a trial. Those that the study was begun with are known by their digest: they are what the recipe names, or
 *  lie at one of `places`.
 *  Errors    E_RUN other data than the study's; and as loadData */
export function trialData(
  { data: spec, seed }: Recipe,
  task: TrialTask,
  places: readonly string[],
): Promise<LoadedData> {
  const key = JSON.stringify([spec, seed, task.data, task.validation, places]);
  const there = kept.get(key);
  if (there !== undefined) return there;
  const loading = find(spec, seed, task, places).then((data) => keepBack(data, task.validation, seed));
  kept.set(key, loading);
  loading.catch(() => kept.delete(key));
  for (const old of kept.keys()) if (kept.size > KEPT) kept.delete(old);
  return loading;
}

async function find(
  spec: string,
  seed: number,
  { data: wanted }: TrialTask,
  places: readonly string[],
): Promise<LoadedData> {
  if (spec !== wanted.spec) return loadData(spec, { seed }); // the data are part of what is searched
  let failure: unknown;
  const seen: string[] = [];
  for (const place of [spec, ...places]) {
    try {
      const data = await loadData(place, { seed });
      if (data.digest === wanted.digest) return data;
      seen.push(`others in ${place}, SHA-256 ${data.digest.slice(0, 12)}…`);
    } catch (error) {
      if (!(error instanceof ChainruleError)) throw error;
      failure ??= error;
      seen.push(`none in ${place}`);
    }
  }
  throw new ChainruleError(
    "E_RUN",
    {
      where: `data "${spec}"`,
      expected: `the data that the study was begun with, SHA-256 ${wanted.digest.slice(0, 12)}…`,
      got: seen.join("; "),
      remedy: "Put the data there, or name where they are: chainrule worker --data PATH.",
    },
    { cause: failure },
  );
}

/** The part of the training data that judges in place of the test data, which stay unseen. */
export function keepBack(data: LoadedData, validation: number | undefined, seed: number): LoadedData {
  return validation === undefined ? data : { ...data, ...split(data.train, { test: validation, seed }) };
}
