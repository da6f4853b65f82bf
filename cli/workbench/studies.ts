import { readdirSync } from "node:fs";
import { isRunInUse, requestStop } from "chainrule/node";
import { parseJournal } from "chainrule/tune";
import { isPlainName } from "./address.js";
import { confined, confinedFile } from "./confine.js";
import { type Exchange, readFields, sendJson, sendNothing } from "./exchange.js";
import { sendGrowingFile } from "./growing-file.js";
import { readPart } from "./read-part.js";
import { notFound, refuse } from "./refusal.js";
import type { Workbench } from "./workbench.js";

/** A study as a list shows it. */
export interface StudyEntry {
  readonly name: string;
  readonly title?: string;
  /** When it was begun, as ISO 8601 writes it. */
  readonly created: string;
  /** Whether a process holds it. */
  readonly live: boolean;
}

const STUDIES = "studies";
const JOURNAL = "journal.jsonl";
/** The longest first line that is read, in bytes: it holds a study and its recipe. */
const LONGEST_HEAD = 2 ** 18;

/** The studies in the folder, the youngest first. */
export function studiesOf({ folder }: Workbench): StudyEntry[] {
  const studies = confined(folder, STUDIES);
  const names = studies === undefined ? [] : readdirSync(studies).filter(isPlainName);
  return names
    .flatMap((name) => studyEntry(folder, name) ?? [])
    .sort((a, b) => (a.created < b.created ? 1 : -1));
}

export const listStudies = (exchange: Exchange): void => sendJson(exchange, studiesOf(exchange.workbench));

/** The journal of a study, followed while a process holds it. */
export const sendJournal = (exchange: Exchange): Promise<void> =>
  sendGrowingFile(exchange, [STUDIES, exchange.names[0]], JOURNAL);

/** Asks the process that holds a study to stop one of its trials, or without `trial` all of it.
 *  Errors    400; 404; 409 no process holds it, or the trial is not running */
export async function stopStudy(exchange: Exchange): Promise<void> {
  const [name] = exchange.names;
  const { trial } = await readFields(exchange, ["trial"]);
  if (trial !== undefined && !(Number.isSafeInteger(trial) && (trial as number) > 0))
    refuse(400, "trial", "the number of a trial, counted from 1", JSON.stringify(trial), "Name one.");
  const dir = confined(exchange.workbench.folder, STUDIES, name);
  if (dir === undefined || studyEntry(exchange.workbench.folder, name) === undefined) return notFound(name);
  requestStop(dir, (trial as number | undefined) ?? "study");
  sendNothing(exchange);
}

function studyEntry(folder: string, name: string): StudyEntry | undefined {
  const dir = confined(folder, STUDIES, name);
  const file = confinedFile(folder, STUDIES, name, JOURNAL);
  if (dir === undefined || file === undefined) return undefined;
  try {
    const start = readPart(file.path, 0, Math.min(file.stats.size, LONGEST_HEAD));
    const { head } = parseJournal(start.subarray(0, start.indexOf("\n") + 1), name);
    const { title } = head.study;
    return {
      name,
      ...(typeof title === "string" && { title }),
      created: head.created,
      live: isRunInUse(dir),
    };
  } catch {
    return undefined; // a folder that holds no study
  }
}
