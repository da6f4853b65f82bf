import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { rawRequest, type Started, sendRaw, startWorkbench, TOKEN } from "../testing/workbench.js";

let bench: Started;
let own: string;

beforeAll(async () => {
  bench = await startWorkbench();
  own = `Host: 127.0.0.1:${bench.port}`;
});

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
const raw = (target: string, ...headers: string[]) => sendRaw(bench.port, rawRequest(target, ...headers));

describe("every answer", () => {
  it.each(["/", "/main.js", "/none", "/api/session", "/api/none"])(
    "isolates and restricts the page: %s",
    async (path) => {
      const { headers } = await bench.ask(path);
      const sent: Record<string, string> = {};
      headers.forEach((value, name) => {
        sent[name] = value;
      });
      expect(sent).toMatchObject({
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      });
      const policy = headers.get("content-security-policy");
      expect(policy).toMatch(/default-src 'none'.*script-src 'self' 'wasm-unsafe-eval';.*style-src 'self';/);
      expect(policy).not.toMatch(/'unsafe-(inline|eval)'|https?:|\*/);
      expect(Object.keys(sent).filter((name) => name.startsWith("access-control"))).toEqual([]);
    },
  );

  it("of a page has its type, and that of a refusal says why", async () => {
    expect((await bench.ask("/")).headers.get("content-type")).toMatch(/^text\/html/);
    expect((await bench.ask("/main.js")).headers.get("content-type")).toMatch(/^text\/javascript/);
    const answer = await bench.ask("/none.js");
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: "E_IO", where: "/none.js" } });
  });
});

describe("the host", () => {
  it.each(["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])("%s is this machine", async (name) => {
    expect(statusOf(await raw("/api/session", `Host: ${name}:${bench.port}`))).toBe(200);
  });

  it.each([
    ["a name that was bent to this machine", () => [`Host: evil.example:${bench.port}`]],
    ["another port", () => ["Host: 127.0.0.1:80"]],
    ["no port", () => ["Host: 127.0.0.1"]],
    ["a longer name", () => [`Host: 127.0.0.1:${bench.port}.evil.example`]],
    ["a name before it", () => [`Host: evil@127.0.0.1:${bench.port}`]],
    ["an empty one", () => ["Host:"]],
    ["two", () => [own, "Host: evil.example"]],
  ])("%s is refused", async (_, headers) => {
    for (const path of ["/", "/api/session"]) expect(statusOf(await raw(path, ...headers()))).toBe(403);
  });

  it("has to be named", async () => {
    expect(statusOf(await raw("/"))).toBe(400);
    expect(statusOf(await sendRaw(bench.port, "GET / HTTP/1.0\r\n\r\n"))).toBe(403);
  });
});

describe("another page", () => {
  it.each([
    [["Sec-Fetch-Site: cross-site"]],
    [["Sec-Fetch-Site: same-site"]],
    [["Origin: http://evil.example"]],
    [["Origin: null"]],
    [["Origin: http://127.0.0.1:1"]],
    [["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"]],
  ])("is told nothing: %s", async (headers) => {
    for (const path of ["/", "/main.js", "/api/session"])
      expect(statusOf(await raw(path, own, ...headers))).toBe(403);
  });

  it("is not told the token; nor is who only types the address", async () => {
    expect(await raw("/api/session", own)).not.toContain(TOKEN);
    expect(await raw("/api/session", own, "Sec-Fetch-Site: none")).not.toContain(TOKEN);
    expect(await raw("/api/session", own, "Sec-Fetch-Site: same-origin")).toContain(TOKEN);
  });
});

