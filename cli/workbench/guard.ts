import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { refuse } from "./refusal.js";

/** The header that carries the token of this start. */
export const TOKEN_HEADER = "chainrule-token";

const READING = new Set(["GET", "HEAD"]);

/** Lets in what the workbench's own page asks, and what a person types into the address bar. Any page on the web can send
 *  requests to 127.0.0.1; this keeps them from reading or changing what is on this machine.
 *  Errors    403 another host, another page, or a change without the token */
export function admit(request: IncomingMessage, token: string): void {
  const host = ownHost(request);
  checkOrigin(request, host);
  if (!READING.has(request.method ?? "")) checkToken(request, token);
}

/** The host that was asked for. Where a name of the attacker's has come to mean 127.0.0.1 (DNS rebinding), it is that name. */
function ownHost(request: IncomingMessage): string {
  const port = request.socket.localPort;
  const asked = request.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === "host");
  const host = request.headers.host?.toLowerCase() ?? "";
  const ending = port === 80 ? "" : `:${port}`; // browsers leave out the port that is a matter of course
  const known = ["127.0.0.1", "localhost", "[::1]"].map((name) => name + ending);
  if (asked.length === 1 && known.includes(host)) return host;
  return refuse(403, "Host", known.join(", "), host || "none", `Open http://127.0.0.1:${port}/.`);
}

function checkOrigin({ headers, socket }: IncomingMessage, host: string): void {
  const { origin, "sec-fetch-site": site = "none" } = headers;
  const own = origin === undefined || origin === `http://${host}`;
  if (own && (site === "same-origin" || site === "none")) return;
  const remedy = `Open http://127.0.0.1:${socket.localPort}/ from the address bar.`;
  refuse(403, "request", "one of the workbench's own page", `one from ${origin ?? site}`, remedy);
}

function checkToken({ headers }: IncomingMessage, token: string): void {
  const given = Buffer.from(String(headers[TOKEN_HEADER] ?? ""));
  const wanted = Buffer.from(token);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  const remedy = "Reload the page; every start of `chainrule open` has a token of its own.";
  refuse(403, TOKEN_HEADER, "the token of this start", given.length === 0 ? "none" : "another", remedy);
}

/** Whether the workbench's own page asks, of which the browser vouches and no other page can pretend. */
export const isOwnPage = ({ headers }: IncomingMessage): boolean =>
  headers["sec-fetch-site"] === "same-origin";
