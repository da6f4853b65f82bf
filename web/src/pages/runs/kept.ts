// Runs that were given to the page, kept in this browser until they are deleted. Other pages may keep theirs here, too.
import { parseRunRecord, type RunRecord } from "chainrule";
import { createStore, del, entries, get, set } from "idb-keyval";

/** A run folder, read. */
export interface KeptRun {
  readonly id: string;
  readonly name: string;
  readonly record: RunRecord;
  /** The lines of events.jsonl. */
  readonly events: string;
  readonly notes?: string;
  readonly model?: Uint8Array<ArrayBuffer>;
  /** Of a training on a page: where it goes on, as "#/playground?layers=8tanh". */
  readonly address?: string;
}

const store = () => createStore("chainrule-runs", "runs");

/** Errors    of the browser: no storage, or none left */
export const keepRun = (run: KeptRun): Promise<void> => set(run.id, run, store());

/** One that is kept, as it was put away; undefined where there is none. */
export const keptRun = (id: string): Promise<KeptRun | undefined> =>
  get<KeptRun>(id, store()).catch(() => undefined);

const MODEL = "browser:";

/** Where the Digits page finds the model of a run that is kept. */
export const modelOfKept = (id: string): string => MODEL + id;

/** The run whose model such an address means. */
export const keptIn = (address: string): string | undefined =>
  address.startsWith(MODEL) ? address.slice(MODEL.length) : undefined;

export const forgetRun = (id: string): Promise<void> => del(id, store());

/** What is kept; what cannot be read does not count. */
export async function keptRuns(): Promise<KeptRun[]> {
  const found = await entries<string, KeptRun>(store()).catch(() => []);
  return found.flatMap(([id, run]) => {
    try {
      return [{ ...run, id, record: parseRunRecord(run.record, id) }];
    } catch {
      return [];
    }
  });
}
