// Serves dist/web as any static host would, from a folder of it, with a strict content security policy.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** What is built. */
export const webRoot = fileURLToPath(new URL("../../../dist/web/", import.meta.url));

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
};

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
  "connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'";

export interface Site {
  /** Ends in a slash: the app is in a folder of the host. */
  readonly url: string;
  close(): Promise<void>;
}

export interface SiteOptions {
  /** With the headers by which pages may share memory between threads. */
  readonly isolated?: boolean;
  /** The folder that is served; it ends in a slash. */
  readonly root?: string;
  /** Where on the host; it begins and ends in a slash. */
  readonly base?: string;
  /** As a host without any headers of its own. */
  readonly plain?: boolean;
}

export async function serveWeb({
  isolated = false,
  root = webRoot,
  base = "/sub/",
  plain = false,
}: SiteOptions = {}): Promise<Site> {
  if (!existsSync(join(root, "index.html"))) throw new Error("Run npm run build first.");
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, "http://x");
    const path = pathname.slice(base.length);
    const file = join(root, normalize(path === "" ? "index.html" : path));
    if (!file.startsWith(root) || !existsSync(file) || !pathname.startsWith(base)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      ...(!plain && { "content-security-policy": POLICY }),
      ...(isolated && {
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
      }),
    });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
