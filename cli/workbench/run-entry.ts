import { readFileSync } from "node:fs";
import { parseRunRecord, type RunRecord } from "chainrule";
import { parseJson } from "chainrule/format";
import { isRunInUse, NOTES } from "chainrule/node";
import { confined, confinedFile } from "./confine.js";
import { readPart } from "./read-part.js";

/** A run as a list shows it. */
export interface RunEntry {
  readonly name: string;
  readonly record: RunRecord;
  /** `running` while a process holds it; `interrupted` where it has no end and nobody does. */
  readonly state: "running" | "interrupted" | "done" | "stopped" | "diverged";
  /** The last figures: the fields of its last `epoch` event. */
  readonly last?: Readonly<Record<string, unknown>>;
  readonly notes?: string;
  readonly hasModel: boolean;
}

/** The end of the events that is read for the last figures, in bytes: some hundred lines. */
const TAIL = 2 ** 16;
/** The largest record and the longest notes that are read, in bytes. */
const LARGEST = 2 ** 20;

export const RUNS = "runs";
const MODELS = ["model.safetensors", "checkpoint.safetensors"];

/** What is known of a run, or undefined where there is none that can be read.
 *  @param folder that runs/ is in */
export function runEntry(folder: string, name: string): RunEntry | undefined {
  const [dir, text] = [confined(folder, RUNS, name), textOf(folder, name, "run.json")];
  if (dir === undefined || text === undefined) return undefined;
  try {
    const record = parseRunRecord(parseJson(text, name), name);
    const running = isRunInUse(dir);
    const events = lastEvents(folder, name);
    const last = events.findLast(({ type }) => type === "epoch");
    const end =
      events.at(-1)?.type === "run-end" ? (events.at(-1)!.reason as RunEntry["state"]) : "interrupted";
    const notes = textOf(folder, name, NOTES);
    return {
      name,
      record,
      state: running ? "running" : end,
      ...(last && { last }),
      ...(notes !== undefined && { notes }),
      hasModel: runModel(folder, name) !== undefined,
    };
  } catch {
    return undefined;
  }
}

/** The model of a run; of one that is not done, its checkpoint. */
export const runModel = (folder: string, name: string) =>
  MODELS.map((file) => confinedFile(folder, RUNS, name, file)).find((file) => file !== undefined);

function textOf(folder: string, run: string, name: string): string | undefined {
  const file = confinedFile(folder, RUNS, run, name);
  return file && file.stats.size <= LARGEST ? readFileSync(file.path, "utf8") : undefined;
}

/** The whole lines at the end of a run's events that can be read. */
function lastEvents(folder: string, name: string): Record<string, unknown>[] {
  const file = confinedFile(folder, RUNS, name, "events.jsonl");
  if (file === undefined) return [];
  const start = Math.max(0, file.stats.size - TAIL);
  const lines = readPart(file.path, start, file.stats.size)
    .toString()
    .split("\n")
    .slice(start === 0 ? 0 : 1, -1);
  return lines.flatMap((line) => {
    try {
      return [Object(parseJson(line, "events.jsonl")) as Record<string, unknown>];
    } catch {
      return [];
    }
  });
}
