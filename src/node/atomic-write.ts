import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { attempt, ioError } from "./io-error.js";

/** Writes a file so that at no moment, also if the power fails, a half-written one carries its name: to a temporary name
 *  in the same folder, synced, then renamed. Synchronous, so that nothing else of this process comes in between.
 *  Errors    E_IO; then the temporary file is gone and the file that was there is as before */
export function writeAtomically(path: string, bytes: Uint8Array): void {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(8).toString("hex")}.tmp`);
  try {
    writeSynced(temporary, bytes);
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (cause) {
    tryRemove(temporary);
    throw ioError(path, `to write ${bytes.length} bytes`, cause);
  }
}

const TEMPORARY = /^\..+\.[0-9a-f]{16}\.tmp$/;

/** Whether a file name is one that `writeAtomically` uses on the way. */
export const isTemporary = (name: string): boolean => TEMPORARY.test(name);

/** Removes what killed writers left in a folder; nobody else may be writing there.
 *  Errors    E_IO */
export function removeTemporaries(folder: string): void {
  const names = attempt(folder, "to list the folder", () => readdirSync(folder));
  for (const name of names) if (isTemporary(name)) tryRemove(join(folder, name));
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "wx");
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the new name last. Windows and some network disks cannot, and need not be told. */
function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EINVAL") throw error;
  } finally {
    closeSync(folder);
  }
}

/** A file left behind does no harm, and the first failure is the one to tell. */
function tryRemove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}
