import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { removeRun, renameRun, writeRunNotes } from "chainrule/node";
import { isPlainName } from "./address.js";
import { confined } from "./confine.js";
import { type Exchange, readFields, sendFile, sendJson, sendNothing } from "./exchange.js";
import { notFound, refuse } from "./refusal.js";
import { RUNS, type RunEntry, runEntry, runModel } from "./run-entry.js";
import type { Workbench } from "./workbench.js";

/** The longest notes, in characters. */
const LONGEST = 10_000;

/** The runs in the folder, the youngest first. */
export function runsOf({ folder }: Workbench): RunEntry[] {
  const runs = confined(folder, RUNS);
  const names = runs === undefined ? [] : readdirSync(runs).filter(isPlainName);
  return names
    .flatMap((name) => runEntry(folder, name) ?? [])
    .sort((a, b) => (a.record.created < b.record.created ? 1 : -1));
}

export const listRuns = (exchange: Exchange): void => sendJson(exchange, runsOf(exchange.workbench));

export const sendRun = (exchange: Exchange): void => sendJson(exchange, knownRun(exchange));

export async function sendRunModel(exchange: Exchange): Promise<void> {
  const file = runModel(exchange.workbench.folder, exchange.names[0]);
  if (file === undefined) return notFound(`model of ${exchange.names[0]}`);
  await sendFile(exchange, file.path, file.stats.size);
}

/** Writes notes about a run, gives it another name, or both.
 *  Errors    400, 404; 409 a process holds it, or the name is taken */
export async function changeRun(exchange: Exchange): Promise<void> {
  const { folder } = exchange.workbench;
  const { name, notes } = await readFields(exchange, ["name", "notes"]);
  if (name !== undefined && (typeof name !== "string" || !isPlainName(name)))
    refuse(400, "name", "a name for a folder", JSON.stringify(name), "Choose another name.");
  if (notes !== undefined && (typeof notes !== "string" || notes.length > LONGEST))
    refuse(400, "notes", `a text of at most ${LONGEST} characters`, typeof notes, "Shorten it.");
  const [run, now] = [folderOf(exchange), (name as string | undefined) ?? exchange.names[0]];
  if (now !== exchange.names[0]) renameRun(run, now); // first, for it is what can be refused
  if (notes !== undefined) writeRunNotes(join(dirname(run), now), notes as string);
  sendJson(exchange, runEntry(folder, now));
}

/** Errors    404; 409 a process holds it */
export function deleteRun(exchange: Exchange): void {
  removeRun(folderOf(exchange));
  sendNothing(exchange);
}

const knownRun = ({ workbench, names }: Exchange): RunEntry =>
  runEntry(workbench.folder, names[0]) ?? notFound(names[0]);

const folderOf = (exchange: Exchange): string =>
  confined(exchange.workbench.folder, RUNS, knownRun(exchange).name) ?? notFound(exchange.names[0]);
