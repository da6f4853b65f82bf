import { closeSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { ChainruleError } from "../core/errors.js";
import { attempt, ioError } from "./io-error.js";

/** A process's claim on a folder: an empty file `lock.<pid>.<start of the process>.<host>`. Since the name says it all,
 *  a claim is never half-written; since no two processes share one, removing a dead claim cannot hit a live one. */
const CLAIM = /^lock\.(\d+)\.(\w+)\.(.+)$/;

const HOST = encodeURIComponent(hostname());
const UNKNOWN = "unknown";

/** How often and how long the first of two that come at once waits for the second to step back, in milliseconds. */
const PATIENCE = { times: 10, each: 20 };

export const isLock = (name: string): boolean => CLAIM.test(name);

/** Gives a folder back; one that was moved meanwhile, where it is now. */
export type Unlock = (at?: string) => void;

/** Takes a folder for this process alone, over from processes that have died. Each claims first and looks second, and
 *  holds the folder only when it sees no other claim; so two can never both hold it.
 *  @returns what gives it back; the end of the process does, too
 *  Errors    E_RUN another live process, or this one, holds it; E_IO the claim cannot be written */
export function lockFolder(dir: string): Unlock {
  const own = `lock.${process.pid}.${startOf(process.pid)}.${HOST}`;
  try {
    closeSync(openSync(join(dir, own), "wx"));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") throw inUse(dir, own);
    throw ioError(dir, "to lock the folder", cause);
  }
  const atExit = () => release();
  const release = (at = dir) => {
    process.off("exit", atExit);
    attempt(at, "to unlock the folder", () => rmSync(join(at, own), { force: true }));
  };
  process.on("exit", atExit);
  try {
    waitToBeAlone(dir, own);
    return release;
  } catch (error) {
    release();
    throw error;
  }
}

function waitToBeAlone(dir: string, own: string): void {
  for (let waits = 0; ; waits++) {
    const other = liveClaims(dir).find((name) => name !== own);
    if (other === undefined) return;
    // Of two that come at once, the one whose name sorts first waits and the other steps back.
    if (other < own || waits === PATIENCE.times) throw inUse(dir, other);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE.each);
  }
}

/** Whether a process holds a folder. Only looks, and changes nothing.
 *  Errors    E_IO */
export const isLocked = (dir: string): boolean => claims(dir).some(isLive);

/** The claims that stand; those of dead processes are removed. */
function liveClaims(dir: string): string[] {
  return claims(dir).filter((name) => {
    if (isLive(name)) return true;
    attempt(dir, "to remove a dead process's lock", () => rmSync(join(dir, name), { force: true }));
    return false;
  });
}

const claims = (dir: string): string[] =>
  attempt(dir, "to list the folder", () => readdirSync(dir)).filter(isLock);

function isLive(claim: string): boolean {
  const [, pid, start, host] = CLAIM.exec(claim) ?? [];
  if (host !== HOST) return true; // one cannot look into another machine
  const now = startOf(Number(pid));
  return now === start || (now !== undefined && (now === UNKNOWN || start === UNKNOWN));
}

/** When a process started, in the kernel's clock ticks since boot, which tells it from a later one with its number;
 *  undefined when there is no such process, `UNKNOWN` where the system does not say.
 *  Source    proc_pid_stat(5), fields 3 and 22 */
function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // the name before may hold spaces and brackets
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19]; // a zombie holds nothing any more
  } catch {
    return UNKNOWN;
  }
}

function inUse(dir: string, claim: string): ChainruleError {
  const [, pid, , host] = CLAIM.exec(claim) ?? [];
  const place = host === HOST ? "" : ` on ${host}`;
  return new ChainruleError("E_RUN", {
    where: dir,
    expected: "a folder that no process uses",
    got: `one that process ${pid}${place} uses`,
    remedy: `Wait for it or end it; if there is no such process, delete the file ${claim} in the folder.`,
  });
}
