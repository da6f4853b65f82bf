// Runs that were given to the page, kept in this browser until they are deleted. Other pages may keep theirs here, too.
import { parseRunRecord, type RunRecord } from "chainrule";
import { createStore, del, entries, set } from "idb-keyval";

/** A run folder, read. */
export interface KeptRun {
  readonly id: string;
  readonly name: string;
  readonly record: RunRecord;
  /** The lines of events.jsonl. */
  readonly events: string;
  readonly notes?: string;
  readonly model?: Uint8Array<ArrayBuffer>;
}

const store = () => createStore("chainrule-runs", "runs");

/** Errors    of the browser: no storage, or none left */
export const keepRun = (run: KeptRun): Promise<void> => set(run.id, run, store());

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
