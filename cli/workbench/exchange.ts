import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { parseJson } from "chainrule/format";
import { documentOf } from "../errors.js";
import { Refusal, refuse, statusOf } from "./refusal.js";
import type { Workbench } from "./workbench.js";

/** One request, and the way to answer it. */
export interface Exchange {
  readonly workbench: Workbench;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What stands in the path where the route leaves a place, in order. */
  readonly names: readonly string[];
  readonly query: URLSearchParams;
}

type Answered = Pick<Exchange, "request" | "response">;
type Headers = Readonly<Record<string, string | number>>;

/** Ends an answer with these bytes; of a HEAD request Node leaves them out. */
export function sendBytes(
  { response }: Answered,
  bytes: Uint8Array | string,
  headers: Headers = {},
  status = 200,
): void {
  const body = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  response.writeHead(status, { "cache-control": "no-store", "content-length": body.length, ...headers });
  response.end(body);
}

export const sendJson = (exchange: Answered, document: unknown, status = 200, headers: Headers = {}): void =>
  sendBytes(exchange, JSON.stringify(document), { "content-type": "application/json", ...headers }, status);

export function sendNothing({ response }: Answered, headers: Headers = {}): void {
  response.writeHead(204, { "cache-control": "no-store", ...headers }).end();
}

/** Sends a file whose name gives it a meaning, as bytes. It may grow or go meanwhile. */
export async function sendFile(exchange: Answered, path: string, size: number): Promise<void> {
  const { request, response } = exchange;
  const headers = { "content-type": "application/octet-stream" };
  if (request.method === "HEAD" || size === 0) {
    sendBytes(exchange, "", { ...headers, "content-length": size });
    return;
  }
  const file = createReadStream(path, { end: size - 1 });
  response.writeHead(200, { "cache-control": "no-store", "content-length": size, ...headers });
  await pipeline(file, response);
}

/** Tells what went wrong. Where an answer has begun already, the connection is cut, so that half is not taken for whole. */
export function sendError(exchange: Answered, error: unknown): void {
  const { request, response } = exchange;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // what is left of a body that nobody wants must not be read as the next request
  const headers: Headers = request.complete ? {} : { connection: "close" };
  const cause = error instanceof Refusal ? error.error : error;
  sendJson(exchange, { error: documentOf(cause) }, statusOf(error), headers);
}

/** The body of a request.
 *  Errors    413 more than `limit` bytes, by what is announced or what comes */
export async function readBody({ request }: Answered, limit: number): Promise<Buffer> {
  const tooLarge = (): never => refuse(413, "body", `at most ${limit} bytes`, "more", "Send less.", "E_DATA");
  if (Number(request.headers["content-length"] ?? 0) > limit) tooLarge();
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    size += piece.length;
    if (size > limit) tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The body as a JSON object, with no fields but these.
 *  Errors    413; 400 another field; 422 no JSON */
export async function readFields(
  exchange: Answered,
  fields: readonly string[],
): Promise<Record<string, unknown>> {
  const value = parseJson(await readBody(exchange, 2 ** 16), "body");
  const strangers = Object.keys(Object(value)).filter((name) => !fields.includes(name));
  if (typeof value !== "object" || value === null || Array.isArray(value) || strangers.length > 0) {
    const got = strangers[0] ?? typeof value;
    refuse(400, "body", `an object with ${fields.join(", ")}`, got, "Send only what is known.");
  }
  return value as Record<string, unknown>;
}
