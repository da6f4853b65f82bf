import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ChainruleError } from "../core/errors.js";
import { removeTemporaries, writeAtomically } from "./atomic-write.js";
import { attempt } from "./io-error.js";
import { CHECKPOINT, EVENTS, MODEL, RECORD } from "./run-folder.js";
import { isLocked, lockFolder, type Unlock } from "./run-lock.js";

/** What a person has written about a run, as plain text. */
export const NOTES = "notes.txt";

/** Whether a process holds the run: one that trains, or looks at it for a moment. Changes nothing.
 *  Errors    E_IO */
export const isRunInUse = (dir: string): boolean => isLocked(resolve(dir));

/** Gives a run another name, in the folder that it is in.
 *  Errors    E_RUN there is no such run, it is in use, or the name is taken; E_IO */
export function renameRun(dir: string, name: string): void {
  const [path, target] = [resolve(dir), join(dirname(resolve(dir)), name)];
  const unlock = hold(path);
  let at = path;
  try {
    if (existsSync(target)) {
      const remedy = "Choose another name.";
      throw new ChainruleError("E_RUN", { where: target, expected: "a new name", got: "one in use", remedy });
    }
    attempt(path, `to rename it to ${name}`, () => renameSync(path, target));
    at = target;
  } finally {
    unlock(at);
  }
}

/** Removes what a run has written, and the folder unless it holds other things too. The record goes first: a removal that
 *  is cut short leaves no run that looks whole.
 *  Errors    E_RUN there is no such run, or it is in use; E_IO */
export function removeRun(dir: string): void {
  const path = resolve(dir);
  const unlock = hold(path);
  try {
    for (const name of [RECORD, EVENTS, MODEL, CHECKPOINT, NOTES])
      attempt(join(path, name), "to remove it", () => rmSync(join(path, name), { force: true }));
    removeTemporaries(path);
  } finally {
    unlock();
  }
  attempt(path, "to remove the folder", () => {
    if (readdirSync(path).length === 0) rmdirSync(path);
  });
}

/** Writes what a person has to say about a run; an empty text takes it away.
 *  Errors    E_RUN there is no such run, or it is in use; E_IO */
export function writeRunNotes(dir: string, text: string): void {
  const path = resolve(dir);
  const unlock = hold(path);
  try {
    if (text === "") attempt(path, "to remove the notes", () => rmSync(join(path, NOTES), { force: true }));
    else writeAtomically(join(path, NOTES), Buffer.from(text));
  } finally {
    unlock();
  }
}

function hold(path: string): Unlock {
  if (existsSync(join(path, RECORD))) return lockFolder(path);
  const remedy = "Check the path.";
  throw new ChainruleError("E_RUN", {
    where: path,
    expected: "a run folder",
    got: `no ${RECORD}`,
    remedy,
  });
}
