import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { ChainruleError } from "../core/errors.js";
import { type Entry, type Journal, type JournalHead, parseJournal } from "../tune/journal.js";
import { removeTemporaries, writeAtomically } from "./atomic-write.js";
import { EventLog } from "./event-log.js";
import { inNewFolder, requireEmpty } from "./new-folder.js";
import { readIfThere } from "./read-if-there.js";
import { isLocked, lockFolder } from "./run-lock.js";
import { forgetStop, leaveStop, type Stop, stopsIn } from "./stop-request.js";

const JOURNAL = "journal.jsonl";

/** What the caller knows of a study that begins; its format, id and time are added. */
export type NewStudy = Omit<JournalHead, "format" | "id" | "created">;

/** The journal of a study on disk, held for writing by this process alone until `close` or its end; others may read it
 *  meanwhile. Whatever moment the process is killed at, what was written before is there. */
export class StudyFolder {
  readonly dir: string;
  /** What the journal held when it was opened. */
  readonly journal: Journal;
  readonly #log: EventLog;
  readonly #unlock: () => void;
  #open = true;

  /** `createStudy` and `openStudy` make them. */
  constructor(dir: string, journal: Journal, unlock: () => void) {
    this.dir = dir;
    this.journal = journal;
    this.#log = new EventLog(join(dir, JOURNAL)); // cuts off a line that is not whole
    this.#unlock = unlock;
  }

  /** Adds an entry, with its time. What ends or begins a trial lasts from then on, also if the power fails.
   *  Errors    E_IO */
  append(entry: Entry): void {
    this.#log.append([{ ...entry, time: new Date().toISOString() }]);
    if (entry.type !== "report") this.#log.sync();
  }

  /** Hands over what `requestStop` was asked for. It is forgotten only then, so that the stop of a trial outlives a process
   *  that is killed meanwhile.
   *  Errors    E_IO */
  answerStops(answer: (what: Stop) => void): void {
    for (const what of stopsIn(this.dir)) {
      answer(what);
      forgetStop(this.dir, what);
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#log.close();
    this.#unlock();
  }
}

/** Begins a study in a folder that is new or empty; folders above it are made. If it fails, it leaves nothing behind.
 *  Errors    E_RUN the folder holds something or is in use; E_IO */
export function createStudy(dir: string, study: NewStudy): StudyFolder {
  return inNewFolder(dir, checkEmpty, (path, unlock) => {
    const head: JournalHead = {
      format: "chainrule-study",
      id: randomUUID(),
      ...study,
      created: new Date().toISOString(),
    };
    const file = join(path, JOURNAL);
    try {
      writeAtomically(file, Buffer.from(`${JSON.stringify(head)}\n`));
      return new StudyFolder(path, { head, entries: [], cut: false }, unlock);
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
  });
}

/** Opens a study to go on with it.
 *  Errors    E_RUN there is none, or it is in use; E_FORMAT its journal is damaged; E_IO */
export function openStudy(dir: string): StudyFolder {
  const path = resolve(dir);
  readStudy(path); // before the lock: nothing is to be made where there is no study
  const unlock = lockFolder(path);
  try {
    removeTemporaries(path);
    forgetStop(path, "study"); // meant for a process that is gone
    return new StudyFolder(path, readStudy(path), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Whether a folder holds a study. */
export const isStudy = (dir: string): boolean => readIfThere(join(resolve(dir), JOURNAL)) !== undefined;

/** What a study has come to, also while another process goes on with it.
 *  Errors    E_RUN there is none; E_FORMAT, E_IO */
export function readStudy(dir: string): Journal {
  const place = join(resolve(dir), JOURNAL);
  const bytes = readIfThere(place);
  if (bytes !== undefined) return parseJournal(bytes, place);
  throw new ChainruleError("E_RUN", {
    where: resolve(dir),
    expected: "the folder of a study",
    got: `no ${JOURNAL}`,
    remedy: "Check the path; studies are begun with: chainrule tune study.json",
  });
}

/** Asks the process that holds a study to stop it, or one of its trials; it answers within a moment, in the journal.
 *  Errors    E_RUN there is no study, no process holds it, or the trial is not running; E_FORMAT, E_IO */
export function requestStop(dir: string, what: Stop): void {
  const path = resolve(dir);
  const { entries } = readStudy(path);
  if (!isLocked(path)) refuseStop(path, "a study that a process is at work on", "none is");
  if (what !== "study") {
    const last = entries.filter(({ number }) => number === what).at(-1);
    const got = last?.type === "end" ? `trial ${what} is ${last.state}` : `no trial ${what}`;
    if (last === undefined || last.type === "end") refuseStop(path, "a trial that is running", got);
  }
  leaveStop(path, what);
}

function refuseStop(where: string, expected: string, got: string): never {
  const remedy = "Look how the study stands: chainrule tune show.";
  throw new ChainruleError("E_RUN", { where, expected, got, remedy });
}

const checkEmpty = (path: string): void =>
  requireEmpty(path, (names) =>
    names.includes(JOURNAL)
      ? "Go on with the study that is there with --resume, or choose another --out."
      : "Choose another --out.",
  );