describe("whoever has no token", () => {
  it.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("cannot %s", async (method) => {
    for (const path of ["/", "/api/models/a.safetensors", "/api/runs/a", "/api/none"]) {
      expect((await bench.ask(path, { method })).status).toBe(403);
      for (const token of ["", "another", `${TOKEN.slice(0, -1)}x`, `${TOKEN} `.repeat(2)])
        expect((await bench.ask(path, { method, headers: { "chainrule-token": token } })).status).toBe(403);
    }
    expect(readdirSync(bench.folder)).toEqual([]);
  });

  it("and with it, only what there is", async () => {
    const answer = await bench.ask("/api/session", { method: "DELETE", token: true });
    expect([answer.status, (await answer.json()).error.expected]).toEqual([405, "GET"]);
    expect((await bench.ask("/index.html", { method: "POST", token: true })).status).toBe(405);
    expect((await bench.ask("/api/none", { method: "POST", token: true })).status).toBe(404);
  });
});

describe("paths", () => {
  beforeAll(() => {
    writeFileSync(join(bench.folder, "..", "secret.safetensors"), "secret");
    writeFileSync(join(bench.folder, "..", "secret.js"), "secret");
    writeFileSync(join(bench.folder, ".hidden.safetensors"), "secret");
    mkdirSync(join(bench.folder, "..", "run"));
    for (const name of ["run.json", "events.jsonl", "model.safetensors"])
      writeFileSync(join(bench.folder, "..", "run", name), "secret");
    mkdirSync(join(bench.folder, "runs", "linked"), { recursive: true });
    symlinkSync(join(bench.folder, "..", "secret.safetensors"), join(bench.folder, "link.safetensors"));
    symlinkSync(join(bench.folder, "..", "run"), join(bench.folder, "runs", "out"));
    for (const name of ["events.jsonl", "model.safetensors"])
      symlinkSync(join(bench.folder, "..", "run", name), join(bench.folder, "runs", "linked", name));
    symlinkSync(join(bench.folder, "..", "secret.js"), join(bench.app, "link.js"));
  });

  const climbs = ["..", "%2e%2e", "%2E.", ".%2e", "..%2f", "..%5c", "..\\", "%252e%252e", "..%00", "..;"];

  it.each([
    ...climbs.flatMap((up) => [
      `/${up}/secret.js`,
      `/api/models/${up}/secret.safetensors`,
      `/api/runs/${up}/model`,
    ]),
    "/api/models/..%2fsecret.safetensors",
    "/api/models/%2e%2e%2fsecret.safetensors",
    "/api/models/..%5csecret.safetensors",
    "/api/models/secret.safetensors%00.safetensors",
    "/api/models/.hidden.safetensors",
    "/api/models/link.safetensors",
    "/api/models/%c0%ae%c0%ae",
    "/api/models/%zz",
    "/api/models//etc/passwd",
    "/api/models/",
    "/api/data/mnist/..%2f..%2fsecret.js",
    "/api/recipes/..%2fsecret.json",
    "/api/elsewhere/secret.safetensors",
    "/api/runs/out",
    "/api/runs/out/model",
    "/api/runs/out/events",
    "/api/runs/linked/model",
    "/api/runs/linked/events",
    "/api/runs//model",
    "/link.js",
    "//etc/passwd",
    "/./index.html",
    "/%2fetc/passwd",
    "/..",
    "http://evil.example/",
    "*",
  ])("%s lead nowhere", async (target) => {
    const answer = await raw(target, own);
    expect([400, 404]).toContain(statusOf(answer));
    expect(answer).not.toContain("secret\r\n");
    expect(answer).not.toMatch(/\r\n\r\nsecret/);
  });

  it("that are plain lead to files, whatever range is asked for", async () => {
    for (const range of ["bytes=5-2", "bytes=x-y", "bytes=0-3", "bytes=999999-"])
      expect((await bench.ask("/main.js", { headers: { range } })).status).toBe(200);
    expect((await bench.ask("/index.html?x=%zz#y")).status).toBe(200);
    expect((await bench.ask("/main.js", { method: "HEAD" })).headers.get("content-length")).toBe("10");
  });
});

it("goes on after all that", async () => {
  const broken = await sendRaw(bench.port, "nonsense\r\n\r\n");
  expect(statusOf(broken)).toBe(400);
  expect((await bench.ask("/")).status).toBe(200);
});
