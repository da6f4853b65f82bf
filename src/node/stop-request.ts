import { closeSync, openSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "./io-error.js";

/** What a person wants stopped: one trial of a study, by its number, or all of it. */
export type Stop = number | "study";

/** A request is an empty file in the study's folder. Since its name says it all, it is never half-written; and since it
 *  stays until it has been answered, it outlives the process that left it and the one that is to answer it. */
const REQUEST = /^stop\.(study|[1-9]\d*)$/;

const fileOf = (dir: string, what: Stop): string => join(dir, `stop.${what}`);

/** Errors    E_IO */
export function leaveStop(dir: string, what: Stop): void {
  const file = fileOf(dir, what);
  attempt(file, "to leave the request", () => closeSync(openSync(file, "w")));
}

/** What is asked for in a folder.
 *  Errors    E_IO */
export function stopsIn(dir: string): Stop[] {
  const names = attempt(dir, "to list the folder", () => readdirSync(dir));
  return names.flatMap((name) => {
    const what = REQUEST.exec(name)?.[1];
    if (what === undefined) return [];
    return [what === "study" ? what : Number(what)];
  });
}

/** Errors    E_IO */
export function forgetStop(dir: string, what: Stop): void {
  const file = fileOf(dir, what);
  attempt(file, "to remove the request", () => rmSync(file, { force: true }));
}
