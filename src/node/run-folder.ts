import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ChainruleError } from "../core/errors.js";
import { parseJson } from "../format/json.js";
import { parseRunRecord, type RunRecord } from "../train/record.js";
import { removeTemporaries, writeAtomically } from "./atomic-write.js";
import { EventLog, type LoggedEvent } from "./event-log.js";
import { ioError } from "./io-error.js";
import { inNewFolder, makeFolders, requireEmpty } from "./new-folder.js";
import { readIfThere } from "./read-if-there.js";
import { lockFolder } from "./run-lock.js";

export const RECORD = "run.json";
export const EVENTS = "events.jsonl";
export const MODEL = "model.safetensors";
export const CHECKPOINT = "checkpoint.safetensors";

/** What the caller knows of a run that begins; its format and time are added. */
export type NewRun = Omit<RunRecord, "format" | "created">;

/** A run on disk, held by this process alone until `close` or its end. Whatever moment the process is killed at, the
 *  folder can be opened again and holds the last checkpoint whole. */
export class RunFolder {
  readonly dir: string;
  readonly record: RunRecord;
  readonly #events: EventLog;
  readonly #unlock: () => void;
  #open = true;

  /** `createRun` and `openRun` make them. */
  constructor(dir: string, record: RunRecord, unlock: () => void) {
    this.dir = dir;
    this.record = record;
    this.#events = new EventLog(join(dir, EVENTS));
    this.#unlock = unlock;
  }

  /** Adds a line to `events.jsonl`; JSON has no NaN and no ∞ and writes them as null.
   *  Errors    E_IO */
  appendEvent(event: object): void {
    this.#events.append([event]);
  }

  /** Adds a line for each; many at once take hardly longer than one.
   *  Errors    E_IO */
  appendEvents(events: readonly object[]): void {
    this.#events.append(events);
  }

  /** The events so far, in order.
   *  Errors    E_FORMAT, with the line; E_IO */
  readEvents(): readonly LoggedEvent[] {
    return this.#events.read();
  }

  /** Takes the events back to a checkpoint's step, so that none stands twice once training goes on from there; 0 where
   *  there is no checkpoint. What comes after the last event of that step is dropped, and so is the run's end.
   *  Errors    E_FORMAT, E_IO */
  keepEventsUntil(step: number): void {
    this.#events.keepUntil(step);
  }

  /** Errors    E_IO; the model that was there stays */
  saveModel(bytes: Uint8Array): void {
    writeAtomically(join(this.dir, MODEL), bytes);
  }

  /** Errors    E_IO; the checkpoint that was there stays */
  saveCheckpoint(bytes: Uint8Array): void {
    this.#events.sync(); // a checkpoint must not outlive the events before it
    writeAtomically(join(this.dir, CHECKPOINT), bytes);
  }

  /** The last checkpoint, or undefined when the run did not come as far.
   *  Errors    E_IO */
  readCheckpoint(): Uint8Array | undefined {
    return readIfThere(join(this.dir, CHECKPOINT));
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#events.close();
    this.#unlock();
  }
}

/** Checks that a run could begin in a folder, and makes nothing: for whoever has long work to do before `createRun`.
 *  Errors    E_RUN the folder holds something; E_IO */
export function checkNewRun(dir: string): void {
  const path = resolve(dir);
  if (existsSync(path)) checkEmpty(path);
}

/** Begins a run in a folder that is new or empty; folders above it are made. If it fails, it leaves nothing behind.
 *  Errors    E_RUN the folder holds something or is in use; E_IO */
export function createRun(dir: string, run: NewRun): RunFolder {
  return inNewFolder(dir, checkEmpty, (path, unlock) => begin(path, run, unlock));
}

function begin(path: string, run: NewRun, unlock: () => void): RunFolder {
  const { version, config, seed, data, start } = run;
  const created = new Date().toISOString();
  const record: RunRecord = {
    format: "chainrule-run",
    ...{ version, config, seed, data },
    ...(start && { start }),
    created,
  };
  try {
    writeAtomically(join(path, RECORD), Buffer.from(`${JSON.stringify(record, null, 2)}\n`));
    return new RunFolder(path, record, unlock);
  } catch (error) {
    for (const name of [RECORD, EVENTS]) rmSync(join(path, name), { force: true });
    throw error;
  }
}

/** Opens a run to go on with it.
 *  Errors    E_RUN there is none, or it is in use; E_FORMAT its record is damaged; E_IO */
export function openRun(dir: string): RunFolder {
  const path = resolve(dir);
  const place = join(path, RECORD);
  const bytes = readIfThere(place);
  if (bytes === undefined) {
    const remedy = "Check the path; to begin a run there, give it as --out.";
    throw new ChainruleError("E_RUN", { where: path, expected: "a run folder", got: `no ${RECORD}`, remedy });
  }
  const record = parseRunRecord(parseJson(bytes, place), place);
  const unlock = lockFolder(path);
  try {
    removeTemporaries(path);
    return new RunFolder(path, record, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Makes the first of `base`, `base-2`, `base-3`, … that does not exist, for one caller only.
 *  @returns its path
 *  Errors    E_IO */
export function nextRunFolder(base: string): string {
  makeFolders(dirname(resolve(base)));
  for (let n = 1; ; n++) {
    const dir = n === 1 ? base : `${base}-${n}`;
    try {
      mkdirSync(dir);
      return dir;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw ioError(dir, "to make the folder", cause);
    }
  }
}

const checkEmpty = (path: string): void =>
  requireEmpty(path, (names) =>
    names.includes(RECORD)
      ? "Choose another --out, or go on with the run that is there with --resume."
      : "Choose another --out.",
  );
