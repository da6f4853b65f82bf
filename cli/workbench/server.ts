import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import sirv from "sirv";
import { parseAddress } from "./address.js";
import { confinedFile } from "./confine.js";
import { sendError } from "./exchange.js";
import { admit } from "./guard.js";
import { SECURITY_HEADERS } from "./headers.js";
import { notFound, refuse } from "./refusal.js";
import { findRoute } from "./routes.js";
import type { Workbench } from "./workbench.js";

/** The server of the workbench: its pages, and below /api what is on this machine. Not listening yet. */
export function createWorkbench(workbench: Workbench): Server {
  // looks at the disk for each request, so that a build meanwhile is seen
  const pages = sirv(workbench.app, { dev: true, etag: true, extensions: [] });
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    answer(workbench, pages, request, response).catch((error) => sendError({ request, response }, error));
  });
}

async function answer(
  workbench: Workbench,
  pages: ReturnType<typeof sirv>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  admit(request, workbench.token);
  const { path, query } = parseAddress(request.url ?? "");
  if (path[0] === "api") {
    const { handler, names } = findRoute(request.method ?? "", path.slice(1));
    await handler({ workbench, request, response, names, query });
    return;
  }
  if (request.method !== "GET" && request.method !== "HEAD")
    refuse(405, "method", "GET, HEAD", String(request.method), "Pages can only be read.");
  const file = path.length === 0 ? ["index.html"] : path;
  if (confinedFile(workbench.app, ...file) === undefined) notFound(`/${file.join("/")}`);
  delete request.headers.range; // sirv trusts a range to be one
  request.url = `/${file.map(encodeURIComponent).join("/")}`;
  pages(request, response);
}
