// What the page and the worker that reads a table say to each other.
import type { PointTable, TableFault } from "../config/read-points.ts";
import { PROTOCOL, parseEnvelope } from "./messages.ts";

interface TableMessage {
  readonly type: "read";
  readonly text: string | Blob;
}

interface FromTable {
  readonly type: "table";
  readonly table: PointTable | TableFault;
}

export const parseTableMessage = (data: unknown): TableMessage =>
  parseEnvelope<TableMessage>(data, new Set(["read"]));

/** Reads points from a text or a file, in a worker that lasts as long as that takes. */
export function readTable(text: string | Blob): Promise<PointTable | TableFault> {
  const worker = new Worker(new URL("../worker/table-worker.ts", import.meta.url), { type: "module" });
  return new Promise<PointTable | TableFault>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(parseEnvelope<FromTable>(data, new Set(["table"])).table);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage({ protocol: PROTOCOL, message: { type: "read", text } });
  })
    .catch((error: Error): TableFault => ({ fault: "other", values: { reason: error.message } }))
    .finally(() => worker.terminate());
}
