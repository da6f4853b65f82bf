import type { Exchange } from "./exchange.js";
import { sendGrowingFile } from "./growing-file.js";
import { RUNS } from "./run-entry.js";

/** The events of a run, followed while a process holds it. */
export const sendRunEvents = (exchange: Exchange): Promise<void> =>
  sendGrowingFile(exchange, [RUNS, exchange.names[0]], "events.jsonl");
