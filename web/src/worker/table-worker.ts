// The entry of a worker that reads a table, as one of a million rows takes seconds.
import { readPoints } from "../config/read-points.ts";
import { PROTOCOL } from "../protocol/messages.ts";
import { parseTableMessage } from "../protocol/table.ts";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(data: unknown): void;
};

scope.onmessage = async ({ data }) => {
  const { text } = parseTableMessage(data);
  const table = readPoints(typeof text === "string" ? text : await text.text());
  scope.postMessage({ protocol: PROTOCOL, message: { type: "table", table } });
};
