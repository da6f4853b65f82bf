import { setTimeout as sleep } from "node:timers/promises";
import { isRunInUse } from "chainrule/node";
import { confined, confinedFile } from "./confine.js";
import { type Exchange, sendBytes, sendNothing } from "./exchange.js";
import { readPart } from "./read-part.js";
import { notFound, refuse } from "./refusal.js";

/** The most that one answer holds, in bytes. */
const MOST = 2 ** 22;
/** How long an answer waits for something to tell, and how often it looks, in milliseconds. */
const PATIENCE = 10_000;
const EVERY = 200;
const NEW_LINE = 0x0a;

/** Sends a log from a place on, as far as it is whole lines: JSON, one a line. While a process holds its folder and there is
 *  nothing new, the answer waits, so that a page that asks again and again follows it. Headers say where to ask from next,
 *  and whether there is more to come; an empty answer has status 204.
 *  @param place names from the workbench's folder to the log's folder
 *  Errors    404; 416 the place is not where a line begins, as when a run was gone on with from a checkpoint: begin anew */
export async function sendGrowingFile(
  exchange: Exchange,
  place: readonly string[],
  file: string,
): Promise<void> {
  const { response, workbench } = exchange;
  const from = startOf(exchange.query.get("from"));
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const until = performance.now() + PATIENCE;
  for (;;) {
    const dir = confined(workbench.folder, ...place);
    const live = dir !== undefined && isRunInUse(dir); // asked before reading: what comes after the end would be missed
    const lines = newLines(workbench.folder, [...place, file], from);
    const headers = { "chainrule-next": from + lines.length, "chainrule-live": String(live) };
    if (lines.length > 0) {
      sendBytes(exchange, lines, { "content-type": "application/jsonl", ...headers });
      return;
    }
    if (!live || performance.now() > until) {
      sendNothing(exchange, headers);
      return;
    }
    await sleep(EVERY, undefined, { signal: gone.signal });
  }
}

function startOf(text: string | null): number {
  const place = Number(text ?? 0);
  if (/^\d*$/.test(text ?? "") && Number.isSafeInteger(place)) return place;
  return refuse(400, "from", "a place in bytes, a whole number ≥ 0", JSON.stringify(text), "Begin with 0.");
}

function newLines(folder: string, path: readonly string[], from: number): Uint8Array {
  const file = confinedFile(folder, ...path);
  if (file === undefined) return notFound(path[path.length - 2]);
  const before = Math.max(0, from - 1);
  const bytes =
    from > file.stats.size
      ? Buffer.of()
      : readPart(file.path, before, Math.min(file.stats.size, from + MOST));
  if (from > 0 && bytes[0] !== NEW_LINE)
    refuse(416, "from", "a place where a line begins", String(from), "Begin anew, with 0.");
  return bytes.subarray(from - before, bytes.lastIndexOf(NEW_LINE) + 1);
}
