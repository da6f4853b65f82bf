import { mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ChainruleError } from "../core/errors.js";
import { isTemporary, removeTemporaries } from "./atomic-write.js";
import { attempt } from "./io-error.js";
import { isLock, lockFolder } from "./run-lock.js";

/** Begins something in a folder that is new or empty, and holds it for this process; folders above it are made. If it
 *  fails, it leaves nothing behind.
 *  @param check throws when the folder holds something
 *  Errors    E_RUN the folder holds something or is in use; E_IO */
export function inNewFolder<T>(
  dir: string,
  check: (path: string) => void,
  begin: (path: string, unlock: () => void) => T,
): T {
  const path = resolve(dir);
  const firstMade = makeFolders(path);
  let unlock: (() => void) | undefined;
  try {
    unlock = lockFolder(path);
    check(path);
    removeTemporaries(path);
    return begin(path, unlock);
  } catch (error) {
    unlock?.();
    if (firstMade !== undefined) removeFolders(path, firstMade);
    throw error;
  }
}

/** @param remedy what to do about the files that are there
 *  Errors    E_RUN the folder holds something; E_IO */
export function requireEmpty(path: string, remedy: (names: readonly string[]) => string): void {
  const all = attempt(path, "to list the folder", () => readdirSync(path));
  const names = all.filter((name) => !isLock(name) && !isTemporary(name));
  if (names.length === 0) return;
  throw new ChainruleError("E_RUN", {
    where: path,
    expected: "a new or empty folder",
    got: `one that holds ${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}`,
    remedy: remedy(names),
  });
}

/** @returns the first folder that had to be made, if any */
export function makeFolders(path: string): string | undefined {
  return attempt(path, "to make the folder", () => mkdirSync(path, { recursive: true }));
}

/** Removes the folders from `path` up to `first`, as far as nobody else has begun to use them. */
function removeFolders(path: string, first: string): void {
  try {
    for (let folder = path; folder.length >= first.length; folder = dirname(folder)) rmdirSync(folder);
  } catch {}
}
